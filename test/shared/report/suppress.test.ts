import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocksReport } from "../../../shared/report/blocks.ts";
import { experimentsReport } from "../../../shared/report/experiments.ts";
import { segmentsReport } from "../../../shared/report/segments.ts";
import { periodsIn, periodsOf, sumIn } from "../../../shared/report/suppress.ts";
import { Counted, FIRST, inputOf, siteOf } from "./visitors.ts";

const LEAST = 20;
const isTold = (count: number) => count === 0 || count >= LEAST;

describe("periods", () => {
  const frame = { first: FIRST, last: FIRST + 7, least: LEAST, byQuarter: true };

  test("end when each part has nobody or enough, and never by what comes later", () => {
    const parts = [
      [25, 5, 5, 30, 0, 19, 0, 0],
      [0, 20, 0, 0, 0, 1, 19, 0],
    ];
    const periods = periodsOf(frame, { parts });
    expect(periods.map(({ from, to }) => [from - FIRST, to - FIRST])).toEqual([
      [0, 0],
      [1, 3],
      [4, 4],
    ]);
    for (let last = FIRST; last < frame.last; last++)
      expect(periodsOf({ ...frame, last }, { parts })).toEqual(periods.filter(({ to }) => to <= last));
  });

  test("begin anew with each quarter, so that older days can go without moving them", () => {
    const days = Array.from({ length: 200 }, (_, at) => (at * 7) % 13);
    const first = FIRST - 100;
    const whole = periodsOf({ ...frame, first, last: first + 199 }, { parts: [days] });
    const later = periodsOf({ ...frame, last: first + 199 }, { parts: [days.slice(100)] });
    expect(whole.filter(({ from }) => from >= FIRST)).toEqual(later);
    expect(whole.some(({ from, to }) => from < FIRST && to >= FIRST)).toBe(false);
  });

  const series = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 40, maxLength: 40 });
  const ranges = fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { minLength: 2, maxLength: 4 });

  test("invariant 7: what two ranges differ by is told of nobody or of enough, whichever is asked", () => {
    fc.assert(
      fc.property(series, series, ranges, (part, rest, ranges) => {
        const whole = part.map((count, at) => count + rest[at]!);
        const all = { ...frame, last: FIRST + 39 };
        const outer = periodsOf(all, { parts: [whole] });
        const inner = periodsOf(all, { parts: [part, rest], within: [outer] });
        const told = ranges.map(([one, other]) => {
          const range = { from: FIRST + Math.min(one, other), to: FIRST + Math.max(one, other) };
          return {
            range,
            part: sumIn(periodsIn(inner, range), part, all),
            whole: sumIn(periodsIn(outer, range), whole, all),
          };
        });
        for (const one of told) {
          expect(isTold(one.part) && isTold(one.whole)).toBe(true);
          for (const other of told) {
            if (other.range.from < one.range.from || other.range.to > one.range.to) continue;
            expect(isTold(one.part - other.part), "of a longer range the shorter one").toBe(true);
            expect(isTold(one.whole - other.whole), "of all of a longer range those of the shorter").toBe(
              true,
            );
            expect(isTold(one.whole - other.part), "of all the part").toBe(true);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

interface Someone {
  readonly day: number;
  readonly segments: readonly string[];
  readonly variant: number;
  /** Days until each goal is reached; beyond the end: never. */
  readonly order: number;
  readonly state: number;
}

const DAYS = 45;
/** Who is regular is returning, too: the one is a part of the other by its condition. */
const segments = fc.constantFrom(
  [],
  ["returning"],
  ["returning", "regular"],
  ["polish"],
  ["polish", "returning"],
);
const someone = fc.record({
  // More of them on some days than on others.
  day: fc.oneof(fc.nat(DAYS - 1), fc.nat(5), fc.constant(20)),
  segments,
  variant: fc.integer({ min: 1, max: 2 }),
  order: fc.oneof(fc.constant(0), fc.constant(1000), fc.nat(DAYS)),
  state: fc.integer({ min: 1, max: 4 }),
});
const people = fc.array(someone, { minLength: 50, maxLength: 900, size: "max" });

const site = siteOf({
  experiments: {
    hero: {
      hypothesis: "It helps",
      variants: { control: {}, green: { blocks: ["hero"] } },
      primary: "order",
      secondary: ["signup"],
      segments: ["returning", "regular", "polish"],
    },
  },
});

function cellsOf(all: readonly Someone[]): Counted["cells"] {
  const counted = new Counted();
  for (const { day, segments, variant, order, state } of all) {
    counted.joined(FIRST + day, "d", segments);
    if (order === 0) counted.reached(FIRST + day, "d", "order", state, segments);
    counted.joined(FIRST + day, `x.hero.${variant}`, segments);
    if (day + order < DAYS)
      counted.reached(FIRST + day + order, `x.hero.${variant}`, "order", state, segments);
  }
  return counted.cells;
}

/** What is told of a group: how many there are, how many of them a goal is told of, who reached it, and who didn't. */
interface Numbers {
  readonly size: number | null;
  readonly known: number | null;
  readonly reached: number | null;
  readonly left: number | null;
}

function numbersOf(size: number | null, reached: number | null, rate: number | null | undefined): Numbers {
  const known = reached === null || reached === 0 || !rate ? null : Math.round(reached / rate);
  return { size, known, reached, left: known === null ? null : known - reached! };
}

/** Each of the second is a part of the first. */
function expectDifference(whole: Numbers, part: Numbers): void {
  for (const name of ["size", "known", "reached"] as const)
    if (whole[name] !== null && part[name] !== null)
      expect(isTold(whole[name] - part[name]), name).toBe(true);
  if (whole.size !== null && part.known !== null) expect(isTold(whole.size - part.known), "goal").toBe(true);
}

/** Of which groups each is a part. */
const AROUND: Readonly<Record<string, readonly string[]>> = {
  returning: ["*"],
  regular: ["*", "returning"],
  polish: ["*"],
  "*": [],
};

describe("invariant 7: no two numbers of reports give a count of 1 to 19 visitors", () => {
  const range = fc.tuple(fc.nat(DAYS - 1), fc.nat(DAYS - 1)).map(([one, other]) => ({
    from: FIRST + Math.min(one, other),
    to: FIRST + Math.max(one, other),
  }));

  test("of segments, in ranges that lie in each other", () => {
    let told = 0;
    fc.assert(
      fc.property(people, fc.array(range, { minLength: 2, maxLength: 3 }), (all, ranges) => {
        const cells = cellsOf(all);
        const reports = ranges.map(({ from, to }) => {
          const { segments } = segmentsReport(inputOf(site, cells, from, to));
          const rows = segments.map(({ segment, size, goals }) => {
            const [order] = goals;
            return [segment, numbersOf(size, order!.reached, order!.rate?.value)] as const;
          });
          return { from, to, of: new Map(rows) };
        });
        for (const one of reports) {
          for (const [segment, numbers] of one.of) {
            for (const count of Object.values(numbers)) if (count !== null) expect(isTold(count)).toBe(true);
            told += Number(segment !== "*" && (numbers.reached ?? 0) > 0);
            for (const other of reports) {
              if (other.from < one.from || other.to > one.to) continue;
              expectDifference(numbers, other.of.get(segment)!);
              for (const [inner, around] of Object.entries(AROUND))
                if (around.includes(segment)) expectDifference(numbers, other.of.get(inner)!);
            }
          }
        }
      }),
      { numRuns: 150, endOnFailure: true },
    );
    expect(told).toBeGreaterThan(50);
  }, 120_000);

  test("of experiments, however long they have run, by segment and altogether", () => {
    let told = 0;
    fc.assert(
      fc.property(people, range, (all, { from, to }) => {
        const cells = cellsOf(all);
        const none = { today: "2026-11-30", decisions: {}, bandits: {} };
        const [early, late] = [from, to].map((end) => {
          const { experiments } = experimentsReport({ ...inputOf(site, cells, FIRST, end), ...none });
          const [{ variants, segments }] = experiments as [(typeof experiments)[number]];
          const table = (figures: typeof variants) =>
            new Map(
              figures.map(({ variant, visitors, goals }) => {
                const [order] = goals;
                return [variant, numbersOf(visitors, order!.reached, order!.rate)];
              }),
            );
          return new Map([
            ["*", table(variants)],
            ...segments.map(({ segment, variants }) => [segment, table(variants)] as const),
          ]);
        });
        for (const [segment, figures] of late!) {
          for (const [variant, numbers] of figures) {
            for (const count of Object.values(numbers)) if (count !== null) expect(isTold(count)).toBe(true);
            told += Number(segment !== "*" && (numbers.reached ?? 0) > 0);
            expectDifference(numbers, early!.get(segment)!.get(variant)!);
            for (const [inner, around] of Object.entries(AROUND)) {
              if (!around.includes(segment)) continue;
              for (const report of [early!, late!]) {
                const part = report.get(inner)?.get(variant);
                if (part) expectDifference(numbers, part);
              }
            }
          }
        }
      }),
      { numRuns: 150, endOnFailure: true },
    );
    expect(told).toBeGreaterThan(50);
  }, 120_000);

  test("of blocks, however long they have been shown, alone and beside all who are held out or not", () => {
    const site = siteOf({ holdout: 0.1 });
    const counted = (all: readonly Someone[]) => {
      const cells = new Counted();
      for (const { day, segments, variant, order, state } of all) {
        const sees = segments.includes("returning");
        cells.joined(FIRST + day, `h.${variant}`);
        const shown = FIRST + day + (segments.includes("polish") ? 2 : 0);
        if (sees && shown < FIRST + DAYS) cells.joined(shown, `b.hero.${variant}`);
        const bought = FIRST + day + order;
        if (bought >= FIRST + DAYS) continue;
        cells.reached(bought, `h.${variant}`, "order", state);
        if (sees && bought >= shown) cells.reached(bought, `b.hero.${variant}`, "order", state);
      }
      return cells.cells;
    };
    let told = 0;
    fc.assert(
      fc.property(people, range, (all, { from, to }) => {
        const cells = counted(all);
        const [early, late] = [from, to].map((end) => {
          const input = inputOf(site, cells, FIRST, end);
          const [block] = blocksReport(input).blocks;
          const { total } = experimentsReport({ ...input, today: "2026-11-30", decisions: {}, bandits: {} });
          const [order] = block!.goals;
          const whole = total!.variants.map(({ visitors, goals }) =>
            numbersOf(visitors, goals[0]!.reached, goals[0]!.rate),
          );
          return {
            shown: numbersOf(block!.shown, order!.reached, order!.rate?.value),
            heldOut: numbersOf(block!.heldOut, null, null),
            // The control of all personalization is who is held out.
            off: whole[0]!,
            on: whole[1]!,
          };
        });
        for (const one of [early!, late!]) {
          for (const numbers of Object.values(one))
            for (const count of Object.values(numbers)) if (count !== null) expect(isTold(count)).toBe(true);
          expectDifference(one.on, one.shown);
          expectDifference(one.off, one.heldOut);
        }
        for (const name of ["shown", "heldOut", "on", "off"] as const)
          expectDifference(late![name], early![name]);
        expectDifference(late!.on, early!.shown);
        expectDifference(late!.off, early!.heldOut);
        told += Number((late!.shown.reached ?? 0) > 0);
      }),
      { numRuns: 150, endOnFailure: true },
    );
    expect(told).toBeGreaterThan(30);
  }, 120_000);
});
