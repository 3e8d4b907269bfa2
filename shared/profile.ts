import type { AttributeValue, Definition } from "./attribute.ts";
import type { Moment, SiteEvent } from "./event.ts";
import { matches } from "./condition/match.ts";
import { DEVICE_KINDS } from "./kinds/device.ts";
import type { TagAttribute } from "./wire.ts";

/** All attributes of one visitor, as the device keeps them. */
export interface Profile {
  readonly version: 1;
  /** UTC day on which it began; after the retention it is erased. */
  readonly created: number;
  readonly visit: {
    /** Ordinal of the current visit; 0 before the first. */
    readonly number: number;
    /** UTC day on which it started. */
    readonly day: number;
    /** Time of the last activity, in milliseconds since the epoch. */
    readonly active: number;
  };
  readonly attributes: Readonly<Record<string, { readonly hash: string; readonly state?: unknown }>>;
  /** The edge hasn't yet been asked whether a cookie outlived an earlier profile. */
  readonly fresh?: true;
}

type Attributes = Readonly<Record<string, TagAttribute>>;

/** The beginning of a visit of which no property is known yet: what the edge knows when it decides on a page. */
export const BARE_VISIT: SiteEvent = { name: "visit", properties: {} };

/** An empty profile. */
export function newProfile(day: number): Profile {
  return { version: 1, created: day, visit: { number: 0, day, active: 0 }, attributes: {}, fresh: true };
}

/** The state of one attribute after an event. */
export function reduceState(state: unknown, definition: Definition, event: SiteEvent, moment: Moment): unknown {
  const { kind, event: name, where, since } = definition;
  const before = since === event.name ? undefined : state;
  const wanted =
    kind === "sequence" || (name === event.name && (!where || (event !== BARE_VISIT && matches(where, event.properties))));
  return wanted ? DEVICE_KINDS[kind].reduce(before, definition, event, moment) : before;
}

/** The profile after an event. `visit` begins a new visit; an attribute whose definition changed starts anew. */
export function recordEvent(profile: Profile, attributes: Attributes, event: SiteEvent, day: number): Profile {
  const visit =
    event.name === "visit" ? { ...profile.visit, number: profile.visit.number + 1, day } : profile.visit;
  const moment = { day, visit: visit.number, visitDay: visit.day };
  const next: Record<string, { hash: string; state?: unknown }> = {};
  for (const [id, attribute] of Object.entries(attributes)) {
    next[id] = { hash: attribute.hash, state: reduceState(stateOf(profile, id, attribute), attribute, event, moment) };
  }
  return { ...profile, visit, attributes: next };
}

/** The state of an attribute, unless it belongs to an earlier definition. */
export function stateOf(profile: Profile, id: string, attribute: TagAttribute): unknown {
  const kept = profile.attributes[id];
  return kept?.hash === attribute.hash ? kept.state : undefined;
}

/** The exact value of an attribute, which never leaves the device. */
export function valueOf(profile: Profile, attributes: Attributes, id: string, day: number): AttributeValue {
  const attribute = attributes[id];
  if (!attribute) return null;
  const { visit } = profile;
  const moment = { day, visit: visit.number, visitDay: visit.day };
  return DEVICE_KINDS[attribute.kind].value(stateOf(profile, id, attribute), attribute, moment);
}

/** A new profile, grounded on what the cookie of an earlier one still knew. */
export function mergeSeed(profile: Profile, attributes: Attributes, seed: Readonly<Record<string, unknown>>): Profile {
  const { fresh: _, ...rest } = profile;
  const next = { ...profile.attributes };
  for (const [id, floor] of Object.entries(seed)) {
    const attribute = attributes[id];
    if (!attribute) continue;
    const own = stateOf(profile, id, attribute);
    next[id] = { hash: attribute.hash, state: own === undefined ? floor : DEVICE_KINDS[attribute.kind].join(own, floor) };
  }
  return { ...rest, attributes: next };
}
