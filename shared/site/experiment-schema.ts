import * as v from "valibot";
import { EXPERIMENT_SEGMENTS, EXPERIMENT_VARIANTS } from "../limits.ts";
import { dateSchema, described, idSchema, named, object, textSchema, whenSchema } from "../schema-parts.ts";

export const shareSchema = v.pipe(
  v.number(),
  v.minValue(0, "expected at least 0"),
  v.maxValue(1, "expected at most 1"),
);
const filled = (what: string) => v.pipe(v.string(), v.nonEmpty(`expected ${what}`));

const variantSchema = object({
  label: described(v.optional(textSchema), "What it is called."),
  weight: described(
    v.optional(v.pipe(v.number(), v.gtValue(0, "expected more than 0")), 1),
    "How many visitors it gets, relative to the others.",
  ),
  blocks: described(
    v.optional(v.array(idSchema), []),
    "The blocks that only visitors of this variant get; a block can stand in several. None: the page as it is.",
  ),
});

/** A test of what blocks do: visitors are spread over variants by chance, and what becomes of them is compared. */
export const experimentSchema = object({
  label: described(v.optional(textSchema), "What it is called."),
  hypothesis: described(
    filled("what you believe, and why"),
    "What you expect to happen, and why: what the result is held against.",
  ),
  owner: described(v.optional(filled("who decides")), "Who decides: a role, a team."),
  variants: described(
    v.pipe(
      named(variantSchema),
      v.check((all) => Object.keys(all).length >= 2, "expected at least two variants"),
      v.check(
        (all) => Object.keys(all).length <= EXPERIMENT_VARIANTS,
        `expected at most ${EXPERIMENT_VARIANTS} variants`,
      ),
    ),
    "What is compared; the first one is the control, which everybody outside the experiment gets, too.",
  ),
  when: described(
    v.optional(whenSchema),
    "Who can take part; absent: everybody with consent to both purposes.",
  ),
  pages: described(
    v.optional(v.array(v.string())),
    "On which pages its blocks count, as URLPattern pathnames; absent: wherever they are.",
  ),
  primary: described(idSchema, "The goal by which it is decided."),
  secondary: described(v.optional(v.array(idSchema), []), "Goals that are looked at besides."),
  guardrails: described(v.optional(v.array(idSchema), []), "Goals that must not become worse."),
  segments: described(
    v.optional(
      v.pipe(
        v.array(idSchema),
        v.maxLength(EXPERIMENT_SEGMENTS, `expected at most ${EXPERIMENT_SEGMENTS} segments`),
      ),
      [],
    ),
    "Segments that results are shown for, too: of those in which a visitor was when first exposed.",
  ),
  share: described(
    v.optional(shareSchema, 1),
    "The share of those who can take part that does; raise it to ramp up: nobody changes variant.",
  ),
  holdout: described(
    v.optional(shareSchema, 0),
    "The share of those who take part that gets no block of any variant, and is compared as one.",
  ),
  layer: described(
    v.optional(idSchema),
    "Experiments of one layer have no visitors in common; absent: a layer of its own.",
  ),
  from: described(v.optional(dateSchema), "The first day (UTC); before it everybody gets the control."),
  until: described(v.optional(dateSchema), "The last day (UTC); after it everybody gets the control."),
  bandit: described(
    v.optional(
      object({
        floor: described(
          v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(0.5)), 0.1),
          "The least share that every variant keeps, so that it goes on being tried.",
        ),
      }),
    ),
    "Shifts visitors, hour by hour, to the variants that do best by the primary goal; then weights are only where it starts.",
  ),
});

/** An experiment of a checked site file, defaults filled in. */
export type Experiment = v.InferOutput<typeof experimentSchema>;
