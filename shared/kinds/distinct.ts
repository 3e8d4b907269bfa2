import { expiring, steady } from "../codec.ts";
import { shortHash } from "../hash.ts";
import { DISTINCT_VALUES } from "../limits.ts";
import { described, object } from "../schema-parts.ts";
import { edgeKind } from "./edge-kind.ts";
import { about, buckets, common, eventName, propertyName, since, where, within } from "./fields.ts";
import type { DeviceKind, Join } from "./kind.ts";
import { restarting } from "./restarting.ts";

/** Values as marks of this many characters (46 bits), so that long ones take no more room than short ones. */
const MARK = 9;
/** What stands before marks of values that aren't known any more, only that there were so many. */
const LOST = "?";

/** Marks, each followed by the latest day on which the value was seen (0 without a window), the latest last. */
export type Sightings = readonly string[];

/**
 * `distinct`: how many different values a property had, at most `DISTINCT_VALUES`. Those seen last are
 * remembered; what is forgotten would have left the window before them, so up to that number it is exact.
 */
export const distinct: DeviceKind<Sightings> = {
  reduce(state = [], { of, within }, { properties }, { day }) {
    const today = within ? day : 0;
    const seen = [properties[of!] ?? []].flat().map((value) => markOf(String(value)) + today);
    const recent = state
      .map((entry) => entry.slice(0, MARK) + Math.min(dayOf(entry), today))
      .filter((entry) => !within || dayOf(entry) > day - within);
    return seen.length > 0 ? added(recent, seen) : state;
  },
  value: (state = [], { within = Infinity }, { day }) =>
    state.filter((entry) => dayOf(entry) > day - within).length,
};

function markOf(value: string): string {
  return shortHash(value).padEnd(MARK, "0").slice(0, MARK);
}

function dayOf(entry: string): number {
  return Number(entry.slice(MARK));
}

/** Adds sightings; each value that is new takes the place of one that was lost, as it may well be the same. */
function added(before: Sightings, sightings: Sightings): Sightings {
  const seen = new Map(before.map((entry) => [entry.slice(0, MARK), entry]));
  for (const entry of sightings) {
    const mark = entry.slice(0, MARK);
    const lost = [...seen.keys()].find((known) => known.startsWith(LOST));
    if (!seen.delete(mark) && lost !== undefined) seen.delete(lost);
    seen.set(mark, entry);
  }
  return [...seen.values()].slice(-DISTINCT_VALUES);
}

export const joinSightings: Join<Sightings> = (own, floor) => added(floor, own);

export const distinctAtEdge = () =>
  edgeKind({
    schema: object({
      distinct: described(
        eventName,
        `Number: how many different values a property had in the events of this name; ${DISTINCT_VALUES} stands for that many or more.`,
      ),
      of: described(propertyName, "The property whose values are counted; of a list, each of its values."),
      where,
      within,
      since,
      buckets,
      ...about,
    }),
    define: ({ distinct: event, ...rest }) => ({ event, ...common(rest) }),
    type: "number",
    domain: { numbers: "whole", most: DISTINCT_VALUES },
    horizon: ({ within: window }) => window ?? 0,
    codec(definition, { buckets: { count, intervals } }) {
      const { within: window } = definition;
      return restarting(definition, window ? expiring(intervals!, 0, window) : steady(count), intervals![0]!);
    },
    seed({ within: window }, sampleAfter, today) {
      const sightings: string[] = [];
      for (let day = window ?? 1; day > 0; day--) {
        const lasting = Number(sampleAfter(day - 1) ?? 0);
        const date = window ? today - window + day : 0;
        while (sightings.length < lasting) {
          sightings.unshift(LOST + String(sightings.length).padStart(MARK - 1, "0") + date);
        }
      }
      return sightings.length > 0 ? sightings : undefined;
    },
    // Each entry: the mark, five digits of a day, quotes and a comma; all in brackets.
    bound: () => DISTINCT_VALUES * (MARK + 8) + 1,
  });
