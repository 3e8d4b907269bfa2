import * as v from "valibot";
import { described } from "../schema-parts.ts";
import { experimentReportSchema } from "./experiment-contract.ts";
import { daySchema, GOAL, HEAD, intervalSchema, list, perhaps, toldSchema } from "./parts.ts";

export type { GoalFigures, Interval, Told } from "./parts.ts";
export type { Comparison, Decision, ExperimentReport, VariantFigures } from "./experiment-contract.ts";

export const dataReportSchema = v.object({
  ...HEAD,
  days: list(
    v.object({
      day: daySchema,
      views: v.number(),
      visitors: toldSchema,
      pagesKnown: described(v.number(), "Personalized pages that the edge had in memory."),
      pagesNew: described(v.number(), "Those that it had to read first."),
    }),
  ),
  pageMemory: described(
    v.object({
      known: v.number(),
      new: v.number(),
      hitRate: described(perhaps, "The share that was known; null where none was put together."),
    }),
    "Whether the edge knew personalized pages already: of the whole range, today included.",
  ),
  visitors: described(
    v.object({ week: toldSchema, month: toldSchema }),
    "Visitors by unit of time, counted once in each: the last whole one in the range.",
  ),
  events: described(
    list(
      v.object({
        event: v.string(),
        declared: v.boolean(),
        selector: v.exactOptional(v.string()),
        days: list(v.number()),
        total: v.number(),
        silent: described(v.boolean(), "Declared, and never seen in the range."),
      }),
    ),
    "Declared events, and built-in ones that were seen.",
  ),
  attributes: described(
    list(v.object({ attribute: v.string(), filled: perhaps })),
    "Attributes that something reads: the share of visitors' days on which it said something.",
  ),
  catalog: v.nullable(v.object({ items: v.number() })),
  mishaps: described(
    list(v.object({ mishap: v.string(), total: v.number() })),
    "What kept pages or signals from being all that they should be.",
  ),
  answers: described(
    list(
      v.object({
        block: v.string(),
        question: v.string(),
        type: v.picklist(["nps", "csat", "ces", "stars", "single", "multiple", "text"]),
        answers: toldSchema,
        groups: described(
          list(v.object({ name: v.string(), answers: toldSchema })),
          "By answer; of `nps`, `csat` and `ces` in three groups, the best last.",
        ),
        score: described(
          perhaps,
          "Of `nps` from -100 to 100, of `csat` and `ces` the share of the best group, of `stars` the mean.",
        ),
      }),
    ),
    "How questions of the site file were answered.",
  ),
  vitals: list(
    v.object({
      vital: v.picklist(["lcp", "inp", "cls"]),
      page: v.picklist(["personalized", "plain"]),
      pages: toldSchema,
      p75: described(
        perhaps,
        "The step under which three quarters of the pages are; null where too few are known.",
      ),
      good: described(perhaps, "The share of pages that are good (web.dev/articles/vitals)."),
    }),
  ),
});
export type DataReport = v.InferOutput<typeof dataReportSchema>;

export const segmentsReportSchema = v.object({
  ...HEAD,
  segments: described(
    list(
      v.object({
        segment: v.string(),
        label: v.string(),
        size: described(toldSchema, "Visitors' days in the range."),
        share: described(perhaps, "Of all visitors' days."),
        trend: described(list(toldSchema), "By day of `days`; of days that are told together, their mean."),
        goals: list(v.object(GOAL)),
      }),
    ),
    "Everybody, as a segment with the id `*`, then the most valuable one first.",
  ),
  days: list(daySchema),
});
export type SegmentsReport = v.InferOutput<typeof segmentsReportSchema>;

export const blocksReportSchema = v.object({
  ...HEAD,
  blocks: list(
    v.object({
      block: v.string(),
      op: v.string(),
      target: v.string(),
      shown: toldSchema,
      heldOut: described(
        toldSchema,
        "Those who would have been shown it, and weren't, since they are held out.",
      ),
      goals: list(
        v.object({
          ...GOAL,
          uplift: described(
            v.nullable(intervalSchema),
            "Relative to those held out, as 0.1 for 10 % more; null without a comparison.",
          ),
        }),
      ),
      experiments: described(list(v.string()), "Experiments that it is in."),
    }),
  ),
});
export type BlocksReport = v.InferOutput<typeof blocksReportSchema>;

export const experimentsReportSchema = v.object({
  ...HEAD,
  total: described(
    v.nullable(experimentReportSchema),
    "What personalization does altogether, by the site's holdout; null without one.",
  ),
  experiments: list(experimentReportSchema),
});
export type ExperimentsReport = v.InferOutput<typeof experimentsReportSchema>;

const answerSchema = v.object({ yes: toldSchema, no: toldSchema });
const answersSchema = v.object({ personalization: answerSchema, measurement: answerSchema });
const counted = v.record(v.string(), v.number());

export const privacyReportSchema = v.object({
  ...HEAD,
  choices: v.object({
    choices: toldSchema,
    answers: answersSchema,
    gpc: described(
      v.object({ choices: toldSchema, answers: answersSchema }),
      "Those that were made while the browser sent Global Privacy Control.",
    ),
    languages: described(counted, "Of those that the widget asked; empty where it isn't told."),
    methods: described(counted, "How the choice was made; empty where it isn't told."),
  }),
  days: list(
    v.object({
      day: daySchema,
      yes: described(toldSchema, "To personalization; of days that are told together, their mean."),
      no: toldSchema,
      gpc: toldSchema,
    }),
  ),
  bits: described(v.number(), "The most that a visitor can reveal."),
  attributes: list(v.object({ attribute: v.string(), bits: v.number() })),
});
export type PrivacyReport = v.InferOutput<typeof privacyReportSchema>;
