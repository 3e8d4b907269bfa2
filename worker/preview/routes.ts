import type { Context } from "hono";
import { PREVIEW_TOKEN_CHARACTERS } from "../../shared/limits.ts";
import { previewCookie } from "../cookies.ts";
import type { EndpointEnv } from "../endpoints/endpoints.ts";
import { readJson } from "../endpoints/guards.ts";
import { badInput, problem } from "../problem.ts";
import { changed, changeSchema } from "./change.ts";
import { refusedPage } from "./pages.ts";
import { cookieOf, openPreview } from "./session.ts";

const TOO_MUCH = `so much is switched that it doesn't fit into ${PREVIEW_TOKEN_CHARACTERS} characters of a cookie`;

/** `GET {path}/preview/start?t=TOKEN&page=/path`: begins a preview, if the link is one, and goes to its page. */
export async function startPreview(c: Context<EndpointEnv>): Promise<Response> {
  const url = new URL(c.req.url);
  const opened = await openPreview(c.req.query("t") ?? "", "preview-link", c.env);
  if ("refused" in opened) return refusedPage(opened.refused);
  const page = pageOfSite(c.req.query("page") ?? "/", url);
  if (page === undefined) return refusedPage("The page that it names isn't one of this site.");
  const cookie = await cookieOf(opened.preview, c.env, url);
  if (cookie === undefined) return refusedPage(`It can't be begun: ${TOO_MUCH}.`);
  return new Response(null, {
    status: 303,
    headers: {
      location: page,
      "set-cookie": cookie,
      "cache-control": "private, no-store",
      "referrer-policy": "no-referrer",
    },
  });
}

/** `POST {path}/preview/change`: switches something; the answer's cookie says it from then on. */
export async function changePreview(c: Context<EndpointEnv>): Promise<Response> {
  const { preview, compiled } = c.env;
  if (!preview) return problem(403, "there is no preview, or it is over");
  const parsed = await readJson(c.req, changeSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  const next = changed(preview, parsed.value, compiled);
  if (!next.ok) return badInput(next.issues);
  const cookie = await cookieOf(next.value, c.env, new URL(c.req.url));
  if (cookie === undefined) return problem(400, TOO_MUCH);
  return c.body(null, 204, { "set-cookie": cookie, "cache-control": "private, no-store" });
}

/** `POST {path}/preview/end`: the browser is its visitor's again. */
export function endPreview(c: Context<EndpointEnv>): Response {
  const cookie = previewCookie("", 0, new URL(c.req.url));
  return c.body(null, 204, { "set-cookie": cookie, "cache-control": "private, no-store" });
}

/**
 * Path, query and fragment of a page of this site; undefined for what leads elsewhere, as `//host` and `/\host` do
 * in browsers.
 */
function pageOfSite(page: string, own: URL): string | undefined {
  if (!page.startsWith("/") || !URL.canParse(page, own)) return undefined;
  const { origin, pathname, search, hash } = new URL(page, own);
  // What is read as a path here could still be read as a host once it is a location of its own.
  if (origin !== own.origin || pathname.startsWith("//")) return undefined;
  return `${pathname}${search}${hash}`;
}
