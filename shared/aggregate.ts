import type { AttributeValue } from "./attribute.ts";
import type { Buckets } from "./buckets.ts";
import type { Matches } from "./condition/match.ts";
import { courseFrom } from "./course.ts";
import type { SiteEvent, Visit } from "./event.ts";
import type { DeviceKinds, Moment } from "./kinds/kind.ts";
import type { Tests } from "./measure/variants.ts";
import type { Course, TagAttribute } from "./wire.ts";

// How a profile grows and is projected, as the tag has it on every page. It brings no operators of
// conditions and no kinds of attribute: `profile.ts` and `project.ts` bind it to all of them.

/** What conditions are answered with, and attributes kept. */
export interface Means {
  readonly matches: Matches;
  readonly kinds: DeviceKinds;
  /** The bucket of a text that only predicates tell from others, where a site has such. */
  readonly openBucket?: (buckets: Buckets, value: AttributeValue) => number | undefined;
  /** What is told of attributes that the owner's server vouches for, where a site has such. */
  readonly attest?: (
    profile: Profile,
    attributes: TagAttributes,
    today: number,
  ) => Pick<Projection, "attested" | "off">;
}

/** All attributes of one visitor, as the device keeps them. */
export interface Profile {
  readonly version: 1;
  /** UTC day on which it began; after the retention it is erased. */
  readonly created: number;
  readonly visit: Visit & {
    /** Time of the last activity, in milliseconds since the epoch. */
    readonly active: number;
  };
  readonly attributes: Readonly<Record<string, { readonly hash: string; readonly state?: unknown }>>;
  /** The edge hasn't yet been asked whether a cookie outlived an earlier profile. */
  readonly fresh?: true;
  /** Names of the segments and blocks that the visitor has switched off, as signals carry them; see `switched-off.ts`. */
  readonly off?: readonly string[];
  /** Ids of the attributes that the visitor has switched off: they are neither kept nor projected. */
  readonly without?: readonly string[];
  /** The number of the visit till whose end nothing is recorded, and nothing projected; Infinity: everything is off. */
  readonly paused?: number;
  /** The corner of the window that the visitor has moved the way back to. */
  readonly corner?: string;
  /** The visitor's part in experiments; only with consent to both purposes. */
  readonly tests?: Tests;
}

/** All attributes of a site, each after those that it is made of. */
export type TagAttributes = Readonly<Record<string, TagAttribute>>;

/**
 * What may leave the device: per projected attribute, in plan order, which bucket it is in and will be in; null
 * where it is switched off.
 */
export interface Projection {
  /** For the rest of this visit. */
  readonly now: readonly (Course | null)[];
  /** For the first page of the next visit, whenever that begins. */
  readonly next: readonly (Course | null)[];
  /** Names of what is switched off. */
  readonly off?: readonly string[] | undefined;
  /** The token of the owner's server, with the attributes that it vouches for. */
  readonly attested?: string;
}

/** The beginning of a visit of which no property is known yet: what the edge knows when it decides on a page. */
export const BARE_VISIT: SiteEvent = { name: "visit", properties: {}, bare: true };

/** An empty profile. */
export function newProfile(day: number): Profile {
  return { version: 1, created: day, visit: { number: 0, day, active: 0 }, attributes: {}, fresh: true };
}

/**
 * The profile after an event. `visit` begins a new visit; an attribute whose definition changed starts anew. While
 * it is paused only visits begin.
 */
export function recordWith(
  means: Means,
  profile: Profile,
  attributes: TagAttributes,
  event: SiteEvent,
  day: number,
): Profile {
  const { name } = event;
  let { visit } = profile;
  if (name === "visit") visit = { ...visit, number: visit.number + 1, day };
  const next: Record<string, { hash: string; state?: unknown }> = {};
  if (profile.paused! >= visit.number) return { ...profile, visit };
  const after = { ...profile, visit, attributes: next };
  const moment = momentOf(means, after, attributes, day);
  for (const id in attributes) {
    if (profile.without?.includes(id)) continue;
    const attribute = attributes[id]!;
    const { kind, keeper = kind, event: wanted, where } = attribute;
    let state = attribute.since === name ? undefined : stateOf(profile, id, attribute);
    // Some kinds want all events.
    if (!wanted || (wanted === name && (!where || (!event.bare && means.matches(where, event.properties))))) {
      state = means.kinds[keeper]!.reduce(state, attribute, event, moment);
    }
    next[id] = { hash: attribute.hash, state };
  }
  return after;
}

/** The state of an attribute, unless it belongs to an earlier definition. */
export function stateOf(profile: Profile, id: string, attribute: TagAttribute): unknown {
  const kept = profile.attributes[id];
  return kept?.hash === attribute.hash ? kept.state : undefined;
}

function momentOf(means: Means, profile: Profile, attributes: TagAttributes, day: number): Moment {
  return {
    // Its visit, and how things are done.
    ...profile,
    ...means,
    day,
    valueOf: (id) => valueWith(means, profile, attributes, id, day),
  };
}

/** The exact value of an attribute, which never leaves the device. */
export function valueWith(
  means: Means,
  profile: Profile,
  attributes: TagAttributes,
  id: string,
  day: number,
): AttributeValue {
  const attribute = attributes[id];
  return attribute
    ? means.kinds[attribute.keeper ?? attribute.kind]!.value(
        stateOf(profile, id, attribute),
        attribute,
        momentOf(means, profile, attributes, day),
      )
    : null;
}

/** The bucket that a value falls into. */
export function bucketWith(
  { openBucket }: Pick<Means, "openBucket">,
  buckets: Buckets,
  value: AttributeValue | undefined,
): number {
  const { nil, cuts, intervals, values, other = nil } = buckets;
  if (value === null || value === undefined) return nil;
  if (cuts && typeof value === "number") return intervals![cuts.filter((cut) => value >= cut).length]!;
  // True and false are named, too.
  if (values && Object.hasOwn(values, value as string)) return values[value as string]!;
  return openBucket?.(buckets, value) ?? other;
}

/** Projects a profile on a day. */
export function projectWith(
  means: Means,
  profile: Profile,
  attributes: TagAttributes,
  today: number,
): Projection {
  const courses = (profileOn: (day: number) => Profile) =>
    Object.keys(attributes).flatMap((id) => {
      const { buckets, horizon } = attributes[id]!;
      const bucketAfter = (days: number) =>
        bucketWith(means, buckets!, valueWith(means, profileOn(today + days), attributes, id, today + days));
      return buckets ? [profile.without?.includes(id) ? null : courseFrom(bucketAfter, horizon)] : [];
    });

  // The next visit is taken to begin on the day looked at, and nothing of it is known but that it began.
  const begun: Profile[] = [];
  return {
    now: courses(() => profile),
    next: courses((day) => (begun[day] ??= recordWith(means, profile, attributes, BARE_VISIT, day))),
    off: profile.off,
    ...means.attest?.(profile, attributes, today),
  };
}
