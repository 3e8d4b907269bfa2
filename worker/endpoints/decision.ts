import type { Context } from "hono";
import * as v from "valibot";
import { doneBlocks } from "../../shared/done-blocks.ts";
import { asksToStay, type Followed, locationOf, STAY, stayed } from "../../shared/redirect.ts";
import type { DoneBlock, PageAnswer, PageQuestion } from "../../shared/tag-mode.ts";
import { isBot } from "../bots.ts";
import { redirectFrom } from "../page-visitor.ts";
import { badInput } from "../problem.ts";
import { decide } from "../visitor.ts";
import { aheadFor } from "./ahead.ts";
import type { EndpointEnv } from "./endpoints.ts";
import { type Away, urlAway } from "./envelope.ts";
import { readJson } from "./guards.ts";
import { languageSchema, pathSchema } from "./signal-schema.ts";
import { pageContext } from "./page-context.ts";

const questionSchema = v.strictObject({
  path: pathSchema,
  language: languageSchema,
  referrer: v.pipe(v.string(), v.maxLength(300)),
  query: v.exactOptional(v.pipe(v.string(), v.maxLength(2000)), ""),
}) satisfies v.GenericSchema<unknown, PageQuestion>;

const NOTHING: PageAnswer = { segments: [], blocks: [], lost: [] };

/**
 * `POST {path}/decision`: decides a page that is opened elsewhere, or a view that is opened without a load, as a page
 * behind the Worker would be: on what was acknowledged before it, and that a new visit began unless one goes on.
 */
export async function answerDecision(c: Context<EndpointEnv>): Promise<Response> {
  const parsed = await readJson(c.req, questionSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  const { path } = parsed.value;
  const isLeftAlone = c.env.compiled.excluded(path) || isBot(c.req.raw);
  const { origin } = c.get("away") ?? new URL(c.req.url);
  return c.json(isLeftAlone ? NOTHING : decided(c, parsed.value, origin), 200, {
    "cache-control": "no-store",
  });
}

function decided(
  c: Context<EndpointEnv>,
  { path, language, referrer, query = "" }: PageQuestion,
  origin: string,
): PageAnswer {
  const scope = c.env;
  const away: Away = { origin, referrer, query };
  const known = c.get("known");
  const { visit } = known.cookies;
  const decideAt = (pathname: string) =>
    decide(pathname, pageContext(c.req.raw, pathname, scope, away), known, visit ? "now" : "next", scope);
  const page = decideAt(path);
  const rendered = page.decided.render(language || undefined, page.language);
  const { redirect } = page.decided;
  // Until a visit is acknowledged the next page is decided as the first one of it, too.
  const handed = c.get("away") &&
    visit &&
    known.projection && { handed: { ahead: aheadFor(c.req.raw, language, known, scope, away) } };
  const way: Followed | undefined =
    redirect &&
    redirectFrom(
      urlAway({ origin, query: asksToStay(query) ? STAY : "" }, path),
      scope.compiled,
      ({ pathname }) => (pathname === path ? redirect : decideAt(pathname).decided.redirect),
    );
  const { decision } = rendered;
  if (way && "to" in way) return { ...decision, blocks: [leading(way)], ...handed };
  const told = redirect ? stayed(decision, redirect.block) : decision;
  const { redraws } = scope.compiled.site;
  // What a framework draws may come later: there nobody could look for it.
  const exposedAt = redraws ? undefined : rendered.exposedAt?.();
  return {
    ...told,
    ...(exposedAt && { exposedAt }),
    blocks: doneBlocks(told, rendered),
    ...(redraws && { redraws: true }),
    ...handed,
  };
}

/** Who is led away gets nothing else done to the page. */
function leading(way: Extract<Followed, { to: string }>): DoneBlock {
  const [id = ""] = way.blocks;
  return { id, edit: { block: id, target: "html", claims: [], calls: [], rare: { to: locationOf(way) } } };
}
