import * as v from "valibot";
import { BITS_CEILING, BITS_REFUSED, MEASURED_SEGMENTS } from "../limits.ts";
import { attestSchema } from "./attest-schema.ts";
import { attributeSchema } from "./attribute-schema.ts";
import { blocksSchema } from "./block-schema.ts";
import { catalogSchema } from "./catalog-schema.ts";
import { consentSchema } from "./consent-schema.ts";
import { dataLayerSchema } from "./data-layer-schema.ts";
import { experimentSchema, shareSchema } from "./experiment-schema.ts";
import { messagesSchema } from "./message-schema.ts";
import {
  conditionSchema,
  described,
  idSchema,
  languageSchema,
  map,
  named,
  object,
  textSchema,
} from "../schema-parts.ts";

const filled = (what: string) => v.pipe(v.string(), v.nonEmpty(`expected ${what}`));

/** How one property of a declared event is read from the element (or another one on the page). */
export const propertyRuleSchema = v.pipe(
  object({
    attr: described(v.optional(filled("the name of an attribute")), "Reads this attribute of the element."),
    text: described(v.optional(v.literal(true)), "Reads the element's text."),
    value: described(v.optional(v.union([v.string(), v.number(), v.boolean()])), "Is always this value."),
    selector: described(
      v.optional(filled("a CSS selector")),
      "Looks at the first element on the page that this selector finds, instead of at the element itself.",
    ),
    type: described(
      v.optional(v.picklist(["text", "number", "money"])),
      "How to read it; `money` reads `1 299,00 zł`, `$1,299.00` and `1.299 €` by the page's language.",
    ),
  }),
  v.check(
    (rule) => [rule.attr, rule.text, rule.value].filter((way) => way !== undefined).length === 1,
    "expected exactly one of attr, text, value",
  ),
);
export type PropertyRule = v.InferOutput<typeof propertyRuleSchema>;

export const eventSchema = object({
  on: described(
    v.picklist(["click", "submit", "change", "view"]),
    "What has to happen to the element; `view`: it comes into sight.",
  ),
  selector: described(filled("a CSS selector"), "The elements; any selector that browsers know."),
  properties: described(
    v.optional(map(filled("the name of a property"), propertyRuleSchema), {}),
    "Properties of the event, and how each is read.",
  ),
});

export const segmentSchema = object({
  label: described(v.optional(textSchema), "What it is called."),
  description: described(v.optional(textSchema), "What it is for."),
  private: described(
    v.optional(v.boolean()),
    "Keeps its name from other tools: `dataLayer` tells it only where it is listed there.",
  ),
  when: described(conditionSchema, "The condition that a visitor has to meet."),
});

export const goalSchema = object({
  event: described(filled("the name of an event"), "The event that is counted, without saying whose it was."),
  value: described(
    v.optional(filled("the name of a property")),
    "The property whose amount is counted, rounded down to one of the steps.",
  ),
  steps: described(
    v.optional(
      v.pipe(
        v.array(v.number()),
        v.minLength(1, "expected at least one number"),
        v.maxLength(32, "expected at most 32 numbers"),
        v.check(
          (steps) => steps.every((step, index) => index === 0 || step > steps[index - 1]!),
          "expected ascending numbers",
        ),
      ),
    ),
    "Ascending amounts; no others are ever sent, since an exact total would match an order.",
  ),
  better: described(
    v.optional(v.picklist(["more", "less"]), "more"),
    "Whether more of it is better, or less.",
  ),
});

const patterns = v.optional(v.array(v.string()), []);

/** The site file, version 1: everything that the owner declares, in one schema. */
export const siteSchema = object({
  $schema: described(v.optional(v.string()), "Where editors find the JSON Schema."),
  version: described(v.literal(1), "The version of this format."),
  id: described(idSchema, "A short name for the site; part of what cookies are signed with."),
  path: described(
    v.optional(
      v.pipe(
        v.string(),
        v.regex(/^(\/[\w.~-]+)+$/, 'expected a path such as "/_selvedge", without a slash at its end'),
      ),
      "/_selvedge",
    ),
    "The path on your site that Selvedge answers under. Change it if an ad blocker knows it.",
  ),
  languages: described(
    v.optional(v.pipe(v.array(languageSchema), v.minLength(1, "expected at least one language")), ["en"]),
    "The languages of the site.",
  ),
  exclude: described(patterns, "Pages that are never touched and get no tag, as URLPattern pathnames."),
  origins: described(
    v.optional(v.array(v.string()), []),
    'Sites that may use the pasted tag, as in `"https://www.example.com"`.',
  ),
  redirectHosts: described(
    v.optional(
      v.array(
        v.pipe(
          v.string(),
          v.regex(
            /^[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?$/,
            'expected a host in small letters such as "shop.example.de", with a port if it needs one',
          ),
        ),
      ),
      [],
    ),
    'Other hosts that blocks may redirect to, as in `"shop.example.de"`. Your own needs no entry.',
  ),
  enabled: described(v.optional(v.boolean(), true), "The kill switch: `false` leaves every page untouched."),
  dataLayer: described(
    v.optional(dataLayerSchema, false),
    "Whether GA4's `dataLayer` is read, and written to; [how](other-tools.md).",
  ),
  maxBits: described(
    v.optional(
      v.pipe(
        v.number(),
        v.minValue(1, "expected at least 1"),
        v.maxValue(BITS_CEILING, `expected at most ${BITS_CEILING}`),
      ),
      BITS_REFUSED,
    ),
    "The most that a visitor may reveal, in bits: log2 of the joint states of everything in the profile cookie.",
  ),
  consent: described(v.optional(consentSchema, {}), "What is asked, and of whom."),
  attest: described(
    v.optional(attestSchema),
    "Whose tokens of attested attributes are believed, where your server signs with a key of its own; [how](attested.md#a-key-of-your-own).",
  ),
  groups: described(
    v.optional(named(v.array(v.union([v.string(), v.number()], "expected a string or a number"))), {}),
    "Lists of values that conditions name with `$inGroup`.",
  ),
  events: described(
    v.optional(map(filled("the name of an event"), eventSchema), {}),
    "Events to be seen on elements of the page, adding to the built-in ones or sharpening them.",
  ),
  attributes: described(
    v.optional(named(attributeSchema), {}),
    "What is kept of events, on the visitor's device.",
  ),
  catalog: described(
    v.optional(catalogSchema),
    "The items that blocks recommend; [how](recommendations.md).",
  ),
  segments: described(v.optional(named(segmentSchema), {}), "Named conditions."),
  blocks: described(v.optional(blocksSchema, {}), "What to change on which pages, and for whom."),
  messages: described(v.optional(messagesSchema, {}), "How often messages may come; [how](messages.md)."),
  marks: described(
    v.optional(v.boolean(), false),
    "Whether personalized blocks have a small mark by which visitors see why they are shown, and switch them off; [how](marks.md).",
  ),
  redraws: described(
    v.optional(v.boolean(), false),
    "Whether a framework (React, Vue, Svelte, …) draws your pages in the browser: blocks then stay where it draws anew; [how](frameworks.md).",
  ),
  goals: described(v.optional(named(goalSchema), {}), "What is counted."),
  measured: described(
    v.optional(
      v.pipe(
        v.array(idSchema),
        v.maxLength(MEASURED_SEGMENTS, `expected at most ${MEASURED_SEGMENTS} segments`),
      ),
    ),
    `The segments that are reported: how large they are, and what they are worth. Absent: the first ${MEASURED_SEGMENTS} of the site file.`,
  ),
  holdout: described(
    v.optional(shareSchema, 0),
    "The share of visitors who get no personalization at all, so that what it does altogether is always known.",
  ),
  experiments: described(v.optional(named(experimentSchema), {}), "What is tested; [how](experiments.md)."),
});

/** A checked site file, defaults filled in. */
export type Site = v.InferOutput<typeof siteSchema>;
/** A site file as an owner writes it. */
export type SiteInput = v.InferInput<typeof siteSchema>;
