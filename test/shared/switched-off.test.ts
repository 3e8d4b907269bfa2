import * as v from "valibot";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DecisionInput } from "../../shared/decide.ts";
import { compileSite } from "../../shared/decision.ts";
import { BITS_REFUSED, SWITCHED_OFF } from "../../shared/limits.ts";
import { namesOff, offOn, packOff, unpackOff } from "../../shared/off-codes.ts";
import { newProfile, recordEvent } from "../../shared/profile.ts";
import { project } from "../../shared/project.ts";
import { siteSchema } from "../../shared/site/schema.ts";
import { switchableAmong } from "../../shared/switchable.ts";
import { switchedOffIn, withSwitchedOff } from "../../shared/switched-off.ts";

const DAY = 20_000;
const block = (when: unknown, priority = 0) => ({ target: "h1", op: "text", text: "x", when, priority });
/** Enough segments for an index. */
const PLAIN = Object.fromEntries(
  Array.from({ length: 20 }, (_, at) => [`s${at}`, { when: { visits: { $gte: at % 4 } } }]),
);
const compile = (segments: object, attributes: object = {}) =>
  compileSite(
    v.parse(siteSchema, {
      version: 1,
      id: "t",
      attributes: {
        visits: { count: "visit" },
        views: { count: "view" },
        unread: { count: "click" },
        ...attributes,
      },
      segments: {
        ...PLAIN,
        ...segments,
        not: { when: { $not: { $segment: "s1" } } },
        either: { when: { $or: [{ $segment: "s2" }, { views: { $gte: 2 } }] } },
        both: { when: { $and: [{ $segment: "s3" }, { $segment: "either" }] } },
      },
      blocks: {
        first: block("s1", 2),
        second: block({ $or: [{ $segment: "not" }, { $segment: "both" }] }, 1),
        third: { ...block(undefined), target: "h2" },
      },
    }),
    () => () => true,
  );
const site = compile({});
const IDS = {
  attributes: ["visits", "views"],
  segments: Object.keys(site.site.segments),
  blocks: Object.keys(site.site.blocks),
};
const anyOff = fc.record({
  attributes: fc.subarray(IDS.attributes),
  segments: fc.subarray(IDS.segments, { maxLength: 3 }),
  blocks: fc.subarray(IDS.blocks),
});
const anyInput = fc.record({
  visits: fc.constantFrom(undefined, 0, 1, 2, 3),
  views: fc.constantFrom(undefined, 0, 1),
});
const input = (buckets: DecisionInput["buckets"]): DecisionInput => ({
  path: "/",
  day: DAY,
  context: {},
  buckets,
});

describe("what is switched off", () => {
  test("a segment is as unknown as one that doesn't exist, to whatever reads it", () => {
    fc.assert(
      fc.property(
        fc.subarray(Object.keys(PLAIN), { minLength: 1, maxLength: 3 }),
        anyInput,
        (segments, buckets) => {
          const without = compile(
            Object.fromEntries(segments.map((id) => [id, { when: { $segment: "missing" } }])),
          );
          const off = { attributes: [], segments, blocks: [] };
          const one = site.decide({ ...input(buckets), off });
          const other = without.decide(input(buckets));
          expect(one.segments).toEqual(other.segments);
          expect(one.render(undefined, undefined).decision).toEqual(
            other.render(undefined, undefined).decision,
          );
        },
      ),
    );
  });

  test("whoever comes next isn't touched by it", () => {
    const buckets = { visits: 3, views: 1 };
    const before = site.decide(input(buckets)).render(undefined, undefined).decision;
    site.decide({ ...input(buckets), off: { attributes: [], segments: ["s1"], blocks: ["third"] } });
    expect(site.decide(input(buckets)).render(undefined, undefined).decision).toEqual(before);
    const { lost } = site
      .decide({ ...input(buckets), off: { attributes: [], segments: [], blocks: ["third"] } })
      .render(undefined, undefined).decision;
    expect(lost).toContainEqual({ id: "third", reason: "switched off" });
  });

  test("comes out of the cookie as it went in, as long as there is room for it", () => {
    fc.assert(
      fc.property(anyOff, (off) => {
        const taken = offOn(namesOff(off), site);
        const count = namesOff(off).length;
        if (count === 0) expect(taken).toBeUndefined();
        else if (count > site.plan.off.most) expect(taken!.all).toBe(true);
        else
          expect(taken).toEqual({
            ...off,
            attributes: [...off.attributes].sort(),
            segments: [...off.segments].sort(),
            blocks: [...off.blocks].sort(),
          });
        expect(unpackOff(packOff(taken), site)).toEqual(taken);
      }),
    );
  });

  test("of the site alone: other names say nothing, and what is said doesn't depend on their order", () => {
    expect(offOn(["b:none", "x:first", "a:unread", "constructor"], site)).toBeUndefined();
    expect(packOff(offOn(["s:s1", "b:first"], site))).toBe(packOff(offOn(["b:first", "s:s1"], site)));
  });

  test("comes out of a profile as it went in; attributes that are off keep nothing, those on everything", () => {
    const { attributes } = site.plan;
    const seen = ["visit", "view", "click"].reduce(
      (profile, name) => recordEvent(profile, attributes, { name, properties: {} }, DAY),
      newProfile(DAY),
    );
    fc.assert(
      fc.property(anyOff, anyOff, (first, off) => {
        const profile = withSwitchedOff(withSwitchedOff(seen, attributes, first), attributes, off);
        const sorted = {
          attributes: [...off.attributes].sort(),
          segments: [...off.segments].sort(),
          blocks: [...off.blocks].sort(),
        };
        expect(switchedOffIn(profile)).toEqual(sorted);
        const later = recordEvent(profile, attributes, { name: "view", properties: {} }, DAY);
        for (const id of off.attributes) expect(later.attributes).not.toHaveProperty(id);
        expect(later.attributes["unread"]).toEqual(seen.attributes["unread"]);
        const { now, next } = project(later, attributes, DAY);
        const sent = site.plan.entries.map(({ id }) => id);
        for (const courses of [now, next])
          expect(courses.map((course) => course === null)).toEqual(
            sent.map((id) => off.attributes.includes(id)),
          );
      }),
    );
  });

  test("of what others are made of takes along what was made of it, and all of everything", () => {
    const scored = compile(
      {},
      { heat: { score: { views: 2 } }, level: { tier: "views", levels: { low: 1, high: 3 } } },
    );
    const { attributes } = scored.plan;
    const profile = recordEvent(newProfile(DAY), attributes, { name: "view", properties: {} }, DAY);
    const off = withSwitchedOff(profile, attributes, { attributes: ["views"], segments: [], blocks: [] });
    expect(off.attributes).not.toHaveProperty("heat");
    const none = withSwitchedOff(profile, attributes, {
      all: true,
      attributes: [],
      segments: [],
      blocks: [],
    });
    expect(none).toMatchObject({ attributes: {}, off: ["*"] });
    const later = ["visit", "view"].reduce(
      (grown, name) => recordEvent(grown, attributes, { name, properties: {} }, DAY),
      none,
    );
    expect(later.attributes).toEqual({});
    const on = withSwitchedOff(later, attributes, { attributes: [], segments: [], blocks: [] });
    expect(
      recordEvent(on, attributes, { name: "view", properties: {} }, DAY).attributes["views"]!.state,
    ).toBe(1);
  });
});

describe("how much can be switched off", () => {
  test("as much as the bits that are left allow, at most eight, at least one", () => {
    expect(switchableAmong(0, 32)).toEqual({ most: 0, things: 0, bits: 0 });
    // None, all, or one of two, or both.
    expect(switchableAmong(2, 32)).toEqual({ most: 2, things: 2, bits: Math.log2(5) });
    expect(switchableAmong(100, 32).most).toBe(6);
    expect(switchableAmong(1000, 1)).toEqual({ most: 1, things: 1000, bits: Math.log2(1002) });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 13, max: 40, noNaN: true }),
        (things, left) => {
          const { most, bits } = switchableAmong(things, left);
          expect(most).toBeLessThanOrEqual(SWITCHED_OFF);
          expect(bits).toBeLessThanOrEqual(left);
          if (most < Math.min(SWITCHED_OFF, things))
            expect(switchableAmong(things, Infinity).bits).toBeGreaterThan(left);
        },
      ),
    );
  });

  test("invariant 9: a site that leaves no room for it is refused", () => {
    // One bit for each attribute, and one thing of 58 takes six.
    const flags = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, { count: `event${at}` }]));
    const reading = (count: number) => ({
      wide: { when: { $or: Object.keys(flags(count)).map((id) => ({ [id]: { $gte: 1 } })) } },
    });
    const messages = (count: number) =>
      compile(reading(count), flags(count)).plan.issues.map(({ path, message }) => `${path}: ${message}`);
    expect(messages(20)).toEqual([]);
    expect(messages(27)).toEqual([
      expect.stringMatching(
        /^attributes: .* leaves no room, within 32, for what visitors may switch off: one of /,
      ),
    ]);
    expect(BITS_REFUSED).toBe(32);
  });
});
