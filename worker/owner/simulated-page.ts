import type { Context } from "hono";
import type { Edit } from "../../shared/edit.ts";
import { OWNER_BODY_BYTES, SIMULATED_PAGE_MILLISECONDS } from "../../shared/limits.ts";
import { wait, withDeadline } from "../deadline.ts";
import { parseJson } from "../endpoints/guards.ts";
import { fetchOrigin, originUrl } from "../origin.ts";
import { type PageServices, servePage } from "../page.ts";
import { badInput, problem } from "../problem.ts";
import type { OwnerEnv } from "./answer.ts";
import { framed, notesOn, PLACE, withMarks } from "./simulated-html.ts";
import { elsewhere, left, sentOn, told, unanswered } from "./simulated-words.ts";
import { simulatedPageSchema, type Simulation, simulation } from "./simulation.ts";

/** A page, and what became of its blocks. */
interface Shown {
  readonly answer: Response;
  readonly edits: readonly Edit[];
  readonly refused: ReadonlyMap<string, string>;
}

/**
 * `GET /api/simulate/page?q=…` with the JSON of `POST /api/simulate`: the page as somebody like that sees it, made by the code
 * that makes all pages, for a frame of the dashboard. Nothing runs in it, nobody keeps it, and it isn't counted. Why there is none is said
 * as a page, too.
 */
export async function simulatedPage(c: Context<OwnerEnv>): Promise<Response> {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none")
    return problem(403, "only the dashboard may show this");
  const question = c.req.query("q") ?? "";
  if (question.length > OWNER_BODY_BYTES) return problem(413, "the question is too long");
  const parsed = parseJson(question, simulatedPageSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  const simulated = simulation(parsed.value, c.env);
  if (!simulated.ok) return badInput(simulated.issues);
  const { origin } = new URL(parsed.value.origin);
  // Put together as text: resolved, the path `//elsewhere.example/` would be another host.
  const url = new URL(`${origin}${parsed.value.path ?? "/"}`);
  if (!isOfSite(url, c.env)) return elsewhere(origin);
  const { redirect } = simulated.value.decided;
  if (redirect) return sentOn(redirect);
  try {
    const shown = show(url, simulated.value, c);
    return await answerOf(await withDeadline(shown, SIMULATED_PAGE_MILLISECONDS, "the page"), url);
  } catch (error) {
    return unanswered(origin, error);
  }
}

/** Whether this address may be asked: never one that only the edge, or this machine, can reach. */
function isOfSite({ origin, hostname }: URL, { env, compiled }: OwnerEnv["Bindings"]): boolean {
  const { ADMIN_HOST = "", ORIGIN } = env;
  const admin = ADMIN_HOST.toLowerCase();
  if (hostname === admin) return false;
  // Whatever it is called, that is asked.
  if (ORIGIN) return true;
  if (compiled.site.origins.includes(origin)) return true;
  const parent = admin.slice(admin.indexOf(".") + 1);
  if (!parent.includes(".") && parent !== "localhost") return false;
  return hostname === parent || hostname.endsWith(`.${parent}`);
}

async function show(url: URL, { decided, context }: Simulation, c: Context<OwnerEnv>): Promise<Shown> {
  const { env, compiled, fetch, waitUntil } = c.env;
  const { path, enabled } = compiled.site;
  const refused = new Map<string, string>();
  let edits: readonly Edit[] = [];
  const language = typeof context["language"] === "string" ? context["language"] : undefined;
  const services: PageServices = {
    site: async () => ({
      enabled,
      path,
      excluded: (pathname) => compiled.excluded(pathname),
      personalizable: () => true,
    }),
    visitor: async () => ({
      targets: compiled.targets(url.pathname),
      render(pageLanguage) {
        const rendered = decided.render(pageLanguage, language);
        edits = rendered.edits;
        return { ...rendered, edits: withMarks(edits, rendered.reorders) };
      },
    }),
    originUrl: (address) => originUrl(address, env),
    origin: (upstream, address) => fetchOrigin(upstream, address, env, fetch),
    wait,
    isBot: () => false,
    head: () => PLACE,
    // Invariant 7: that is told to whoever looks, and counted for nobody.
    report(reason) {
      const [, block, why] = /^block (.+?): (.+)$/s.exec(reason) ?? [];
      if (block !== undefined && why !== undefined) refused.set(block, why);
    },
  };
  const answer = await servePage(requestFor(url, language, c), services, { waitUntil });
  return { answer, edits, refused };
}

/** The request of a browser without any cookie, that of the owner least of all. */
function requestFor(url: URL, language: string | undefined, c: Context<OwnerEnv>): Request {
  const headers = new Headers({ accept: "text/html", "sec-fetch-dest": "document" });
  const agent = c.req.header("user-agent");
  const languages = language ?? c.req.header("accept-language");
  if (agent !== undefined) headers.set("user-agent", agent);
  if (languages !== undefined) headers.set("accept-language", languages);
  return new Request(url, { headers, redirect: "manual" });
}

async function answerOf({ answer, edits, refused }: Shown, url: URL): Promise<Response> {
  const why = left(answer, url);
  if (why) {
    await answer.body?.cancel();
    return told(why);
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return new Response(framed(bytes, url.href, notesOn(bytes, edits, refused)), {
    headers: {
      // With the charset, wherever the page says it.
      "content-type": answer.headers.get("content-type")!,
      "cache-control": "private, no-store",
      "content-security-policy": policyFor(url),
    },
  });
}

/** It shows what the site shows, and does nothing: no script, no form, nothing that it frames. */
function policyFor({ origin }: URL): string {
  const from = `${origin} https: data:`;
  return (
    `default-src 'none'; img-src ${from}; media-src ${from}; font-src ${from}; style-src ${from} 'unsafe-inline'; ` +
    "form-action 'none'; frame-ancestors 'self'; sandbox"
  );
}
