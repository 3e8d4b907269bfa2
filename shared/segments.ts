import type { Kleene } from "./condition/match.ts";
import { INDEXED_SEGMENTS } from "./limits.ts";
import { compileRule, type Rule, type RuleInput, segmentsOf } from "./rule.ts";
import { indexSegments, type KnownAttributes, type SegmentIndex } from "./segment-index.ts";
import type { Facts } from "./segment-index/variable.ts";
import { newLiterals } from "./segment-index/literals.ts";
import { type Makings, type Way, waysTo } from "./segment-index/ways.ts";

/** The segments of a site, asked about one visitor and request. */
export interface Answers extends RuleInput {
  /** The ids of the segments that hold, in the order of the site file. */
  matching(): string[];
  /** Every segment with its Kleene value. */
  all(): Record<string, Kleene>;
}

type Evaluate = (input: RuleInput) => Kleene;

/**
 * Compiles segments once. A handful is evaluated one by one; for more there is an index, which visits those that
 * can hold. Both come to the same.
 *
 * @param indexedFrom how many segments there must be for an index
 * @returns what answers for one visitor and request; each segment is compiled when it is first asked for
 */
export function compileSegments(
  rules: Readonly<Record<string, Rule>>,
  attributes: KnownAttributes,
  indexedFrom = INDEXED_SEGMENTS,
): (facts: Facts) => Answers {
  const { truth, constants } = attributes;
  const ids = Object.keys(rules);
  const numbers = new Map(ids.map((id, number) => [id, number]));
  const { order, referred } = sortByReference(rules);
  const isReferred = ids.map((id) => referred.has(id));
  const sound = new Set(order);
  const compiled: (Evaluate | undefined)[] = ids.map(() => undefined);
  const evaluator = (number: number): Evaluate => {
    const id = ids[number]!;
    return (compiled[number] ??= sound.has(id) ? compileRule(rules[id]!, truth) : () => undefined);
  };
  const index: SegmentIndex | undefined =
    ids.length < indexedFrom ? undefined : indexOf(rules, order, referred, attributes);

  return (facts) => {
    const known = new Map<number, Kleene>();
    const { buckets, context } = facts;
    const evaluate = (number: number): Kleene => {
      // Only what is asked for more than once is worth remembering.
      if (!isReferred[number]) return evaluator(number)(answers);
      if (!known.has(number)) known.set(number, evaluator(number)(answers));
      return known.get(number);
    };
    const answers: Answers = {
      context,
      bucket: (attribute) => buckets && (constants.has(attribute) ? 0 : buckets[attribute]),
      segment(id) {
        const number = numbers.get(id);
        return number === undefined ? undefined : evaluate(number);
      },
      all: () => Object.fromEntries(ids.map((id, number) => [id, evaluate(number)])),
      matching() {
        const holds = (number: number) => evaluate(number) === true;
        return index
          ? index.find(facts, holds).map((number) => ids[number]!)
          : ids.filter((_, number) => holds(number));
      },
    };
    return answers;
  };
}

/**
 * The segments, each after those that it refers to, and those that something refers to. What leads into a circle
 * isn't among them: it is unknown (and the site file's check refuses it).
 */
function sortByReference(rules: Readonly<Record<string, Rule>>) {
  const referring = new Map<string, string[]>();
  const missing = new Map<string, number>();
  const order: string[] = [];
  for (const [id, rule] of Object.entries(rules)) {
    const others = segmentsOf(rule).filter((other) => Object.hasOwn(rules, other));
    if (others.length === 0) order.push(id);
    else missing.set(id, others.length);
    for (const other of others) {
      const list = referring.get(other);
      if (list) list.push(id);
      else referring.set(other, [id]);
    }
  }
  for (const id of order) {
    for (const other of referring.get(id) ?? []) {
      const left = missing.get(other)! - 1;
      missing.set(other, left);
      if (left === 0) order.push(other);
    }
  }
  return { order, referred: new Set(referring.keys()) };
}

function indexOf(
  rules: Readonly<Record<string, Rule>>,
  order: readonly string[],
  referred: ReadonlySet<string>,
  attributes: KnownAttributes,
): SegmentIndex {
  const yes = new Map<string, readonly Way[]>();
  const no = new Map<string, readonly Way[]>();
  const literals = newLiterals();
  const makings: Makings = {
    ...literals,
    ofSegment: (id, wanted) => (wanted ? yes : no).get(id) ?? [],
  };
  for (const id of order) {
    yes.set(id, waysTo(true, rules[id]!, makings));
    if (referred.has(id)) no.set(id, waysTo(false, rules[id]!, makings));
  }
  const ways = Object.keys(rules).map((id) => yes.get(id) ?? []);
  return indexSegments(ways, literals.all(), attributes);
}
