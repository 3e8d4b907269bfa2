import { bucketOf } from "../buckets.ts";
import type { Condition } from "../condition/match.ts";
import type { CompiledSite } from "../decision.ts";
import { EXAMPLE_TRIES } from "../limits.ts";
import { BARE_VISIT, newProfile, recordEvent, valueOf } from "../profile.ts";
import { type Rule, leavesOf, segmentsOf } from "../rule.ts";

/** Somebody who is in a segment. */
export interface Example {
  /** In the order of the plan. */
  readonly buckets: readonly number[];
  /** Facts of the request that are needed for it. */
  readonly context: Readonly<Record<string, string | number>>;
}

/** One thing that can be varied, and the values that it may have; the first is that of somebody new. */
interface Dimension {
  readonly attribute?: string;
  readonly fact?: string;
  readonly values: readonly (number | string | undefined)[];
}

/**
 * Looks for a visitor of whom a segment holds, as much like somebody new as the search comes upon: what the
 * segment's rules don't read stays as it is for a new visitor. Undefined where none is found within the limit.
 * `day`: UTC day number.
 */
export function exampleOf(segment: string, compiled: CompiledSite, day: number): Example | undefined {
  const { entries } = compiled.plan;
  const base = new Map(entries.map(({ id }, index) => [id, newcomer(compiled, day)[index]!]));
  const dimensions = dimensionsOf(segment, compiled, base);
  const buckets = new Map(base);
  const context: Record<string, string | number> = {};
  let tries = 0;
  const holds = () => {
    const asked = { path: "/", day, buckets: Object.fromEntries(buckets), context };
    return compiled.decide(asked).segments[segment] === true;
  };
  const from = (index: number): boolean => {
    if (index === dimensions.length) return ++tries <= EXAMPLE_TRIES && holds();
    const { attribute, fact, values } = dimensions[index]!;
    for (const value of values) {
      if (tries > EXAMPLE_TRIES) return false;
      if (attribute !== undefined) buckets.set(attribute, value as number);
      else if (value === undefined) delete context[fact!];
      else context[fact!] = value;
      if (from(index + 1)) return true;
    }
    return false;
  };
  return from(0) ? { buckets: entries.map(({ id }) => buckets.get(id)!), context } : undefined;
}

/** The buckets of somebody on their first visit who has said yes, in the order of the plan. */
export function newcomer({ plan }: CompiledSite, day: number): readonly number[] {
  const profile = recordEvent(newProfile(day), plan.attributes, BARE_VISIT, day);
  return plan.entries.map(({ id, attribute }) =>
    bucketOf(attribute.buckets!, valueOf(profile, plan.attributes, id, day)),
  );
}

function dimensionsOf(
  segment: string,
  { plan, rules }: CompiledSite,
  base: ReadonlyMap<string, number>,
): readonly Dimension[] {
  const asked = rulesBehind({ segment }, rules.segments);
  const read = new Set(asked.flatMap(leavesOf).map(({ attribute }) => attribute));
  const facts = new Map<string, Set<string | number>>();
  for (const condition of asked.flatMap(conditionsOf)) collect(condition, undefined, facts);
  return [
    ...plan.entries
      .filter(({ id }) => read.has(id))
      .map(({ id, attribute }) => {
        const own = base.get(id)!;
        const others = Array.from({ length: attribute.buckets!.count }, (_, bucket) => bucket);
        return { attribute: id, values: [own, ...others.filter((bucket) => bucket !== own)] };
      }),
    ...[...facts].map(([fact, values]) => ({ fact, values: [undefined, ...values] })),
  ];
}

/** The rule and those of all segments that it comes to. */
function rulesBehind(rule: Rule, segments: Readonly<Record<string, Rule>>): readonly Rule[] {
  const seen = new Set<string>();
  const follow = (part: Rule): readonly Rule[] => [
    part,
    ...segmentsOf(part).flatMap((id) => {
      if (seen.has(id) || !Object.hasOwn(segments, id)) return [];
      seen.add(id);
      return follow(segments[id]!);
    }),
  ];
  return follow(rule);
}

function conditionsOf(rule: Rule): readonly Condition[] {
  if ("context" in rule) return [rule.context];
  if ("not" in rule) return conditionsOf(rule.not);
  const parts = "all" in rule ? rule.all : "any" in rule ? rule.any : [];
  return parts.flatMap(conditionsOf);
}

/** The values that a condition names for each fact, and for numbers those beside them. */
function collect(operand: unknown, fact: string | undefined, facts: Map<string, Set<string | number>>): void {
  if (Array.isArray(operand)) for (const each of operand) collect(each, fact, facts);
  else if (typeof operand === "object" && operand !== null) {
    for (const [key, value] of Object.entries(operand))
      collect(value, key.startsWith("context.") ? key.slice("context.".length) : fact, facts);
  } else if (fact !== undefined && (typeof operand === "string" || typeof operand === "number")) {
    const values = facts.get(fact) ?? new Set();
    facts.set(fact, values.add(operand));
    if (typeof operand === "number") values.add(operand + 1).add(operand - 1);
  }
}
