import { describe, expect, test } from "vitest";
import {
  BARE_VISIT,
  bucketWith,
  type Means,
  newProfile,
  type Profile,
  projectWith,
  recordWith,
  stateOf,
  type TagAttributes,
  valueWith,
} from "../../shared/aggregate.ts";
import type { Buckets } from "../../shared/buckets.ts";
import { matches } from "../../shared/condition/match.ts";
import { ALL_MEANS } from "../../shared/profile.ts";
import type { SiteEvent } from "../../shared/event.ts";
import type { DeviceKind } from "../../shared/kinds/kind.ts";
import type { TagAttribute } from "../../shared/wire.ts";

/** A kind that remembers what it was given, and tells how many events that were, and the day. */
const log: DeviceKind<unknown> = {
  reduce: (state, _, event, { day, visit }) => [
    ...((state as string[] | undefined) ?? []),
    `${event.name} ${day} in ${visit.number} of ${visit.day}`,
  ],
  value: (state, _, { day, visit }) =>
    ((state as string[] | undefined) ?? []).length * 10_000 + visit.number * 1000 + day,
};
/** A kind that doubles another attribute, as of the same moment. */
const twice: DeviceKind<unknown> = {
  reduce: (_state, { base }, _event, { valueOf }) => valueOf(base!),
  value: (_state, { base }, { valueOf }) => Number(valueOf(base!)) * 2,
};
const means: Means = { matches, kinds: { count: log, sum: log, max: twice, other: log } };

const attribute = (rest: Partial<TagAttribute>): TagAttribute => ({
  kind: "count",
  hash: "h",
  horizon: 0,
  ...rest,
});
const seen = (name: string, properties: SiteEvent["properties"] = {}): SiteEvent => ({ name, properties });

function play(attributes: TagAttributes, ...events: readonly (readonly [number, SiteEvent])[]): Profile {
  return events.reduce(
    (profile, [day, event]) => recordWith(means, profile, attributes, event, day),
    newProfile(5),
  );
}

test("a new profile knows nothing, and hasn't asked the edge yet", () => {
  expect(newProfile(5)).toEqual({
    version: 1,
    created: 5,
    visit: { number: 0, day: 5, active: 0 },
    attributes: {},
    fresh: true,
  });
});

describe("an event", () => {
  test("goes to the attributes that ask for it, and to those that ask for all", () => {
    const attributes = {
      views: attribute({ event: "view" }),
      rain: attribute({ event: "view", where: { category: "rain" } }),
      all: attribute({}),
    };
    const { attributes: kept } = play(
      attributes,
      [6, seen("visit")],
      [6, seen("view", { category: "camp" })],
      [7, seen("view", { category: "rain" })],
    );
    expect(kept).toEqual({
      views: { hash: "h", state: ["view 6 in 1 of 6", "view 7 in 1 of 6"] },
      rain: { hash: "h", state: ["view 7 in 1 of 6"] },
      all: { hash: "h", state: ["visit 6 in 1 of 6", "view 6 in 1 of 6", "view 7 in 1 of 6"] },
    });
  });

  test("of which nothing is known matches no where", () => {
    const attributes = {
      visits: attribute({ event: "visit" }),
      direct: attribute({ event: "visit", where: { source: { $exists: false } } }),
    };
    const state = (event: SiteEvent) => {
      const { attributes: kept } = play(attributes, [6, event]);
      return [kept["visits"]?.state, kept["direct"]?.state];
    };
    expect(state(BARE_VISIT)).toEqual([["visit 6 in 1 of 6"], undefined]);
    expect(state(seen("visit"))).toEqual([["visit 6 in 1 of 6"], ["visit 6 in 1 of 6"]]);
  });

  test("begins a new visit if it is one", () => {
    const before = play({}, [6, seen("view")]);
    expect(before.visit).toEqual({ number: 0, day: 5, active: 0 });
    expect(play({}, [6, seen("visit")], [9, seen("visit")], [10, seen("view")]).visit).toEqual({
      number: 2,
      day: 9,
      active: 0,
    });
  });

  test("that an attribute restarts at drops what was, before it counts itself", () => {
    const attributes = {
      views: attribute({ event: "view", since: "visit" }),
      both: attribute({ since: "cart" }),
    };
    const { attributes: kept } = play(
      attributes,
      [6, seen("view")],
      [6, seen("cart")],
      [7, seen("visit")],
      [7, seen("view")],
    );
    expect(kept["views"]!.state).toEqual(["view 7 in 1 of 7"]);
    expect(kept["both"]!.state).toEqual(["cart 6 in 0 of 5", "visit 7 in 1 of 7", "view 7 in 1 of 7"]);
  });

  test("starts an attribute anew whose definition has changed, and forgets those that are gone", () => {
    const profile = play({ a: attribute({}), b: attribute({}) }, [6, seen("view")]);
    const after = recordWith(means, profile, { a: attribute({ hash: "new" }) }, seen("cart"), 7);
    expect(after.attributes).toEqual({ a: { hash: "new", state: ["cart 7 in 0 of 5"] } });
    expect(stateOf(profile, "a", attribute({}))).toEqual(["view 6 in 0 of 5"]);
    expect(stateOf(profile, "a", attribute({ hash: "new" }))).toBeUndefined();
    expect(stateOf(profile, "none", attribute({}))).toBeUndefined();
  });

  test("leaves the profile as it was, and the rest of it in the new one", () => {
    const profile = play({ a: attribute({}) }, [6, seen("visit")]);
    const copy = structuredClone(profile);
    const after = recordWith(means, profile, { a: attribute({}) }, seen("visit"), 8);
    expect(profile).toEqual(copy);
    expect(after).toMatchObject({ version: 1, created: 5, fresh: true, visit: { number: 2 } });
  });

  test("is asked about with the values of other attributes as they are then", () => {
    const attributes = {
      views: attribute({ event: "view" }),
      double: attribute({ kind: "max", base: "views" }),
    };
    expect(play(attributes, [6, seen("view")], [7, seen("view")]).attributes["double"]!.state).toBe(20_007);
  });
});

describe("a value", () => {
  const attributes = {
    views: attribute({ event: "view" }),
    kept: attribute({ kind: "max", keeper: "other", event: "view" }),
    double: attribute({ kind: "max", base: "views" }),
  };
  const profile = play(attributes, [6, seen("visit")], [6, seen("view")]);
  const value = (id: string, day: number) => valueWith(means, profile, attributes, id, day);

  test("is told by its kind, or by what keeps it, at the moment asked about", () => {
    expect(value("views", 6)).toBe(11_006);
    expect(value("views", 9)).toBe(11_009);
    expect(value("kept", 9)).toBe(11_009);
    expect(value("double", 9)).toBe(22_018);
  });

  test("of what isn't an attribute is null", () => {
    expect(value("none", 6)).toBe(null);
  });
});

describe("the bucket of a value", () => {
  const bucketIn = (buckets: Buckets) => (value: unknown) => bucketWith(ALL_MEANS, buckets, value as never);

  test("is that of null where there is none", () => {
    const tests = [{ "": { $exists: false } }];
    const open = { count: 2, nil: 1, cuts: [1], intervals: [0, 1], tests, results: ["0", "1"] };
    expect([null, undefined].map(bucketIn(open))).toEqual([1, 1]);
    const named = { count: 3, nil: 1, values: { null: 0, undefined: 0 }, other: 2 };
    expect([null, undefined].map(bucketIn(named))).toEqual([1, 1]);
  });

  test("of a number is that of the interval after the last cut that it reaches", () => {
    const numbers = { count: 3, nil: 2, cuts: [1, 5], intervals: [0, 1, 0] };
    expect([0, 1, 4.9, 5, 9].map(bucketIn(numbers))).toEqual([0, 1, 1, 0, 0]);
    expect(bucketIn({ ...numbers, cuts: [], intervals: [1] })(7)).toBe(1);
    // What isn't a number has no place among cuts.
    expect(bucketIn(numbers)("7")).toBe(2);
  });

  test("of a text is the one that names it, else that of all others", () => {
    const texts = { count: 4, nil: 0, values: { x: 1, true: 2 }, other: 3 };
    expect(["x", true, "y", "toString", false].map(bucketIn(texts))).toEqual([1, 2, 3, 3, 3]);
    expect(bucketIn({ count: 1, nil: 0, values: { x: 1 } })("y")).toBe(0);
    expect(bucketIn({ count: 1, nil: 0, other: 3 })("y")).toBe(3);
  });

  test("is told by tests where only they can", () => {
    const tests = [{ "": { $regex: "^a" } }, { "": { $regex: "z$" } }];
    const open = { count: 3, nil: 0, tests, results: ["00", "10", "11"] };
    expect(["b", "a", "az"].map(bucketIn(open))).toEqual([0, 1, 2]);
  });
});

describe("a projection", () => {
  const buckets = { count: 3, nil: 0, cuts: [11_008, 12_000], intervals: [0, 1, 2] };
  const attributes = {
    views: attribute({ event: "view", buckets, horizon: 4 }),
    unread: attribute({ event: "view", horizon: 4 }),
    still: attribute({ event: "view", buckets }),
  };
  const profile = play(attributes, [6, seen("visit")], [6, seen("view")]);

  test("has the courses of what is read, for this visit and for the next", () => {
    // The kind's value grows with each day, and by a thousand with each visit.
    expect(projectWith(means, profile, attributes, 6)).toEqual({ now: [[0, 2, 1], 0], next: [2, 2] });
    expect(projectWith(means, profile, attributes, 7)).toEqual({ now: [[0, 1, 1], 0], next: [2, 2] });
    expect(projectWith(means, profile, {}, 7)).toEqual({ now: [], next: [] });
  });

  test("lets the next visit begin on the day looked at", () => {
    const begun = { count: 2, nil: 0, cuts: [2], intervals: [0, 1] };
    const kinds = {
      count: { ...log, value: (_: unknown, __: unknown, { visit }: { visit: { day: number } }) => visit.day },
    };
    const one = { days: attribute({ buckets: { ...begun, cuts: [8] }, horizon: 3 }) };
    const { now, next } = projectWith({ matches, kinds }, profile, one, 6);
    expect(now).toEqual([0]);
    expect(next).toEqual([[0, 2, 1]]);
  });

  test("carries what is attested, where a site asks for that", () => {
    const attest: Means["attest"] = (_, asked, today) => ({
      attested: `${Object.keys(asked).length} on ${today}`,
    });
    expect(projectWith({ ...means, attest }, profile, attributes, 6).attested).toBe("3 on 6");
  });
});
