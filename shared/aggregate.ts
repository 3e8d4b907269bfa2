import type { AttributeValue, Definition } from "./attribute.ts";
import type { Buckets } from "./buckets.ts";
import type { Matches } from "./condition/match.ts";
import type { Moment, SiteEvent } from "./event.ts";
import { DEVICE_KINDS } from "./kinds/device.ts";
import type { Course, TagAttribute } from "./wire.ts";

// How a profile grows and is projected, as the tag has it on every page. It brings no operators of
// conditions: whoever calls says how conditions are answered. `profile.ts` and `project.ts` bind it to all of them.

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

/** All attributes of a site, sorted by id. */
export type TagAttributes = Readonly<Record<string, TagAttribute>>;

/** What may leave the device: per projected attribute, in plan order, which bucket it is in and will be in. */
export interface Projection {
  /** For the rest of this visit. */
  readonly now: readonly Course[];
  /** For the first page of the next visit, whenever that begins. */
  readonly next: readonly Course[];
}

/** The beginning of a visit of which no property is known yet: what the edge knows when it decides on a page. */
export const BARE_VISIT: SiteEvent = { name: "visit", properties: {} };

/** An empty profile. */
export function newProfile(day: number): Profile {
  return { version: 1, created: day, visit: { number: 0, day, active: 0 }, attributes: {}, fresh: true };
}

/** The state of one attribute after an event. */
export function reduceState(
  state: unknown,
  definition: Definition,
  event: SiteEvent,
  moment: Moment,
  matches: Matches,
): unknown {
  const { kind, event: name, where, since } = definition;
  const before = since !== undefined && since === event.name ? undefined : state;
  const wanted = name
    ? name === event.name && (!where || (event !== BARE_VISIT && matches(where, event.properties)))
    : kind === "sequence";
  return wanted ? DEVICE_KINDS[kind].reduce(before, definition, event, moment) : before;
}

/** The profile after an event. `visit` begins a new visit; an attribute whose definition changed starts anew. */
export function recordWith(
  matches: Matches,
  profile: Profile,
  attributes: TagAttributes,
  event: SiteEvent,
  day: number,
): Profile {
  const visit =
    event.name === "visit" ? { ...profile.visit, number: profile.visit.number + 1, day } : profile.visit;
  const moment = { day, visit: visit.number, visitDay: visit.day };
  const next: Record<string, { hash: string; state?: unknown }> = {};
  for (const id in attributes) {
    const attribute = attributes[id]!;
    const state = reduceState(stateOf(profile, id, attribute), attribute, event, moment, matches);
    next[id] = { hash: attribute.hash, state };
  }
  return { ...profile, visit, attributes: next };
}

/** The state of an attribute, unless it belongs to an earlier definition. */
export function stateOf(profile: Profile, id: string, attribute: TagAttribute): unknown {
  const kept = profile.attributes[id];
  return kept?.hash === attribute.hash ? kept.state : undefined;
}

/** The value of an attribute whose state is known. */
export function valueFrom(state: unknown, definition: Definition, moment: Moment): AttributeValue {
  return DEVICE_KINDS[definition.kind].value(state, definition, moment);
}

/** The exact value of an attribute, which never leaves the device. */
export function valueOf(
  profile: Profile,
  attributes: TagAttributes,
  id: string,
  day: number,
): AttributeValue {
  const attribute = attributes[id];
  if (!attribute) return null;
  const { visit } = profile;
  const moment = { day, visit: visit.number, visitDay: visit.day };
  return valueFrom(stateOf(profile, id, attribute), attribute, moment);
}

/** The bucket that a value falls into. */
export function bucketWith(
  matches: Matches,
  { nil, cuts, intervals, values, other = nil, tests, results }: Buckets,
  value: AttributeValue | undefined,
): number {
  if (value === null || value === undefined) return nil;
  if (cuts && typeof value === "number") return intervals![cuts.filter((cut) => value >= cut).length]!;
  const name = String(value);
  if (values && Object.hasOwn(values, name)) return values[name]!;
  return tests ? results!.indexOf(tests.map((test) => +matches(test, { "": value })).join("")) : other;
}

/** Projects a profile on a day. */
export function projectWith(
  matches: Matches,
  profile: Profile,
  attributes: TagAttributes,
  today: number,
): Projection {
  const { number, day: visitDay } = profile.visit;

  // The next visit is taken to begin on the day looked at, and nothing of it is known but that it began.
  const courses = (ahead: 0 | 1) =>
    Object.keys(attributes)
      .filter((id) => attributes[id]!.buckets)
      .map((id): Course => {
        const attribute = attributes[id]!;
        const course: number[] = [];
        for (let days = 0; days <= attribute.horizon; days++) {
          const day = today + days;
          const moment = { day, visit: number + ahead, visitDay: ahead ? day : visitDay };
          let state = stateOf(profile, id, attribute);
          if (ahead) state = reduceState(state, attribute, BARE_VISIT, moment, matches);
          const bucket = bucketWith(matches, attribute.buckets!, valueFrom(state, attribute, moment));
          if (bucket !== course.at(-1)) course.push(...(days ? [days, bucket] : [bucket]));
        }
        return course.length > 1 ? course : course[0]!;
      });

  return { now: courses(0), next: courses(1) };
}
