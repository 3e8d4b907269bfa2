import * as v from "valibot";
import { described } from "../schema-parts.ts";

/** A list that nobody changes. */
export function list<Entry extends v.GenericSchema>(
  entry: Entry,
): v.SchemaWithPipe<readonly [v.ArraySchema<Entry, undefined>, v.ReadonlyAction<v.InferOutput<Entry>[]>]> {
  return v.pipe(v.array(entry), v.readonly());
}

/** A number, or null where it isn't told. */
export const perhaps: v.NullableSchema<v.NumberSchema<undefined>, undefined> = v.nullable(v.number());

/** A number of visitors; null: some, but too few to be told. */
export const toldSchema = described(
  v.nullable(v.number()),
  "A number of visitors. null: some, but too few to be told, or it isn't counted.",
);
export type Told = v.InferOutput<typeof toldSchema>;

/** An estimate with the bounds between which it lies, at any time one looks, in 95 % of all tests. */
export const intervalSchema = described(
  v.object({ value: v.number(), low: v.number(), high: v.number() }),
  "An estimate, and the bounds between which it lies, whenever one looks, in 95 % of all tests.",
);
export type Interval = v.InferOutput<typeof intervalSchema>;

/** A UTC day as text. */
export const daySchema = v.pipe(v.string(), v.isoDate());

/** What every report says of itself. */
export const HEAD = {
  site: v.string(),
  from: described(daySchema, "The first UTC day."),
  to: described(
    daySchema,
    "The last UTC day. Visitors are told of whole days alone: never of one that isn't over.",
  ),
  least: described(v.number(), "No count is told that is of fewer visitors."),
  suppressed: described(v.number(), "How many numbers were held back for that."),
};

/** How a goal goes in some group of visitors. */
export const GOAL = {
  goal: v.string(),
  reached: described(toldSchema, "Of the group, who reached it."),
  rate: described(v.nullable(intervalSchema), "Share of the group; null where `reached` isn't told."),
  value: described(
    v.nullable(intervalSchema),
    "Per visitor of the group, those who bought nothing included; null without a value or where it isn't told.",
  ),
  again: described(
    perhaps,
    "Of those who reached it in a calendar month, the share that did so again in that month; null where not told.",
  ),
};
const goalSchema = v.object(GOAL);
export type GoalFigures = v.InferOutput<typeof goalSchema>;
