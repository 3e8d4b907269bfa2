import * as v from "valibot";
import { MESSAGE_SECONDS, MESSAGE_TIMES } from "../limits.ts";
import { daysSchema, described, object } from "../schema-parts.ts";

/** Moments that need no number. */
const MOMENTS = ["view", "visit", "enter", "exit"] as const;

const whole = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.integer("expected a whole number"),
    v.minValue(least, `expected at least ${least}`),
    v.maxValue(most, `expected at most ${most}`),
  );

const measuredSchema = object({
  event: described(
    v.optional(v.pipe(v.string(), v.nonEmpty("expected the name of an event"))),
    "When this event happens on the page.",
  ),
  count: described(v.optional(whole(1, MESSAGE_TIMES)), "With `event`: when it happens so many times there."),
  time: described(v.optional(whole(1, MESSAGE_SECONDS)), "After so many seconds in which the page is seen."),
  scroll: described(v.optional(whole(1, 100)), "When so many percent of the page have been scrolled by."),
  idle: described(
    v.optional(whole(1, MESSAGE_SECONDS)),
    "After so many seconds without a touch, a key or a move, while the page is seen.",
  ),
});

const EXPECTED_TRIGGER = `expected one of ${MOMENTS.join(", ")}, or an object such as {"time": 20}`;
const momentSchema = v.picklist(MOMENTS, EXPECTED_TRIGGER);
export type Trigger = v.InferOutput<typeof momentSchema> | v.InferOutput<typeof measuredSchema>;
type OneSchema = v.GenericSchema<Trigger>;

/** Errors speak of the shape that is meant. */
const isObject = (input: unknown) => typeof input === "object" && input !== null;

const oneSchema = v.union([momentSchema, measuredSchema], EXPECTED_TRIGGER);
/** One moment at which a message comes. */
export const triggerSchema = v.lazy((input) => (isObject(input) ? measuredSchema : oneSchema) as OneSchema);
const listSchema = v.pipe(v.array(triggerSchema), v.minLength(1, "expected at least one trigger"));

const anySchema = v.union([momentSchema, measuredSchema, listSchema], EXPECTED_TRIGGER);
/** When a message comes: one moment, or several. */
export const triggersSchema = v.lazy(
  (input) =>
    (Array.isArray(input) ? listSchema : isObject(input) ? measuredSchema : anySchema) as v.GenericSchema<
      Trigger | Trigger[]
    >,
);

/** How a message looks, when it comes, and how often; what it says aside. */
export const messageEntries = {
  kind: described(
    v.picklist(["bar", "panel", "modal", "inline"]),
    "`bar` (along an edge of the window), `panel` (in a corner), `modal` (a dialog above the page), `inline` (within the page, where nothing that is seen moves).",
  ),
  at: described(v.optional(v.picklist(["top", "bottom"])), "With `bar`: which edge. Absent: `bottom`."),
  target: described(
    v.optional(v.pipe(v.string(), v.nonEmpty("expected a CSS selector"))),
    "With `inline`: a CSS selector for the element that it goes into, the first one on the page.",
  ),
  place: described(
    v.optional(v.picklist(["content", "prepend", "append"])),
    "With `inline`: whether it goes in place of what is in there (`content`), before or after that. Absent: `content`.",
  ),
  trigger: described(
    v.optional(triggersSchema, "view"),
    'When it comes: at once (`"view"`), on the first page of a visit (`"visit"`), when its condition becomes true on the open page (`"enter"`), when the visitor is about to leave (`"exit"`), or after something measured, such as `{"time": 20}`. One, or a list of which any will do.',
  ),
  times: described(v.optional(whole(1, MESSAGE_TIMES)), "How often one visitor sees it in all."),
  perDay: described(v.optional(whole(1, MESSAGE_TIMES)), "How often on one day (UTC)."),
  every: described(
    v.optional(daysSchema),
    'How many days lie between two times at least, as in `"7d"`. Absent: none.',
  ),
  quiet: described(
    v.optional(daysSchema, "30d"),
    "For how many days it stays away from a visitor who has closed it.",
  ),
};

/** How often all messages together may come. */
export const messagesSchema = object({
  perDay: described(
    v.optional(whole(1, MESSAGE_TIMES), 3),
    "How many messages one visitor sees on one day (UTC), those within the page aside.",
  ),
  perVisit: described(v.optional(whole(1, MESSAGE_TIMES), 1), "How many in one visit."),
});
