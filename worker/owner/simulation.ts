import * as v from "valibot";
import { bucketOf } from "../../shared/buckets.ts";
import { guess } from "../../shared/condition/near.ts";
import { dayOf } from "../../shared/day.ts";
import type { Decided } from "../../shared/decide.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import { type Issue, joinPath, type Result } from "../../shared/issue.ts";
import { newcomer } from "../../shared/preview/example.ts";
import { CONTEXT_TYPES } from "../../shared/site/known.ts";
import type { OwnerEnv } from "./answer.ts";

const scalar = v.union([v.string(), v.number(), v.boolean()]);
const originSchema = v.pipe(
  v.string(),
  v.check((text) => /^https?:/i.test(text) && URL.canParse(text), "expected the site's address"),
);

export const simulationSchema = v.strictObject({
  attributes: v.exactOptional(v.record(v.string(), v.nullable(v.union([scalar, v.array(scalar)])))),
  context: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  path: v.exactOptional(v.pipe(v.string(), v.startsWith("/", 'expected a path such as "/"'))),
  origin: v.exactOptional(originSchema),
});

/** The same, where there has to be a page. */
export const simulatedPageSchema = v.strictObject({ ...simulationSchema.entries, origin: originSchema });

/** Somebody made up, and what was decided for them. */
export interface Simulation {
  readonly decided: Decided;
  /** Of attributes, in the order of the plan … */
  readonly said: readonly number[];
  /** … and by id. */
  readonly buckets: Readonly<Record<string, number>>;
  readonly context: Readonly<Record<string, string | number>>;
}

/** Decides a page for somebody made up, or says everything that is wrong with them. */
export function simulation(
  { attributes = {}, context = {}, path: asked = "/" }: v.InferOutput<typeof simulationSchema>,
  { compiled, now, shelf }: OwnerEnv["Bindings"],
): Result<Simulation> {
  const issues = issuesOf(attributes, context, compiled);
  if (issues.length > 0) return { ok: false, issues };
  const day = dayOf(now);
  const { pathname: path } = new URL(`http://site${asked}`);
  const { entries } = compiled.plan;
  const usual = newcomer(compiled, day);
  const said = entries.map(({ id, attribute }, at): number =>
    Object.hasOwn(attributes, id) ? bucketOf(attribute.buckets!, attributes[id] as never) : usual[at]!,
  );
  const buckets = Object.fromEntries(entries.map(({ id }, at) => [id, said[at]!]));
  const decided = compiled.decide({ path, day, buckets, context: { ...context, path }, shelf });
  return { ok: true, value: { decided, said, buckets, context } };
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
