import { BUILT_IN_EVENTS } from "../../shared/event.ts";
import { guess } from "../../shared/condition/near.ts";
import { type Issue, joinPath } from "../../shared/issue.ts";
import { plannedExperiments } from "../../shared/experiment/planned.ts";
import { VISIT_IDLE_MINUTES } from "../../shared/limits.ts";
import { CONTEXT_TYPES, propertiesOf, typeOfAttribute } from "../../shared/site/known.ts";
import type { Site } from "../../shared/site/schema.ts";
import { definitionsOf } from "../../shared/definitions.ts";
import { EVENT_FIELDS, PERSONA_FIELDS, type PersonaInput, type TimedEvent } from "./schema.ts";

type Report = (path: string, message: string) => void;
type ValueType = ReturnType<typeof typeOfAttribute>;

/** What no persona has: fields with other names, in itself and in its events. */
export function unknownFields(input: unknown): Issue[] {
  if (!isObject(input)) return [];
  const events = Array.isArray(input["events"]) ? (input["events"] as unknown[]) : [];
  return [
    ...strangers(input, PERSONA_FIELDS, ""),
    ...events.flatMap((event, index) =>
      isObject(event) ? strangers(event, EVENT_FIELDS, joinPath("events", index)) : [],
    ),
  ];
}

function strangers(object: object, known: readonly string[], path: string): Issue[] {
  return Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: joinPath(path, key), message: guess(`unknown field "${key}"`, key, known) }));
}

/** Names and values that the site file doesn't know, or that can't be. */
export function checkNames(input: PersonaInput, site: Site): Issue[] {
  const issues: Issue[] = [];
  const report: Report = (path, message) => void issues.push({ path, message });
  for (const [name, value] of Object.entries(input.context)) {
    const path = joinPath("context", name);
    if (!Object.hasOwn(CONTEXT_TYPES, name))
      report(path, guess(`there is no context "${name}"`, name, Object.keys(CONTEXT_TYPES)));
    else demandType(report, path, value, CONTEXT_TYPES[name]);
  }
  const known = eventNames(site);
  input.events?.forEach(({ event, properties }, index) => {
    const path = joinPath("events", index);
    if (!known.has(event))
      report(joinPath(path, "event"), guess(`nothing knows the event "${event}"`, event, known));
    else if (event === "declare") checkDeclared(report, properties, site, joinPath(path, "properties"));
    else checkProperties(report, event, properties, site, joinPath(path, "properties"));
  });
  for (const [id, value] of Object.entries(input.attributes ?? {})) {
    const path = joinPath("attributes", id);
    const attribute = Object.hasOwn(site.attributes, id) ? site.attributes[id] : undefined;
    if (!attribute) report(path, guess(`there is no attribute "${id}"`, id, Object.keys(site.attributes)));
    else if ("declared" in attribute) demandOneOf(report, path, value, attribute.declared);
    else if ("choices" in attribute) demandListOf(report, path, value, attribute.choices);
    else if ("attested" in attribute) demandOneOf(report, path, value, attribute.attested);
    else demandType(report, path, value, typeOfAttribute(attribute, site.events));
  }
  const experiments = new Map(plannedExperiments(site).map(({ id, variants }) => [id, variants]));
  for (const [id, variant] of Object.entries(input.variants)) {
    const path = joinPath("variants", id);
    const variants = experiments.get(id);
    if (!variants) report(path, guess(`there is no experiment "${id}"`, id, experiments.keys()));
    else if (!variants.includes(variant))
      report(path, guess(`there is no variant "${variant}"`, variant, variants));
  }
  return issues;
}

/** Events that are built in, declared, or read by an attribute or a goal: pages may send any of their own. */
function eventNames(site: Site): ReadonlySet<string> {
  const read = Object.values(definitionsOf(site)).flatMap((definition) => [
    definition.event,
    definition.since,
    ...(definition.steps ?? []).map((step) => step.event),
  ]);
  const goals = Object.values(site.goals).map((goal) => goal.event);
  const names = [...BUILT_IN_EVENTS, "declare", ...Object.keys(site.events), ...read, ...goals];
  return new Set(names.filter((name) => name !== undefined));
}

function checkProperties(
  report: Report,
  event: string,
  properties: Readonly<Record<string, unknown>>,
  site: Site,
  path: string,
): void {
  const known = propertiesOf(event, site.events);
  if (!known) return;
  for (const [name, value] of Object.entries(properties)) {
    const place = joinPath(path, name);
    if (!Object.hasOwn(known, name))
      report(place, guess(`the event "${event}" has no property "${name}"`, name, Object.keys(known)));
    else demandType(report, place, value, known[name]);
  }
}

/** `declare` carries ids of declared attributes. */
function checkDeclared(
  report: Report,
  properties: Readonly<Record<string, unknown>>,
  { attributes }: Site,
  path: string,
): void {
  for (const [id, value] of Object.entries(properties)) {
    const found = Object.hasOwn(attributes, id) ? attributes[id] : undefined;
    const place = joinPath(path, id);
    if (found && "declared" in found) demandOneOf(report, place, value, found.declared);
    else if (found && "choices" in found) demandListOf(report, place, value, found.choices);
    else {
      const names = Object.keys(attributes).filter((each) => isDeclared(attributes[each]!));
      report(place, guess(`there is no declared attribute "${id}"`, id, names));
    }
  }
}

const isDeclared = (attribute: object): boolean => "declared" in attribute || "choices" in attribute;

function demandListOf(report: Report, path: string, value: unknown, values: readonly string[]): void {
  if (value !== null && !(Array.isArray(value) && value.every((each) => values.includes(each))))
    report(path, `expected a list of ${values.join(", ")}, got ${JSON.stringify(value)}`);
}

function demandOneOf(report: Report, path: string, value: unknown, values: readonly string[]): void {
  if (value !== null && !values.includes(value as string))
    report(path, `expected one of ${values.join(", ")}, got ${JSON.stringify(value)}`);
}

function demandType(report: Report, path: string, value: unknown, type: ValueType): void {
  const own = Array.isArray(value) ? "list" : typeof value;
  if (type !== undefined && value !== null && own !== type)
    report(path, `expected a ${type}, got ${JSON.stringify(value)}`);
}

/** What the times of events rule out: the future, and a visit that begins while another one goes on. */
export function checkTimes(events: readonly (TimedEvent & { index: number })[], now: number): Issue[] {
  const issues: Issue[] = [];
  let active = Number.NEGATIVE_INFINITY;
  for (const { at, event, index } of events) {
    const path = joinPath(joinPath("events", index), "at");
    if (at > now) issues.push({ path, message: `is after now (${new Date(now).toISOString()})` });
    if (event.name === "visit" && at - active < VISIT_IDLE_MINUTES * 60_000) {
      const since = new Date(active).toISOString();
      const message = `a visit goes on (active at ${since}); a new one begins after ${VISIT_IDLE_MINUTES} idle minutes`;
      issues.push({ path, message });
    }
    active = at;
  }
  return issues;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
