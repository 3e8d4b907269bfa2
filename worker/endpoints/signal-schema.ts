import * as v from "valibot";
import { ATTESTED_TOKEN_CHARACTERS, COUNTS_PER_SIGNAL } from "../../shared/limits.ts";
import { PAIRS_PER_SIGNAL } from "../../shared/recommend/limits.ts";
import { PAIR_KINDS } from "../../shared/recommend/contract.ts";
import { isCanonical, isItemId } from "../../shared/recommend/pairs.ts";
import { ALL_OFF } from "../../shared/switched-off.ts";
import type { Signal } from "../../shared/wire.ts";

/** More than any attribute's course has, and more attributes than any site's. */
const COURSE_NUMBERS = 1024;
const ATTRIBUTES = 1000;
const PATH_CHARACTERS = 2048;
const OFF_NAMES = 64;

const whole = v.pipe(
  v.number(),
  v.safeInteger("expected a whole number"),
  v.minValue(0, "expected 0 or more"),
);
const courseSchema = v.union(
  [whole, v.pipe(v.array(whole), v.minLength(1), v.maxLength(COURSE_NUMBERS))],
  "expected a bucket, or a list of whole numbers",
);
const coursesSchema = v.pipe(v.array(v.nullable(courseSchema)), v.maxLength(ATTRIBUTES));

/** More experiments than bits leave room for. */
const EXPERIMENTS = 64;
const variantsSchema = v.pipe(v.array(v.nullable(whole)), v.maxLength(EXPERIMENTS));

const SORTED = "expected sorted names, each once";
/** More than can be off at once: what a site has no longer is told all the same, and ignored. */
const offSchema = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^(?:\*|[abs]:.+)$/s, 'expected a name such as "b:hero"'))),
  v.minLength(1, "expected names, or no such field"),
  v.maxLength(OFF_NAMES),
  v.check((names) => names.every((name, at) => at === 0 || names[at - 1]! < name), SORTED),
  v.check((names) => names.length === 1 || !names.includes(ALL_OFF), `"${ALL_OFF}" stands alone`),
);

const itemSchema = v.pipe(
  v.string(),
  v.check((text) => isItemId(text)),
);
/** Two items in one order only, so that nothing can be told by it. */
const pairSchema = v.pipe(
  v.strictTuple([v.literal("pair"), v.picklist(PAIR_KINDS), itemSchema, itemSchema]),
  v.check((pair) => isCanonical(pair)),
);
const countSchema = v.union(
  [
    v.strictTuple([v.literal("view")]),
    v.strictTuple([v.literal("goal"), v.string(), v.pipe(v.number(), v.finite())]),
    v.strictTuple([v.literal("answer"), v.string(), v.string(), v.string()]),
    pairSchema,
  ],
  'expected ["view"], ["goal", id, step], ["answer", block, question, value] or ["pair", kind, id, id]',
);

/** One message tells of few pairs, each once: it can't push one. */
function hasFewPairs(counts: readonly v.InferOutput<typeof countSchema>[]): boolean {
  const pairs = counts.filter(([name]) => name === "pair").map((pair) => JSON.stringify(pair));
  return pairs.length <= PAIRS_PER_SIGNAL && new Set(pairs).size === pairs.length;
}
const countsSchema = v.pipe(
  v.array(countSchema),
  v.minLength(1),
  v.maxLength(COUNTS_PER_SIGNAL),
  v.check((counts) => hasFewPairs(counts), `expected at most ${PAIRS_PER_SIGNAL} pairs, each once`),
);

export const pathSchema = v.pipe(
  v.string(),
  v.maxLength(PATH_CHARACTERS),
  v.regex(/^\/[^?#]*$/, "expected a path without query"),
);
export const languageSchema = v.pipe(
  v.string(),
  v.maxLength(35),
  v.regex(/^[\w-]*$/, "expected a language tag"),
);

const fieldsSchema = v.strictObject({
  plan: v.pipe(v.string(), v.maxLength(16)),
  now: v.exactOptional(coursesSchema),
  next: v.exactOptional(coursesSchema),
  /** Whatever isn't the token of the owner's server is thrown away; see `worker/attest.ts`. */
  attested: v.exactOptional(v.pipe(v.string(), v.maxLength(ATTESTED_TOKEN_CHARACTERS))),
  path: pathSchema,
  language: languageSchema,
  fresh: v.exactOptional(v.literal(true)),
  off: v.exactOptional(offSchema),
  variants: v.exactOptional(variantsSchema),
  counts: v.exactOptional(countsSchema),
  /** One form only, in which nothing can hide. */
  message: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, "expected 16 random bytes as hex"))),
  token: v.exactOptional(v.pipe(v.string(), v.maxLength(64))),
});
type Fields = v.InferOutput<typeof fieldsSchema>;

/** What belongs together comes together. */
function together(...names: readonly (keyof Fields)[]) {
  return (signal: Fields) => new Set(names.map((name) => signal[name] === undefined)).size === 1;
}

/** The body of a signal. Strict, so that nothing but what is listed here can ever be taken from a device. */
export const signalSchema = v.pipe(
  fieldsSchema,
  v.check(together("now", "next"), "now and next: expected both or none"),
  v.check(together("counts", "message", "token"), "counts, message and token: expected all or none"),
  v.check(
    (signal) => signal.attested === undefined || signal.now !== undefined,
    "attested: only with a projection",
  ),
  v.check((signal) => signal.off === undefined || signal.now !== undefined, "off: only with a projection"),
  v.check(
    (signal) => signal.variants === undefined || signal.now !== undefined,
    "variants: only with a projection",
  ),
  v.check((signal) => !signal.fresh || signal.now !== undefined, "fresh: only with a projection"),
) satisfies v.GenericSchema<unknown, Signal>;
