import type { AttributeValue, Definition } from "./attribute.ts";
import type { Buckets } from "./buckets.ts";
import { type Condition, compile, type Kleene } from "./condition/match.ts";
import { edgeKindOf } from "./kinds/edge.ts";
import type { Domain } from "./kinds/edge-kind.ts";
import { BUCKETS_PER_ATTRIBUTE } from "./limits.ts";
import { isOpenToLists, listsFor, STRANGER } from "./list-values.ts";

/** The buckets of an attribute, and what the edge must know of each. */
export interface Bucketing {
  readonly buckets: Buckets;
  /** Per bucket, per test: `1` holds, `0` doesn't, `?` the test is broken. */
  readonly results: readonly string[];
  /** Per bucket: a value that lies in it; undefined where none could be constructed. */
  readonly samples: readonly (AttributeValue | undefined)[];
}

/** Operators that can tell texts apart which no rule names. */
const OPEN = /"\$(regexi?|ini|nini|alli|veq|vne|v?[gl]te?|size|elemMatch|type)":/;

/**
 * Sorts an attribute's values into equivalence classes under the tests that read it (invariant 3): values
 * are candidates on both sides of every constant, and two with the same results share a bucket.
 * Throws a RangeError where there would be more than `BUCKETS_PER_ATTRIBUTE`.
 */
export function bucketing(definition: Definition, rules: readonly Condition[], printed: boolean): Bucketing {
  const { domain } = edgeKindOf(definition.kind);
  const tests = printed ? [...rules, ...printTests(definition)] : rules;
  const evaluators = tests.map((test) => compile(test));
  const resultOf = (value: AttributeValue) =>
    evaluators.map((evaluate) => sign(evaluate({ "": value }))).join("");

  const results: string[] = [];
  const samples: (AttributeValue | undefined)[] = [];
  const classOf = (result: string, sample?: AttributeValue): number => {
    const known = results.indexOf(result);
    if (known >= 0) return known;
    if (results.length === BUCKETS_PER_ATTRIBUTE)
      throw new RangeError(`more than ${BUCKETS_PER_ATTRIBUTE} buckets`);
    samples.push(sample);
    return results.push(result) - 1;
  };
  const classify = (value: AttributeValue) => classOf(resultOf(value), value);

  const constants = tests.flatMap(constantsOf);
  const cuts = domain.numbers ? cutsOf(constants, domain.numbers, domain.most) : [];
  const levels = domain.numbers
    ? [cuts.length > 0 ? below(cuts[0]!, domain.numbers) : 0, ...cuts].map(classify)
    : [];
  const nil = domain.nil ? classify(null) : 0;
  const named = [
    ...new Set([
      ...(domain.closed ? [] : constants.filter((constant) => typeof constant === "string")),
      ...(definition.values ?? []),
    ]),
  ];
  const values = [...(domain.texts ? named : []), ...(domain.booleans ? [true, false] : [])].map(
    (value) => [String(value), classify(value)] as const,
  );
  const stranger = strangerTo(named);
  const lists = domain.lists && listsFor(definition, tests, named, stranger);
  lists?.forEach(classify);
  domain.all?.(definition).forEach(classify);
  const isOpenHere = (test: Condition) =>
    lists ? isOpenToLists(test, definition) : domain.texts && !domain.closed && isOpen(test, domain);
  const open = tests.flatMap((test, index) => (isOpenHere(test) ? [index] : []));
  if (open.length > 0) {
    for (const known of lists ? [...results] : [resultOf(stranger)]) {
      const base = [...known];
      for (let combination = 0; combination < 2 ** Math.min(open.length, 7); combination++) {
        open.forEach((test, bit) => (base[test] = combination & (1 << bit) ? "1" : "0"));
        classOf(base.join(""));
      }
    }
  }
  // Also what lists and objects are can only be told by the tests themselves.
  if (open.length > 0 || lists || domain.all) {
    return { buckets: { count: results.length, nil, tests, results }, results, samples };
  }
  const other = domain.texts && !domain.closed ? classify(stranger) : undefined;
  const changes = (_: number, index: number) => levels[index + 1] !== levels[index];
  return {
    buckets: {
      count: results.length,
      nil,
      ...(domain.numbers && {
        cuts: cuts.filter(changes),
        intervals: levels.filter((level, index) => level !== levels[index - 1]),
      }),
      ...(values.length > 0 && { values: Object.fromEntries(values) }),
      ...(other !== undefined && { other }),
    },
    results,
    samples,
  };
}

/** What a template can print is told apart by tests of its own. */
function printTests({ values = [], prints = [] }: Definition): Condition[] {
  return [...values.map((value) => ({ "": value })), ...prints.map((bound) => ({ "": { $gte: bound } }))];
}

const sign = (result: Kleene) => (result === undefined ? "?" : result ? "1" : "0");

/**
 * Whether a test can tell apart texts that no rule names. What may also be a number can be of any type, so
 * there also comparisons with booleans are left to the test itself.
 */
function isOpen(test: Condition, { numbers }: Domain): boolean {
  return (
    OPEN.test(JSON.stringify(test)) ||
    (numbers !== undefined && constantsOf(test).some((constant) => typeof constant === "boolean"))
  );
}

/** What a template prints of a value: a named text, or the highest printable bound that a number has reached. */
export function printOf(definition: Definition, value: AttributeValue | undefined): AttributeValue {
  if (typeof value === "number") {
    // Bounds ascend; below the first one stands 0.
    return definition.prints?.reduce((reached, bound) => (value >= bound ? bound : reached), 0) ?? null;
  }
  if (typeof value === "string") return definition.values?.includes(value) ? value : null;
  return value ?? null;
}

/** All constants in a test, wherever they stand. */
function constantsOf(test: unknown): (string | number | boolean)[] {
  if (Array.isArray(test)) return test.flatMap(constantsOf);
  if (typeof test === "object" && test !== null) return Object.values(test).flatMap(constantsOf);
  return test === null || test === undefined ? [] : [test as string | number | boolean];
}

/** Lower bounds at which a test can change its mind: at each constant, and right after it. */
function cutsOf(constants: readonly unknown[], numbers: "whole" | "real", most = Infinity): number[] {
  const cuts = new Set<number>();
  for (const constant of constants) {
    const value = typeof constant === "string" && constant.trim() !== "" ? Number(constant) : constant;
    if (typeof value !== "number" || !Number.isFinite(value)) continue;
    cuts.add(numbers === "whole" ? Math.ceil(value) : value);
    cuts.add(numbers === "whole" ? Math.floor(value) + 1 : following(value));
  }
  return [...cuts].filter((cut) => cut <= most && (numbers === "real" || cut > 0)).sort((a, b) => a - b);
}

/** The double right after a number, so that "greater than" becomes "at least". */
function following(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

function below(cut: number, numbers: "whole" | "real"): number {
  return numbers === "whole" ? 0 : cut - Math.max(1, Math.abs(cut));
}

/** A text that no rule names. */
function strangerTo(named: readonly string[]): string {
  let text = STRANGER;
  while (named.includes(text)) text += text;
  return text;
}
