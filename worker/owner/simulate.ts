import type { Context } from "hono";
import * as v from "valibot";
import { bucketOf } from "../../shared/buckets.ts";
import { guess } from "../../shared/condition/near.ts";
import { dayOf } from "../../shared/day.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import type { Issue } from "../../shared/issue.ts";
import { joinPath } from "../../shared/issue.ts";
import { PREVIEW_MINUTES } from "../../shared/limits.ts";
import { newcomer } from "../../shared/preview/example.ts";
import { linkOf } from "../../shared/preview/link.ts";
import { formatPreview, NO_CHANGES, type Preview } from "../../shared/preview/preview.ts";
import { factsOfBuckets } from "../../shared/reasons/bucket-facts.ts";
import { languageOf } from "../../shared/reasons/text/languages.ts";
import { vocabularyOf } from "../../shared/reasons/vocabulary.ts";
import { CONTEXT_TYPES } from "../../shared/site/known.ts";
import { readJson } from "../endpoints/guards.ts";
import { describeBlocks, describeSegments } from "../preview/describe-rules.ts";
import { badInput, problem } from "../problem.ts";
import type { OwnerEnv } from "./answer.ts";

const LANGUAGE = languageOf("en");
const scalar = v.union([v.string(), v.number(), v.boolean()]);

export const simulationSchema = v.strictObject({
  attributes: v.exactOptional(v.record(v.string(), v.nullable(v.union([scalar, v.array(scalar)])))),
  context: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  path: v.exactOptional(v.pipe(v.string(), v.startsWith("/", 'expected a path such as "/"'))),
  origin: v.exactOptional(
    v.pipe(
      v.string(),
      v.check((text) => /^https?:/i.test(text) && URL.canParse(text), "expected the site's address"),
    ),
  ),
});

/**
 * `POST /api/simulate` with `{ attributes, context, path, origin }`: which segments hold of somebody like that, why, and what
 * the page has for them. Attributes that aren't named are those of somebody new; with `origin`, the site's address, there is a link to
 * the page as they see it.
 */
export async function simulate(c: Context<OwnerEnv>): Promise<Response> {
  const { compiled, signer, now } = c.env;
  const parsed = await readJson(c.req, simulationSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  const { attributes = {}, context = {}, path = "/", origin } = parsed.value;
  const issues = issuesOf(attributes, context, compiled);
  if (issues.length > 0) return badInput(issues);
  const day = dayOf(now);
  const { entries } = compiled.plan;
  const usual = newcomer(compiled, day);
  const said = entries.map(({ id, attribute }, at): number =>
    Object.hasOwn(attributes, id) ? bucketOf(attribute.buckets!, attributes[id] as never) : usual[at]!,
  );
  const buckets = Object.fromEntries(entries.map(({ id }, at) => [id, said[at]!]));
  const decided = compiled.decide({ path, day, buckets, context: { ...context, path } });
  const { decision } = decided.render(undefined, undefined);
  const facts = factsOfBuckets({ plan: compiled.plan, rules: compiled.rules, buckets, context });
  const explaining = { facts, vocabulary: vocabularyOf(compiled.site), language: LANGUAGE };
  const blocks = describeBlocks(compiled, decision, NO_CHANGES, new Map(), explaining);
  const { segments } = compiled.rules;
  const answer = {
    segments: describeSegments(compiled, segments, { decided }, NO_CHANGES, blocks, explaining),
    blocks,
  };
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

function issuesOf(
  attributes: Readonly<Record<string, unknown>>,
  context: Readonly<Record<string, string | number>>,
  { site, plan }: CompiledSite,
): readonly Issue[] {
  const read = plan.entries.map(({ id }) => id);
  const unknown = Object.keys(attributes).flatMap((id): Issue[] => {
    // What nothing reads changes nothing.
    if (read.includes(id) || Object.hasOwn(site.attributes, id)) return [];
    const message = guess("there is no such attribute", id, Object.keys(site.attributes));
    return [{ path: joinPath("attributes", id), message }];
  });
  const facts = Object.entries(context).flatMap(([name, value]): Issue[] => {
    const type = Object.hasOwn(CONTEXT_TYPES, name) ? CONTEXT_TYPES[name] : undefined;
    if (type === typeof value) return [];
    const message =
      type === undefined
        ? guess("a name that no context has", name, Object.keys(CONTEXT_TYPES))
        : `expected a ${type}`;
    return [{ path: joinPath("context", name), message }];
  });
  return [...unknown, ...facts];
}
