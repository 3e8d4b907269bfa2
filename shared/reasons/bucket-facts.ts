import { bucketing } from "../bucketing.ts";
import type { Kleene } from "../condition/kleene.ts";
import { type Condition, UNKNOWN, compile } from "../condition/match.ts";
import { valueAt } from "../condition/value.ts";
import { type BucketRange, describeBucket } from "../describe-bucket.ts";
import { REASON_TESTS } from "../limits.ts";
import type { Plan, PlanEntry } from "../plan.ts";
import { leavesOf } from "../rule.ts";
import type { SiteRules } from "../site-rules.ts";
import type { SwitchedOff } from "../switched-off.ts";
import { type Facts, isContext } from "./facts.ts";

/** Everything that is known where only buckets are. */
export interface KnownBuckets {
  readonly plan: Plan;
  readonly rules: Pick<SiteRules, "all">;
  /** By attribute id; undefined: nothing is known of this visitor. */
  readonly buckets: Readonly<Record<string, number | undefined>> | undefined;
  /** Facts of the request by name, `UNKNOWN` as a whole or by name where they may not be used. */
  readonly context: Readonly<Record<string, unknown>> | symbol;
  /** What the visitor has switched off. */
  readonly off?: SwitchedOff | undefined;
}

/** The facts of the edge. What is seen of an attribute is the description of its bucket, never a value. */
export function factsOfBuckets({ plan, rules, buckets, context, off }: KnownBuckets): Facts {
  const constants = new Set(plan.constants.map(({ id }) => id));
  const entries = new Map([...plan.entries, ...plan.constants].map((entry) => [entry.id, entry]));
  const bucketOf = (id: string) => buckets && (constants.has(id) ? 0 : buckets[id]);
  const tests = remembered((id: string) => testsOf(id, rules));
  const within = remembered((question: string) => {
    const [id, bucket, test] = JSON.parse(question) as [string, number, Condition];
    return answerWithin(entries.get(id)!, bucket, test, tests(id));
  });
  return {
    attribute(id, test) {
      const entry = entries.get(id);
      const bucket = bucketOf(id);
      if (!entry || bucket === undefined) return undefined;
      return tests(id).has(JSON.stringify(test))
        ? entry.truth(test)?.[bucket]
        : within(JSON.stringify([id, bucket, test]));
    },
    isOff: (layer, id) => off !== undefined && (off.all === true || off[layer].includes(id)),
    context: (condition) => compile(condition)({ context }),
    seen(path) {
      if (isContext(path)) {
        const value = valueAt({ context }, path.split("."));
        return value === UNKNOWN ? undefined : { value: value ?? null };
      }
      const [id] = path.split(".", 1) as [string];
      const bucket = bucketOf(id);
      const entry = entries.get(id);
      if (!entry || bucket === undefined) return undefined;
      return { bucket: rangeOf(entry, bucket) };
    },
  };
}

/** What a bucket tells. One that is known by tests of open texts holds more than can be listed. */
function rangeOf({ attribute: { buckets }, samples }: PlanEntry, bucket: number): BucketRange {
  const range = describeBucket(buckets!, bucket, samples[bucket]);
  return buckets!.tests ? {} : range;
}

/** The tests that rules ask an attribute, by their text. */
function testsOf(attribute: string, rules: Pick<SiteRules, "all">): ReadonlyMap<string, Condition> {
  const leaves = rules.all.flatMap(leavesOf).filter((leaf) => leaf.attribute === attribute);
  return new Map(leaves.map(({ test }) => [JSON.stringify(test), test]));
}

/**
 * Whether a test that isn't a whole leaf holds of all values in a bucket, or of none; undefined where it
 * depends. The attribute is sorted once more, also by this test: it holds wherever it does in all parts.
 */
function answerWithin(
  { attribute, truth }: PlanEntry,
  bucket: number,
  test: Condition,
  tests: ReadonlyMap<string, Condition>,
): Kleene {
  if (tests.size > REASON_TESTS) return undefined;
  const known = [...tests.values()];
  const answers = known.map((test) => sign(truth(test)?.[bucket])).join("");
  try {
    const { results } = bucketing(attribute, [...known, test], false);
    const parts = results.filter((result) => result.startsWith(answers)).map((result) => result.at(-1));
    const isOne = parts.length > 0 && parts.every((answer) => answer === parts[0]);
    return isOne && parts[0] !== "?" ? parts[0] === "1" : undefined;
  } catch (error) {
    // Too many parts to tell.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const sign = (answer: Kleene) => (answer === undefined ? "?" : answer ? "1" : "0");

function remembered<T>(answer: (question: string) => T): (question: string) => T {
  const answers = new Map<string, T>();
  return (question) => {
    if (!answers.has(question)) answers.set(question, answer(question));
    return answers.get(question)!;
  };
}
