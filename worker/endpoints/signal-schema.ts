import * as v from "valibot";
import { ATTESTED_TOKEN_CHARACTERS } from "../../shared/limits.ts";
import { ALL_OFF } from "../../shared/switched-off.ts";
import type { Signal } from "../../shared/wire.ts";
import { countsSchema } from "./count-schema.ts";

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
