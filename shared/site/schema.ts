import * as v from "valibot";
import { attributeSchema } from "./attribute-schema.ts";
import { blockSchema } from "./block-schema.ts";
import { conditionSchema, daysSchema, idSchema, named, textSchema } from "./parts.ts";

/** How one property of a declared event is read from the element (or another one on the page). */
const propertyRuleSchema = v.pipe(
  v.strictObject({
    /** An attribute of the element. */
    attr: v.optional(v.string()),
    /** The element's text. */
    text: v.optional(v.literal(true)),
    /** A fixed value. */
    value: v.optional(v.union([v.string(), v.number(), v.boolean()])),
    /** Look here instead of at the element itself. */
    selector: v.optional(v.string()),
    type: v.optional(v.picklist(["text", "number", "money"])),
  }),
  v.check((rule) => [rule.attr, rule.text, rule.value].filter((way) => way !== undefined).length === 1,
    "expected exactly one of attr, text, value"),
);
export type PropertyRule = v.InferOutput<typeof propertyRuleSchema>;

const eventSchema = v.strictObject({
  on: v.picklist(["click", "submit", "change", "view"]),
  selector: v.pipe(v.string(), v.nonEmpty()),
  properties: v.optional(v.record(v.string(), propertyRuleSchema), {}),
});

const consentModeSchema = v.picklist(["opt-in", "opt-out"]);

const consentSchema = v.strictObject({
  mode: v.optional(consentModeSchema, "opt-in"),
  /** By country or country-region: `{ "US-CA": "opt-out" }`. */
  regions: v.optional(v.record(v.pipe(v.string(), v.regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "expected a country or region such as \"PL\" or \"US-CA\"")), consentModeSchema)),
  /** Whether context personalizes without consent. Never after Global Privacy Control. */
  contextual: v.optional(v.picklist(["always", "until-refused", "never"]), "until-refused"),
  policyUrl: v.optional(v.string()),
  revision: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  retention: v.optional(daysSchema, "180d"),
});

const segmentSchema = v.strictObject({
  label: v.optional(textSchema),
  description: v.optional(textSchema),
  when: conditionSchema,
});

const goalSchema = v.strictObject({
  event: v.string(),
  /** The property whose amount is counted, rounded down to one of the steps. */
  value: v.optional(v.string()),
  steps: v.optional(v.pipe(v.array(v.number()), v.minLength(1), v.maxLength(32))),
});

/** The site file, version 1: everything that the owner declares, in one schema. */
export const siteSchema = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(1),
  id: idSchema,
  path: v.optional(v.pipe(v.string(), v.regex(/^(\/[\w.~-]+)+$/, "expected a path such as \"/_selvedge\", without a slash at its end")), "/_selvedge"),
  languages: v.optional(v.pipe(v.array(v.string()), v.minLength(1)), ["en"]),
  exclude: v.optional(v.array(v.string()), []),
  origins: v.optional(v.array(v.string()), []),
  enabled: v.optional(v.boolean(), true),
  dataLayer: v.optional(v.boolean(), false),
  /** How much a profile may reveal, in bits; 32 unless raised, never above 40. */
  maxBits: v.optional(v.pipe(v.number(), v.maxValue(40)), 32),
  consent: v.optional(consentSchema, {}),
  groups: v.optional(named(v.array(v.union([v.string(), v.number()]))), {}),
  events: v.optional(v.record(v.pipe(v.string(), v.nonEmpty()), eventSchema), {}),
  attributes: v.optional(named(attributeSchema), {}),
  segments: v.optional(named(segmentSchema), {}),
  blocks: v.optional(named(blockSchema), {}),
  goals: v.optional(named(goalSchema), {}),
});

/** A checked site file, defaults filled in. */
export type Site = v.InferOutput<typeof siteSchema>;
/** A site file as an owner writes it. */
export type SiteInput = v.InferInput<typeof siteSchema>;
export type Segment = v.InferOutput<typeof segmentSchema>;
export type Goal = v.InferOutput<typeof goalSchema>;

