import * as v from "valibot";
import { described } from "../schema-parts.ts";
import { daySchema, intervalSchema, list, perhaps, toldSchema } from "./parts.ts";

/** How a variant compares by one goal. */
const comparisonSchema = v.object({
  goal: v.string(),
  role: v.picklist(["primary", "secondary", "guardrail"]),
  better: v.picklist(["more", "less"]),
  visitors: described(
    toldSchema,
    "Of the days on which enough have reached the goal to be told: all that follows is of them.",
  ),
  reached: toldSchema,
  rate: perhaps,
  mean: described(perhaps, "Per visitor; null for a goal without a value."),
  uplift: described(
    v.nullable(intervalSchema),
    "Relative to the control, of the mean where the goal has a value, else of the rate; null for the control itself.",
  ),
  pValue: described(perhaps, "Adjusted for how many are looked at (Benjamini, Hochberg)."),
  chanceToWin: perhaps,
  expectedLoss: described(perhaps, "What is lost, on average, by choosing it though another one is better."),
});
export type Comparison = v.InferOutput<typeof comparisonSchema>;

export const variantFiguresSchema = v.object({
  variant: v.string(),
  label: v.string(),
  weight: v.number(),
  visitors: toldSchema,
  goals: list(comparisonSchema),
});
export type VariantFigures = v.InferOutput<typeof variantFiguresSchema>;

/** What was decided of an experiment, and on what. */
export const decisionSchema = v.object({
  decision: v.picklist(["ship", "drop", "inconclusive"]),
  day: described(daySchema, "UTC day."),
  variant: v.exactOptional(v.string()),
  note: v.string(),
  figures: described(list(variantFiguresSchema), "As they were then."),
});
export type Decision = v.InferOutput<typeof decisionSchema>;

const pointSchema = v.object({
  day: daySchema,
  visitors: v.number(),
  value: v.number(),
  low: v.number(),
  high: v.number(),
});

export const experimentReportSchema = v.object({
  id: v.string(),
  label: v.string(),
  hypothesis: v.string(),
  owner: v.nullable(v.string()),
  state: v.picklist(["planned", "running", "ended", "gone"]),
  from: v.nullable(daySchema),
  until: v.nullable(daySchema),
  primary: v.string(),
  variants: list(variantFiguresSchema),
  sampleRatio: described(
    v.object({ pValue: perhaps, broken: v.boolean() }),
    "Whether visitors are spread as they should be. `broken`: they aren't, so no figure can be believed.",
  ),
  timeline: described(
    list(v.object({ variant: v.string(), points: list(pointSchema) })),
    "Of the primary goal, each variant against the control, as it stood at the end of each day told.",
  ),
  segments: described(
    list(v.object({ segment: v.string(), label: v.string(), variants: list(variantFiguresSchema) })),
    "By segment: the variants by the primary goal.",
  ),
  bandit: v.nullable(
    v.object({
      weights: list(v.number()),
      regret: described(
        perhaps,
        "What is expected to have been lost by now, in units of the primary goal, since not everybody had the best variant; null until each variant has enough visitors.",
      ),
      evenly: described(perhaps, "What the same visitors would have lost, spread evenly over the variants."),
    }),
  ),
  decision: v.nullable(decisionSchema),
  verdict: described(
    v.picklist(["broken", "waiting", "winner", "loser", "guardrail", "no difference yet"]),
    "What the figures say, in one word.",
  ),
  needed: described(
    v.nullable(v.object({ visitors: v.number(), days: perhaps })),
    "Visitors per variant that the smallest change worth finding needs, and days till then at this pace.",
  ),
});
export type ExperimentReport = v.InferOutput<typeof experimentReportSchema>;
