import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COUNTED_BYTES } from "../../../shared/limits.ts";
import type { CohortCount } from "../../../shared/measure/count.ts";
import { type Counted, joinPeriods, joinTests, reach, settle } from "../../../shared/measure/ledger.ts";
import { measuredName } from "../../../shared/measure/measured-names.ts";
import type { TagConfig, TagExperiment } from "../../../shared/wire.ts";

/** A Monday, 2024-10-07. */
const MONDAY = 20_003;

const experiment = (id: string, more: Partial<TagExperiment> = {}): TagExperiment => ({
  id,
  hash: "1",
  layer: id,
  share: 1,
  segments: [measuredName("rich")],
  goals: ["order"],
  ...more,
});

const config = {
  measured: ["returning", "rich"].map(measuredName),
  goals: { order: { event: "purchase", value: "value", steps: [50, 100] }, lead: { event: "form" } },
  experiments: [experiment("holdout", { segments: [] }), experiment("hero")],
} satisfies Partial<TagConfig>;

/** A visitor's days: each act on the record as it is then, and all that was counted. */
function visitor(site: Pick<TagConfig, "measured" | "goals" | "experiments"> = config) {
  let record: Counted | undefined;
  const all: CohortCount[] = [];
  const on = (day: number, act: (counted: Counted) => ReturnType<typeof reach>) => {
    const { counted, counts } = act(settle(record, site, day));
    record = counted;
    all.push(...counts);
    return counts;
  };
  return {
    all,
    record: () => record!,
    sees: (day: number, segments: readonly string[] = []) =>
      on(day, (counted) => joinPeriods(counted, segments, site, day)),
    meets: (day: number, exposed: readonly string[], segments: readonly string[] = []) =>
      on(day, (counted) => joinTests(counted, exposed, segments, site, day)),
    reaches: (day: number, goal: string, value = 0) =>
      on(day, (counted) => reach(counted, [goal, value], site)),
  };
}

describe("periods", () => {
  test("each day, ISO week and calendar month is joined once", () => {
    const one = visitor();
    const joined = Array.from({ length: 40 }, (_, day) =>
      one
        .sees(MONDAY + day)
        .map(([, cohort]) => cohort)
        .join(""),
    );
    expect(one.sees(MONDAY + 39)).toEqual([]);
    // A first day; then every Monday a week; and the first of November is the 25th day after.
    expect(joined).toEqual(
      joined.map((_, day) => (day === 0 ? "dwm" : day === 25 ? "dm" : day % 7 === 0 ? "dw" : "d")),
    );
  });

  test("with the measured segments, which stay as they are", () => {
    const one = visitor();
    expect(one.sees(MONDAY, ["returning", "other", "rich"])).toEqual([
      ["joined", "d", ["returning", "rich"]],
      ["joined", "w", ["returning", "rich"]],
      ["joined", "m", ["returning", "rich"]],
    ]);
    one.sees(MONDAY, []);
    expect(one.reaches(MONDAY, "lead")).toEqual([
      ["reached", "d", "lead", 0, 1, ["returning", "rich"]],
      ["reached", "m", "lead", 0, 1, ["returning", "rich"]],
    ]);
  });

  test("the next day a goal is another one, and the same within the month", () => {
    const one = visitor();
    one.sees(MONDAY);
    one.reaches(MONDAY, "lead");
    one.sees(MONDAY + 1);
    expect(one.reaches(MONDAY + 1, "lead")).toEqual([
      ["again", "m", "lead", []],
      ["reached", "d", "lead", 0, 1, []],
    ]);
  });
});

describe("tests", () => {
  test("are joined when exposed, in one variant, with the experiment's own segments", () => {
    const one = visitor();
    expect(one.meets(MONDAY, ["x.hero.2", "h.1", "b.banner.1"], ["returning", "rich"])).toEqual([
      ["joined", "x.hero.2", ["rich"]],
      ["joined", "h.1", []],
      ["joined", "b.banner.1", []],
    ]);
    expect(one.meets(MONDAY + 1, ["x.hero.2", "x.hero.1", "h.2", "b.banner.2"])).toEqual([]);
  });

  test("that the site doesn't have aren't", () => {
    expect(visitor().meets(MONDAY, ["x.other.1", "x.hero", "d", "y.hero.1"])).toEqual([]);
    const plain = { ...config, experiments: [experiment("hero")] };
    expect(visitor(plain).meets(MONDAY, ["h.1", "b.banner.1"])).toEqual([]);
  });

  test("move by the goals of the experiment, and begin anew where it has changed", () => {
    const one = visitor();
    one.meets(MONDAY, ["x.hero.1"]);
    expect(one.reaches(MONDAY, "lead")).toEqual([]);
    expect(one.reaches(MONDAY, "order", 60)).toEqual([["reached", "x.hero.1", "order", 0, 2, []]]);
    const changed = { ...config, experiments: [experiment("hero", { hash: "2" })] };
    expect(settle(one.record(), changed, MONDAY).cohorts).toEqual({});
  });

  test("that are gone stay a day, since an older configuration can come after a newer one", () => {
    const one = visitor();
    one.meets(MONDAY, ["x.hero.1"]);
    const gone = { ...config, experiments: [] };
    expect(Object.keys(settle(one.record(), gone, MONDAY + 1).cohorts)).toEqual(["x.hero.1"]);
    expect(settle(one.record(), gone, MONDAY + 2)).toEqual({ version: 1, cohorts: {}, tests: {} });
  });
});

describe("goals", () => {
  test("rise by the steps of all values together, and tell a second time once", () => {
    const one = visitor();
    one.meets(MONDAY, ["x.hero.2"]);
    const states = [10, 40, 20, 40, 500].map((value) =>
      one.reaches(MONDAY, "order", value).map(([what, , , ...rest]) => [what, ...rest]),
    );
    expect(states).toEqual([
      [["reached", 0, 1, []]],
      [
        ["reached", 1, 2, []],
        ["again", []],
      ],
      [],
      [["reached", 2, 3, []]],
      [],
    ]);
  });

  test("don't fall when something is given back, nor stumble over binary fractions", () => {
    const one = visitor();
    one.meets(MONDAY, ["x.hero.2"]);
    for (let at = 0; at < 5; at++) one.reaches(MONDAY, "order", 9.9);
    expect(one.reaches(MONDAY, "order", 0.5).map(([what]) => what)).toEqual(["reached"]);
    expect(one.reaches(MONDAY, "order", -100)).toEqual([]);
  });

  test("property: what is counted adds up, for any history", () => {
    const act = fc.oneof(
      fc.record({ what: fc.constant("sees" as const), days: fc.nat(3) }),
      fc.record({
        what: fc.constant("meets" as const),
        exposed: fc.subarray(["x.hero.1", "x.hero.2", "h.1", "b.banner.1"]),
      }),
      fc.record({
        what: fc.constant("reaches" as const),
        goal: fc.constantFrom("order", "lead"),
        value: fc.double({ min: -50, max: 200, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let today = MONDAY;
        const one = visitor();
        /** What the edge would hold of this visitor: members by cohort, and states by cohort and goal. */
        const joined = new Map<string, number>();
        const states = new Map<string, number>();
        const count = (day: number, counts: readonly CohortCount[]) => {
          for (const [what, cohort, goal, from, to] of counts) {
            const period = cohort === "d" ? `d${day}` : cohort;
            if (what === "joined" && cohort.includes(".")) {
              expect(joined.has(period)).toBe(false);
              joined.set(period, day);
            }
            if (what !== "reached" || !cohort.includes(".")) continue;
            expect(joined.has(period)).toBe(true);
            expect(states.get(`${period} ${goal}`) ?? 0).toBe(from);
            expect(to).toBeGreaterThan(from);
            states.set(`${period} ${goal}`, to);
          }
        };
        for (const each of acts) {
          if (each.what === "sees") count((today += each.days), one.sees(today, ["rich"]));
          else if (each.what === "meets") count(today, one.meets(today, each.exposed, ["rich"]));
          else count(today, one.reaches(today, each.goal, each.value));
        }
        expect([...joined.keys()].filter((cohort) => cohort.startsWith("x.")).length).toBeLessThanOrEqual(1);
        const again = one.all
          .filter(([what]) => what === "again")
          .map(([, cohort, goal]) => `${cohort} ${String(goal)}`);
        const tests = again.filter((name) => name.includes("."));
        expect(new Set(tests).size).toBe(tests.length);
      }),
    );
  });
});

test("property: the record is bounded; what is oldest of blocks goes, tests are kept", () => {
  const ids = Array.from({ length: 400 }, (_, at) => `b.block-with-a-rather-long-name-${at}.1`);
  const one = visitor();
  one.meets(MONDAY, ["x.hero.1", "h.1"]);
  ids.forEach((id, at) => one.meets(MONDAY + Math.floor(at / 10), [id]));
  one.sees(MONDAY + 40);
  one.reaches(MONDAY + 40, "order", 1);
  const kept = Object.keys(one.record().cohorts);
  expect(JSON.stringify(one.record()).length).toBeLessThanOrEqual(COUNTED_BYTES);
  expect(kept).toEqual(expect.arrayContaining(["x.hero.1", "h.1", "d", "w", "m", ids.at(-1)]));
  expect(kept).not.toContain(ids[0]);
  expect(kept.length).toBeGreaterThan(40);
});

test("a record that can't be read is an empty one", () => {
  for (const record of [undefined, null, 3, "x", {}, { version: 2 }])
    expect(settle(record, { ...config, experiments: [] }, MONDAY).cohorts).toEqual({});
});
