import type { BUILT_IN_EVENTS } from "../event.ts";
import type { Attribute } from "./attribute-schema.ts";
import type { PropertyRule, Site } from "./schema.ts";

/** What a value can be; undefined where it may be anything. */
export type ValueType = "number" | "string" | "boolean" | undefined;

type Properties = Readonly<Record<string, ValueType>>;

/** Properties of the events that every site has, with their types. `tags` and `items` are lists. */
export const EVENT_PROPERTIES: Readonly<Record<(typeof BUILT_IN_EVENTS)[number], Properties>> = {
  visit: {
    source: "string",
    medium: "string",
    campaign: "string",
    referrer: "string",
    referrerHost: "string",
    landing: "string",
    device: "string",
    hour: "number",
    weekday: "number",
    country: "string",
  },
  view: {
    path: "string",
    title: "string",
    category: "string",
    item: "string",
    value: "number",
    tags: undefined,
  },
  click: { text: "string", href: "string", id: "string" },
  scroll: { depth: "number" },
  dwell: { seconds: "number" },
  search: { term: "string" },
  cart: { item: "string", value: "number", quantity: "number" },
  purchase: { value: "number", items: undefined },
  answer: { question: "string", value: "string" },
  form: { id: "string", name: "string" },
};

/** Facts of the request itself, as conditions and templates name them after `context.`. */
export const CONTEXT_TYPES: Properties = {
  country: "string",
  region: "string",
  city: "string",
  continent: "string",
  timezone: "string",
  language: "string",
  device: "string",
  hour: "number",
  weekday: "number",
  referrer: "string",
  referrerHost: "string",
  source: "string",
  medium: "string",
  campaign: "string",
  network: "string",
  path: "string",
  host: "string",
};

/** Context as it is named in conditions and templates. */
export const CONTEXT_NAMES: readonly string[] = Object.keys(CONTEXT_TYPES).map((name) => `context.${name}`);

/**
 * The properties that an event is known to have, with their types; undefined for an event that only the
 * page itself sends, which may have any. A declared event that is built in too has both.
 */
export function propertiesOf(event: string, events: Site["events"]): Properties | undefined {
  const builtIn = Object.hasOwn(EVENT_PROPERTIES, event) ? EVENT_PROPERTIES[event as "visit"] : undefined;
  const declared = Object.hasOwn(events, event) ? events[event]!.properties : undefined;
  if (!builtIn && !declared) return undefined;
  const rules = Object.entries(declared ?? {}).map(([name, rule]) => [name, typeOfRule(rule)] as const);
  return { ...builtIn, ...Object.fromEntries(rules) };
}

function typeOfRule(rule: PropertyRule): ValueType {
  if (rule.type === "number" || rule.type === "money") return "number";
  return rule.value === undefined ? "string" : (typeof rule.value as ValueType);
}

/** The type of an attribute's values; undefined if it depends on what the page sends. */
export function typeOfAttribute(attribute: Attribute, events: Site["events"] = {}): ValueType {
  if ("declared" in attribute) return "string";
  if ("sequence" in attribute) return "boolean";
  if ("top" in attribute) return "string";
  if (!("last" in attribute)) return "number";
  if (attribute.values) return "string";
  return attribute.buckets ? "number" : propertiesOf(attribute.last, events)?.[attribute.of];
}

/** The event that an attribute aggregates; undefined for `sequence` and `declared`. */
export function eventOf(attribute: Attribute): string | undefined {
  if ("count" in attribute) return attribute.count;
  if ("sum" in attribute) return attribute.sum;
  if ("last" in attribute) return attribute.last;
  if ("daysSince" in attribute) return attribute.daysSince;
  return "top" in attribute ? attribute.top : undefined;
}
