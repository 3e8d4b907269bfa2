import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { cellsOf, changesOf } from "../../../shared/measure/cells-of.ts";
import { againCell, joinedCell, reachedCell } from "../../../shared/measure/cells.ts";
import type { Cohort, CohortCount } from "../../../shared/measure/count.ts";
import { siteSchema } from "../../../shared/site/schema.ts";
import type { Count } from "../../../shared/wire.ts";

const DAY = 20_788;
const [EARLIER, TODAY, YESTERDAY] = ["2026-11-01", "2026-12-01", "2026-11-30"];
const variants = { control: {}, bold: { blocks: ["hero"] } };
const experiment = { hypothesis: "It helps", primary: "order", variants };
const html = "<b>Hello</b>";
const site = v.parse(siteSchema, {
  version: 1,
  id: "shop",
  attributes: { visits: { count: "visit" } },
  events: { share: { on: "click", selector: ".share" } },
  segments: { loyal: { when: {} }, polish: { when: {} }, third: { when: {} } },
  measured: ["loyal", "polish"],
  holdout: 0.1,
  blocks: { hero: { target: "#hero", op: "content", html, when: "loyal" } },
  goals: {
    order: { event: "purchase", value: "value", steps: [50, 100] },
    sign: { event: "form" },
  },
  experiments: {
    hero: { ...experiment, segments: ["loyal"] },
    held: { ...experiment, holdout: 0.1 },
    over: { ...experiment, until: "2026-11-29" },
    late: { ...experiment, from: EARLIER, until: YESTERDAY },
    planned: { ...experiment, from: "2026-12-02" },
    today: { ...experiment, from: TODAY, until: TODAY },
  },
});
const cells = (...counts: readonly Count[]) => Object.fromEntries(cellsOf(counts, site, DAY));

describe("what is counted", () => {
  test.each<[string, readonly Count[], Readonly<Record<string, number>>]>([
    [
      "a visitor of a day, by segment",
      [["joined", "d", ["loyal", "polish"]]],
      { "joined:d": 1, "joined:d@loyal": 1, "joined:d@polish": 1 },
    ],
    [
      "one who comes further leaves where they were",
      [["reached", "m", "order", 1, 3, ["loyal"]]],
      {
        "reached:m:order:3": 1,
        "reached:m:order:1": -1,
        "reached:m:order:3@loyal": 1,
        "reached:m:order:1@loyal": -1,
      },
    ],
    ["a first time", [["reached", "x.hero.2", "sign", 0, 1, []]], { "reached:x.hero.2:sign:1": 1 }],
    ["a second time", [["again", "b.hero.2", "order", []]], { "again:b.hero.2:order": 1 }],
    [
      "only segments of the experiment",
      [["joined", "x.hero.1", ["loyal", "polish"]]],
      { "joined:x.hero.1": 1, "joined:x.hero.1@loyal": 1 },
    ],
    ["no segments of the holdout", [["joined", "h.2", ["loyal"]]], { "joined:h.2": 1 }],
    ["nobody's segments that aren't measured", [["joined", "w", ["third", "gone"]]], { "joined:w": 1 }],
    ["an experiment's holdout", [["joined", "x.held.3", []]], { "joined:x.held.3": 1 }],
    ["what is told a day after the end", [["joined", "x.late.1", []]], { "joined:x.late.1": 1 }],
    ["an only day", [["joined", "x.today.1", []]], { "joined:x.today.1": 1 }],
    [
      "an event, once a message",
      [
        ["event", "share"],
        ["event", "view"],
        ["event", "share"],
      ],
      { "event:share": 1, "event:view": 1 },
    ],
    ["a vital", [["vital", "lcp", "plain", 2500]], { "vital:lcp:plain:2500": 1 }],
    [
      "views and goals, each time",
      [["view"], ["goal", "order", 50], ["view"]],
      { view: 2, "goal:order:50": 1 },
    ],
  ])("%s", (_, counts, expected) => {
    expect(cells(...counts)).toEqual(expected);
  });

  test.each<[string, Count]>([
    ["an experiment that isn't declared", ["joined", "x.gone.1", []]],
    ["an object's own name", ["joined", "x.constructor.1", []]],
    ["a variant too many", ["joined", "x.hero.3", []]],
    ["an experiment that is over", ["joined", "x.over.1", []]],
    ["one to come", ["joined", "x.planned.1", []]],
    ["a block that is gone", ["joined", "b.gone.1", []]],
    ["a goal that is gone", ["reached", "d", "gone", 0, 1, []]],
    ["a step that the goal doesn't have", ["reached", "d", "order", 0, 4, []]],
    ["a value of a goal without", ["reached", "d", "sign", 0, 2, []]],
    ["goals of a week", ["reached", "w", "order", 0, 1, []]],
    ["second times in a week", ["again", "w", "order", []]],
    ["an event that isn't declared", ["event", "toString"]],
    ["a step that no vital has", ["vital", "cls", "plain", 0.3]],
  ])("not %s", (_, count) => {
    expect(cells(count)).toEqual({});
  });

  test("not the holdout of a site that has none", () => {
    const without = { ...site, holdout: 0 };
    for (const cohort of ["h.1", "h.2", "b.hero.1"])
      expect([...cellsOf([["joined", cohort, []]], without, DAY)], cohort).toEqual([]);
  });

  test("which attributes say something, with those of a day alone", () => {
    const filled = ["visits", "spend"];
    const joined = (cohort: Cohort) =>
      Object.fromEntries(cellsOf([["joined", cohort, []]], site, DAY, filled));
    expect(joined("d")).toEqual({ "joined:d": 1, "filled:visits": 1, "filled:spend": 1 });
    expect(joined("m")).toEqual({ "joined:m": 1 });
  });

  test("every claim about a cohort is measured by who joined it, whatever the segment", () => {
    const counts: readonly Count[] = [
      ["joined", "d", ["loyal"]],
      ["reached", "d", "order", 0, 2, ["loyal"]],
      ["again", "d", "order", ["loyal"]],
      ["view"],
    ];
    expect(changesOf(counts, site, DAY).map(({ claim, of }) => [claim, of])).toEqual([
      ["joined:d", "joined:d"],
      ["reached:d:order", "joined:d"],
      ["again:d:order", "joined:d"],
      [undefined, undefined],
    ]);
  });
});

/** Somebody who joins some cohorts, then comes further with goals, or does them again. */
const visitor = fc.record({
  cohorts: fc.subarray(["d", "m", "h.1", "x.hero.1", "x.hero.2"] as const),
  segments: fc.subarray(["loyal", "polish", "third"]),
  acts: fc.array(fc.tuple(fc.constantFrom("order", "sign"), fc.integer({ min: 1, max: 3 })), {
    maxLength: 6,
  }),
});
type Visitor = typeof visitor extends fc.Arbitrary<infer Made> ? Made : never;

/** What the device counts of them, message by message, and where they are in the end. */
function lived({ cohorts, segments, acts }: Visitor) {
  const messages: CohortCount[][] = [cohorts.map((cohort) => ["joined", cohort, segments])];
  const states = new Map<string, number>();
  const again = new Set<string>();
  for (const [goal, worth] of acts) {
    const message: CohortCount[] = [];
    for (const cohort of cohorts) {
      const key = `${cohort} ${goal}`;
      const from = states.get(key) ?? 0;
      const to = goal === "sign" ? 1 : Math.max(from, worth);
      if (from > 0 && !again.has(key)) message.push(["again", cohort, goal, segments]);
      if (from > 0) again.add(key);
      if (to > from) message.push(["reached", cohort, goal, from, to, segments]);
      states.set(key, to);
    }
    messages.push(message);
  }
  return { messages, states, again };
}

test("for whatever visitors do, cells tell what a recount of where they are now tells, and never more than have joined", () => {
  fc.assert(
    fc.property(fc.array(visitor, { maxLength: 8 }), (visitors) => {
      const counted = new Map<string, number>();
      const recounted = new Map<string, number>();
      const recount = (name: string) => recounted.set(name, (recounted.get(name) ?? 0) + 1);
      for (const each of visitors) {
        const { messages, states, again } = lived(each);
        for (const message of messages)
          for (const [name, change] of cellsOf(message, site, DAY))
            counted.set(name, (counted.get(name) ?? 0) + change);
        for (const cohort of each.cohorts) {
          const measured = cohort.startsWith("x") ? ["loyal"] : cohort === "h.1" ? [] : site.measured!;
          for (const segment of [undefined, ...each.segments.filter((id) => measured.includes(id))]) {
            recount(joinedCell(cohort, segment));
            for (const goal of ["order", "sign"]) {
              const state = states.get(`${cohort} ${goal}`) ?? 0;
              if (state > 0) recount(reachedCell(cohort, goal, state, segment));
              if (again.has(`${cohort} ${goal}`)) recount(againCell(cohort, goal, segment));
            }
          }
        }
      }
      const left = [...counted].filter(([, total]) => total !== 0);
      expect(Object.fromEntries(left)).toEqual(Object.fromEntries(recounted));
      for (const [name, total] of counted) {
        const [, cohort, goal, segment] = /^reached:([^:]+):([^:]+):1(@\w+)?$/.exec(name) ?? [];
        if (cohort === undefined) continue;
        const inStates = [1, 2, 3].map(
          (state) => counted.get(`reached:${cohort}:${goal}:${state}${segment ?? ""}`) ?? 0,
        );
        expect(inStates.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(
          counted.get(`joined:${cohort}${segment ?? ""}`)!,
        );
        expect(total).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
