import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Definition } from "../../shared/attribute.ts";
import { levelOf } from "../../shared/kinds/tier.ts";
import { tierProgress } from "../../shared/tier-progress.ts";
import { problemsOf, siteWith } from "./kinds/site.ts";

const tier = (levels: Record<string, number>): Definition => ({
  kind: "tier",
  base: "points",
  levels: Object.entries(levels),
});
const CLUB = tier({ bronze: 0, silver: 200, gold: 500 });

describe("the way to the next level", () => {
  test.each<[number | null, object]>([
    [0, { missing: 200, percent: 0, next: "silver" }],
    [null, { missing: 200, percent: 0, next: "silver" }],
    // 30.5 %
    [61, { missing: 139, percent: 30, next: "silver" }],
    [58, { missing: 142, percent: 29, next: "silver" }],
    [199.99, { missing: 0.01, percent: 99, next: "silver" }],
    [200, { missing: 300, percent: 0, next: "gold" }],
    [499, { missing: 1, percent: 99, next: "gold" }],
    [500, { missing: 0, percent: 100, next: null }],
    [9000, { missing: 0, percent: 100, next: null }],
    [-50, { missing: 50, percent: 0, next: "bronze" }],
  ])("of %s points", (points, progress) => {
    expect(tierProgress(CLUB, points)).toEqual(progress);
  });

  test("below the lowest level it begins at nothing", () => {
    expect(tierProgress(tier({ silver: 200 }), 50)).toEqual({ missing: 150, percent: 25, next: "silver" });
    expect(tierProgress(tier({ debt: -10 }), -20)).toEqual({ missing: 10, percent: 0, next: "debt" });
  });

  test("what is missing leads to exactly the level that is named, and not a bit less does", () => {
    const bounds = fc.uniqueArray(fc.integer({ min: -100, max: 1000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(bounds, fc.integer({ min: -200, max: 1200 }), (list, value) => {
        const levels = list.sort((a, b) => a - b).map((from, index) => ["abcde"[index]!, from] as const);
        const definition: Definition = { kind: "tier", base: "points", levels };
        const { missing, percent, next } = tierProgress(definition, value);
        expect(levelOf(definition, value + missing)).toBe(next ?? levels.at(-1)![0]);
        if (next === null) {
          expect([missing, percent]).toEqual([0, 100]);
          return;
        }
        expect(levelOf(definition, value + missing - 1)).toBe(levelOf(definition, value));
        expect(Number.isInteger(percent) && percent >= 0 && percent < 100).toBe(true);
        // It never goes back while points grow within a level.
        if (missing > 1) expect(tierProgress(definition, value + 1).percent).toBeGreaterThanOrEqual(percent);
      }),
    );
  });
});

describe("in templates", () => {
  const ATTRIBUTES = {
    points: { sum: "purchase", of: "value" },
    club: { tier: "points", levels: { silver: 200, gold: 500 } },
  };
  const block = (html: string) => ({ b: { op: "content", target: "#a", html } });
  const BAR =
    '<progress max="100" value="{{device.club.percent}}"></progress>{{device.club.missing}}{{device.club.next}}';

  test("invariant 3: what only the device shows isn't projected", () => {
    const shown = siteWith(ATTRIBUTES, [], block(BAR));
    expect([shown.plan.entries, shown.plan.bits]).toEqual([[], 0]);
    const asked = siteWith(ATTRIBUTES, [{ club: "gold" }], block(BAR));
    expect(asked.plan.bits).toBe(1);
  });

  test("the checker knows what there is of a tier, and of nothing else", () => {
    const problems = (html: string, more: object = {}) =>
      problemsOf({ ...ATTRIBUTES, ...more }, { blocks: block(html) });
    expect(problems(BAR)).toEqual([]);
    expect(problems("{{device.club.persent}}")).toEqual([
      "blocks.b.html: {{device.club.persent}}: expected one of missing, percent, next, did you mean percent?",
    ]);
    expect(problems("{{device.points.missing}}")).toEqual([
      'blocks.b.html: {{device.points.missing}}: "points" isn\'t a tier, so nothing is behind its name',
    ]);
    expect(problems("{{device.clob.missing}}")).toEqual([
      'blocks.b.html: unknown attribute "clob", did you mean club?',
    ]);
    const own = { sensitive: true, label: "Own", why: "To show it" };
    expect(problems("{{device.own.missing}}", { own: { tier: "points", levels: { a: 1 }, ...own } })).toEqual(
      ["blocks.b.html: {{device.own.missing}}: the way to a level of a sensitive tier isn't shown"],
    );
  });
});
