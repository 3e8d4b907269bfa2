import type { Context } from "hono";
import { PREVIEW_MINUTES } from "../../shared/limits.ts";
import { linkOf } from "../../shared/preview/link.ts";
import { formatPreview, NO_CHANGES, type Preview } from "../../shared/preview/preview.ts";
import { factsOfBuckets } from "../../shared/reasons/bucket-facts.ts";
import { languageOf } from "../../shared/reasons/text/languages.ts";
import { vocabularyOf } from "../../shared/reasons/vocabulary.ts";
import { readJson } from "../endpoints/guards.ts";
import { describeBlocks, describeSegments } from "../preview/describe-rules.ts";
import { badInput, problem } from "../problem.ts";
import type { OwnerEnv } from "./answer.ts";
import { simulation, simulationSchema } from "./simulation.ts";

const LANGUAGE = languageOf("en");

/**
 * `POST /api/simulate` with `{ attributes, context, path, origin }`: which segments hold of somebody like that, why, and what
 * the page has for them. Attributes that aren't named are those of somebody new; with `origin`, the site's address, there is a link to
 * the page as they see it.
 */
export async function simulate(c: Context<OwnerEnv>): Promise<Response> {
  const { compiled, signer, now } = c.env;
  const parsed = await readJson(c.req, simulationSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  const simulated = simulation(parsed.value, c.env);
  if (!simulated.ok) return badInput(simulated.issues);
  const { decided, said, buckets, context } = simulated.value;
  const { decision } = decided.render(undefined, undefined);
  const facts = factsOfBuckets({ plan: compiled.plan, rules: compiled.rules, buckets, context });
  const explaining = { facts, vocabulary: vocabularyOf(compiled.site), language: LANGUAGE };
  const blocks = describeBlocks(compiled, decision, NO_CHANGES, new Map(), explaining);
  const { segments } = compiled.rules;
  const answer = {
    segments: describeSegments(compiled, segments, { decided }, NO_CHANGES, blocks, explaining),
    blocks,
  };
  const { origin, path = "/" } = parsed.value;
  if (origin === undefined) return c.json(answer, 200, { "cache-control": "no-store" });
  if (!signer) return problem(503, "SELVEDGE_SECRET isn't set, so no link can be signed");
  const until = Math.floor(now / 1000) + PREVIEW_MINUTES * 60;
  const subject: Preview["subject"] = {
    who: "visitor",
    name: "Simulated",
    plan: compiled.plan.hash,
    buckets: said,
    consent: "yes",
    context,
  };
  const token = await signer.seal(formatPreview({ subject, changes: NO_CHANGES, until }), "preview-link");
  const link = linkOf(new URL(origin).origin, compiled.site.path, token, path);
  const preview = { url: link, expires: new Date(until * 1000).toISOString() };
  return c.json({ ...answer, preview }, 200, { "cache-control": "no-store" });
}
