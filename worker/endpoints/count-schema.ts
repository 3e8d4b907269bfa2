import * as v from "valibot";
import { COUNTS_PER_SIGNAL, GOAL_STATES, MEASURED_SEGMENTS } from "../../shared/limits.ts";
import { siblingsOf } from "../../shared/measure/cells.ts";
import { segmentsIn } from "../../shared/measure/counted-cohort.ts";
import { PAIRS_PER_SIGNAL } from "../../shared/recommend/limits.ts";
import { PAIR_KINDS } from "../../shared/recommend/contract.ts";
import { isCanonical, isItemId } from "../../shared/recommend/pairs.ts";
import { idSchema } from "../../shared/schema-parts.ts";
import type { Count } from "../../shared/wire.ts";

const itemSchema = v.pipe(
  v.string(),
  v.check((text) => isItemId(text)),
);
/** Two items in one order only, so that nothing can be told by it. */
const pairSchema = v.pipe(
  v.strictTuple([v.literal("pair"), v.picklist(PAIR_KINDS), itemSchema, itemSchema]),
  v.check((pair) => isCanonical(pair)),
);

const cohortSchema = v.pipe(
  v.string(),
  v.regex(/^(?:[dwm]|h\.[12]|b\.[A-Za-z][\w-]{0,63}\.[12]|x\.[A-Za-z][\w-]{0,63}\.[1-9])$/),
);
/** In one order only, each once, so that nothing can be told by it. */
const segmentsSchema = v.pipe(
  v.array(idSchema),
  v.maxLength(MEASURED_SEGMENTS),
  v.check((ids) => ids.every((id, at) => at === 0 || ids[at - 1]! < id)),
);
const stateSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(GOAL_STATES));
const reachedSchema = v.pipe(
  v.strictTuple([v.literal("reached"), cohortSchema, idSchema, stateSchema, stateSchema, segmentsSchema]),
  v.check(([, , , from, to]) => from < to),
);

const vitalSchema = v.strictTuple([
  v.literal("vital"),
  v.picklist(["lcp", "inp", "cls"]),
  v.picklist(["personalized", "plain"]),
  v.pipe(v.number(), v.finite()),
]);

/** By what a count begins with: to try one after the other would be most of what reading a signal costs. */
const SCHEMAS: ReadonlyMap<unknown, v.GenericSchema<unknown, Count>> = new Map<
  unknown,
  v.GenericSchema<unknown, Count>
>([
  ["view", v.strictTuple([v.literal("view")])],
  ["goal", v.strictTuple([v.literal("goal"), v.string(), v.pipe(v.number(), v.finite())])],
  ["answer", v.strictTuple([v.literal("answer"), v.string(), v.string(), v.string()])],
  ["joined", v.strictTuple([v.literal("joined"), cohortSchema, segmentsSchema])],
  ["reached", reachedSchema],
  ["again", v.strictTuple([v.literal("again"), cohortSchema, idSchema, segmentsSchema])],
  ["event", v.strictTuple([v.literal("event"), idSchema])],
  ["vital", vitalSchema],
  ["pair", pairSchema],
]);
const countSchema = v.custom<Count>(
  (input) => {
    const schema = Array.isArray(input) ? SCHEMAS.get(input[0]) : undefined;
    return schema !== undefined && v.is(schema, input);
  },
  'expected ["view"], ["goal", id, step], ["answer", block, question, value], ["joined", cohort, segments], ' +
    '["reached", cohort, goal, from, to, segments], ["again", cohort, goal, segments], ["event", name], ' +
    '["vital", name, page, step] or ["pair", kind, id, id]',
);

/** One message tells of few pairs, each once: it can't push one. */
function hasFewPairs(counts: readonly Count[]): boolean {
  const pairs = counts.filter(([name]) => name === "pair").map((pair) => JSON.stringify(pair));
  return pairs.length <= PAIRS_PER_SIGNAL && new Set(pairs).size === pairs.length;
}

/**
 * Whether all that is said of cohorts can be said of one visitor: each thing once, of one variant of each experiment, with
 * the same segments of a cohort throughout. So one message moves no rate by more than one visitor does.
 */
function isOfOneVisitor(counts: readonly Count[]): boolean {
  const said = new Set<string>();
  const cohorts = new Map<string, string>();
  for (const count of counts) {
    const [kind] = count;
    if (kind !== "joined" && kind !== "reached" && kind !== "again") continue;
    const [, cohort] = count;
    const thing = `${kind} ${cohort} ${kind === "joined" ? "" : count[2]}`;
    const joined = `${cohort} ${segmentsIn(count).join()}`;
    const siblings = siblingsOf(cohort);
    if (said.has(thing) || (cohorts.get(siblings) ?? joined) !== joined) return false;
    said.add(thing);
    cohorts.set(siblings, joined);
  }
  return true;
}

/** The counts of a message. */
export const countsSchema = v.pipe(
  v.array(countSchema),
  v.minLength(1),
  v.maxLength(COUNTS_PER_SIGNAL),
  v.check((counts) => hasFewPairs(counts), `expected at most ${PAIRS_PER_SIGNAL} pairs, each once`),
  v.check(
    (counts) => isOfOneVisitor(counts),
    "expected of each cohort what one visitor does: each thing once, in one variant, with the same segments",
  ),
);
