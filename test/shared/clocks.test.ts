import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { advance, type Kept } from "../../client/kept.ts";
import { compileSite } from "../../shared/decision.ts";
import type { SiteEvent } from "../../shared/event.ts";
import { ALL_MEANS, valueOf } from "../../shared/profile.ts";
import { project } from "../../shared/project.ts";
import { siteSchema } from "../../shared/site/schema.ts";
import type { TagConfig } from "../../shared/wire.ts";

// Devices have clocks that are wrong, and people set them right.

const ATTRIBUTES = {
  visits: { count: "visit" },
  lately: { count: "view", within: "5d" },
  spent: { sum: "purchase", of: "value", within: "5d" },
  away: { daysSince: "visit" },
  sinceCart: { daysSince: "cart" },
  favourite: { top: "view", of: "category", halfLife: "2d", least: 1 },
  abandoned: { sequence: ["cart", { not: "purchase" }], within: "4d" },
  reached: { funnel: ["view", "cart", "purchase"], within: "5d" },
  points: { score: { lately: 1, visits: 1 }, cap: 20, halfLife: "2d" },
  worth: { rfm: "purchase", of: "value", recency: [2, 5], frequency: [2], monetary: [10] },
  largest: { max: "purchase", of: "value", within: "4d" },
  least: { min: "purchase", of: "value", within: "3d" },
  categories: { distinct: "view", of: "category", within: "4d" },
  seen: { set: "view", of: "category", keep: 2 },
  usual: { habit: "view", of: "category", least: 2, halfLife: "3d" },
};

const number = (bound: number) => ({ $gte: bound });
const site = v.parse(siteSchema, {
  version: 1,
  id: "clocks",
  attributes: ATTRIBUTES,
  segments: {
    visits: { when: { visits: number(2) } },
    lately: { when: { lately: number(2) } },
    spent: { when: { spent: number(10) } },
    away: { when: { away: number(3) } },
    never: { when: { away: null } },
    cart: { when: { sinceCart: number(3) } },
    noCart: { when: { sinceCart: null } },
    favourite: { when: { favourite: "rain" } },
    abandoned: { when: { abandoned: true } },
    reached: { when: { reached: number(2) } },
    points: { when: { points: number(3) } },
    worth: { when: { "worth.recency": number(2) } },
    largest: { when: { largest: number(10) } },
    least: { when: { least: { $lt: 10 } } },
    categories: { when: { categories: number(2) } },
    seen: { when: { seen: { $in: ["rain"] } } },
    usual: { when: { usual: "rain" } },
  },
  maxBits: 40,
});

const { plan } = compileSite({ ...site, maxBits: 40 }, () => () => true);
const event: fc.Arbitrary<SiteEvent> = fc.oneof(
  fc.constant({ name: "visit", properties: {} }),
  fc.constantFrom("rain", "camp", "hut").map((category) => ({ name: "view", properties: { category } })),
  fc.constantFrom(4, 15).map((value) => ({ name: "purchase", properties: { value } })),
  fc.constant({ name: "cart", properties: {} }),
);
/** Events on a device whose clock jumps, by days or by years. */
const history = fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 1, 3, 400, -1, -3, -400, -7000), event), {
  maxLength: 20,
});

const DAY = 86_400_000;
const config = {
  attributes: plan.attributes,
  consent: { mode: "opt-in", revision: 1, retention: 180, languages: ["en"] },
} as unknown as TagConfig;
const tools = { ...ALL_MEANS, visitProperties: () => ({}) };
const take = (record: Kept | undefined, entry: SiteEvent, now: number) =>
  advance(record, config, tools, entry, now);

/** Plays a history as the device does. */
function play(events: readonly (readonly [number, SiteEvent])[]) {
  let now = 20_000 * DAY + 40_000_000;
  let record = take(undefined, { name: "view", properties: {} }, now);
  for (const [jump, entry] of events) {
    now = Math.max(0, now + jump * DAY);
    record = take(record, entry, now);
  }
  return { now, record };
}

test("whatever the clock does, values stay sane and the edge takes the signal", () => {
  expect(plan.issues).toEqual([]);
  fc.assert(
    fc.property(history, fc.constantFrom(0, 1, 30), (events, later) => {
      const { now, record } = play(events);
      const today = Math.floor(now / DAY) + later;
      for (const id of Object.keys(ATTRIBUTES)) {
        const value = valueOf(record.profile, plan.attributes, id, today);
        if (typeof value === "number") expect([id, Number.isFinite(value) && value >= 0]).toEqual([id, true]);
      }
      const projection = project(record.profile, plan.attributes, today);
      plan.entries.forEach((entry, index) => {
        const courses = [projection.now[index]!, projection.next[index]!] as const;
        expect([entry.id, courses, entry.codec.pack(courses) !== undefined]).toEqual([
          entry.id,
          courses,
          true,
        ]);
      });
    }),
    { numRuns: 3000 },
  );
});

test("once the clock is right again, windows forget what it said", () => {
  fc.assert(
    fc.property(history, (events) => {
      let { now, record } = play(events);
      // A week of searches by a clock that goes as it should.
      for (let count = 0; count < 7; count++) {
        now += DAY;
        record = take(record, { name: "search", properties: {} }, now);
      }
      const values = ["lately", "spent", "categories", "largest", "least", "abandoned", "reached"].map((id) =>
        valueOf(record.profile, plan.attributes, id, Math.floor(now / DAY)),
      );
      expect(values).toEqual([0, 0, 0, null, null, false, 0]);
    }),
    { numRuns: 2000 },
  );
});

test("a day ends at midnight UTC, also on the days on which local clocks change", () => {
  const view = { name: "view", properties: { category: "rain" } };
  const at = (text: string, record?: Kept) => take(record, view, Date.parse(text));
  const lately = (record: Kept, text: string) =>
    valueOf(record.profile, plan.attributes, "lately", Math.floor(Date.parse(text) / DAY));
  // In 2026 summer time begins on 29 March and ends on 25 October in Europe; that day has 23 or 25 hours there.
  for (const [before, after, lastDay, over] of [
    ["2026-03-28T23:59:59.999Z", "2026-03-29T00:00:00.000Z", "2026-04-01T23:59:59Z", "2026-04-02T00:00:00Z"],
    ["2026-10-24T23:59:59.999Z", "2026-10-25T00:00:00.000Z", "2026-10-28T23:59:59Z", "2026-10-29T00:00:00Z"],
  ] as const) {
    const record = at(after, at(before));
    expect(lately(record, after)).toBe(2);
    expect(lately(record, lastDay)).toBe(2);
    expect(lately(record, over)).toBe(1);
  }
});
