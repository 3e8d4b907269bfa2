import type { BUILT_IN_EVENTS } from "../event.ts";
import { edgeKindOf } from "../kinds/edge.ts";
import type { ValueType } from "../kinds/edge-kind.ts";
import { type Attribute, kindOf } from "./attribute-schema.ts";
import type { PropertyRule, Site } from "./schema.ts";

type Properties = Readonly<Record<string, ValueType>>;

/** Properties of the events that every site has, with their types. `tags`, `items` and `categories` are lists. */
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
    week: "number",
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
  scroll: { depth: "number", path: "string" },
  dwell: { seconds: "number", path: "string" },
  search: { term: "string" },
  cart: { item: "string", category: "string", value: "number", quantity: "number" },
  purchase: { value: "number", items: undefined, categories: undefined, week: "number" },
  answer: { question: "string", value: undefined },
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
  const kind = edgeKindOf(kindOf(attribute));
  if (kind.type) return kind.type;
  const { event, of, values, prints } = kind.define(attribute, "");
  if (values) return "string";
  return prints ? "number" : propertiesOf(event!, events)?.[of!];
}

/** The fields of an attribute whose values are objects, with their types. */
export function fieldsOf(attribute: Attribute): Properties {
  return edgeKindOf(kindOf(attribute)).fields ?? {};
}

/** The event that an attribute aggregates; undefined where there are several, or none. */
export function eventOf(attribute: Attribute): string | undefined {
  const { event, steps } = edgeKindOf(kindOf(attribute)).define(attribute, "");
  if ("rfm" in attribute) return steps![0]!.event;
  return event;
}
