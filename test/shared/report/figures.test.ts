import { describe, expect, test } from "vitest";
import { blocksReport } from "../../../shared/report/blocks.ts";
import { dataReport } from "../../../shared/report/data.ts";
import { experimentsReport } from "../../../shared/report/experiments.ts";
import { privacyReport } from "../../../shared/report/privacy.ts";
import { segmentsReport } from "../../../shared/report/segments.ts";
import { TABLES } from "../../../shared/report/tables.ts";
import type { Site } from "../../../shared/site/schema.ts";
import { Counted, FIRST, inputOf, siteOf } from "./visitors.ts";

const LAST = FIRST + 30;
const NONE = { today: "2026-11-30", decisions: {}, bandits: {} };

/** 860 of 1,000 bought nothing or too little, 60 for 20 or more, 50 for 50, 30 for 100. */
function shoppers(counted: Counted, cohort: string, segments: readonly string[] = []): void {
  counted.joined(FIRST, cohort, segments, 1000);
  for (const [state, count] of [60, 60, 50, 30].entries())
    counted.reached(FIRST, cohort, "order", state + 1, segments, count);
}

describe("segments", () => {
  test("rates and values are those of all visitors one by one, with always-valid bounds", () => {
    const counted = new Counted();
    shoppers(counted, "d");
    const { segments } = segmentsReport(inputOf(siteOf(), counted.cells, FIRST, LAST));
    const [order] = segments[0]!.goals;
    // Widths by an independent computation (Python) of theorem 2.2 of Waudby-Smith et al., 2024, the share by Laplace's rule.
    expect(order!.rate!.value).toBe(0.2);
    expect(order!.rate!.high - 0.2).toBeCloseTo(0.0488176762, 9);
    // Mean 6.7 and variance 404.11 of 1,000 numbers; amounts are told in three digits: 6.7 ± 2.4506446.
    expect(order!.value).toEqual({ value: 6.7, low: 4.25, high: 9.15 });
    expect(order!.reached).toBe(200);
  });

  test("the most valuable one comes first, whatever its size, and what isn't known last", () => {
    const counted = new Counted();
    counted.joined(FIRST, "d", [], 3000);
    counted.joined(FIRST, "d", ["returning"], 500);
    counted.reached(FIRST, "d", "order", 2, ["returning"], 100);
    counted.joined(FIRST, "d", ["polish"], 400);
    counted.reached(FIRST, "d", "order", 3, ["polish"], 60);
    counted.joined(FIRST, "d", ["returning", "regular"], 12);
    const report = segmentsReport(inputOf(siteOf(), counted.cells, FIRST, FIRST + 1));
    expect(report.segments.map(({ segment }) => segment)).toEqual(["*", "polish", "returning", "regular"]);
    expect(report.segments.map(({ size }) => size)).toEqual([3912, 400, 512, null]);
    expect(report.suppressed).toBeGreaterThan(0);
    expect(report.segments[1]).toMatchObject({ label: "polish", trend: [400, 0] });
  });

  test("repeat purchases are those of a month", () => {
    const counted = new Counted();
    counted.reached(FIRST, "m", "order", 1, [], 100);
    counted.again(FIRST, "m", "order", 25);
    const { segments } = segmentsReport(inputOf(siteOf(), counted.cells, FIRST, LAST));
    expect(segments[0]!.goals.map(({ again }) => again)).toEqual([0.25, null]);
  });
});

const tested = (more: object = {}): Site =>
  siteOf({
    experiments: {
      hero: {
        hypothesis: "It helps",
        variants: { control: {}, green: { blocks: ["hero"] } },
        primary: "signup",
        guardrails: ["order"],
        ...more,
      },
    },
  });

function counted(
  visitors: readonly [number, number],
  signups: readonly [number, number],
  orders: readonly [number, number] = [0, 0],
): Counted {
  const counted = new Counted();
  for (const [at, count] of visitors.entries()) {
    const cohort = `x.hero.${at + 1}`;
    counted.joined(FIRST, cohort, [], count);
    counted.reached(FIRST, cohort, "signup", 1, [], signups[at]);
    counted.reached(FIRST, cohort, "order", 2, [], orders[at]);
  }
  return counted;
}

const reported = (site: Site, { cells }: Counted) =>
  experimentsReport({ ...inputOf(site, cells, FIRST, LAST), ...NONE }).experiments[0]!;

describe("experiments", () => {
  test("uplift, bounds, p-value and chance to win are those of independent computations", () => {
    const report = reported(tested(), counted([5000, 5000], [150, 230]));
    const [control, green] = report.variants.map(({ goals }) => goals[0]!);
    // By Python: the delta method of Deng et al., 2018, in the confidence sequence of Waudby-Smith et al., 2024.
    expect(green!.uplift!.value).toBeCloseTo(0.5333333333, 9);
    expect(green!.uplift!.low).toBeCloseTo(0.05384858295, 9);
    expect(green!.uplift!.high).toBeCloseTo(1.01281808372, 9);
    // The only one that can be compared, so there is nothing to adjust for.
    expect(green!.pValue).toBeCloseTo(0.01894606418, 9);
    // The closed form of Miller, "Formulas for Bayesian A/B testing" (2015).
    expect(green!.chanceToWin).toBeCloseTo(0.9999862379, 5);
    expect(control).toMatchObject({ uplift: null, pValue: null, rate: 0.03, mean: null });
    expect([report.verdict, report.sampleRatio]).toEqual(["winner", { pValue: 1, broken: false }]);
    expect(report.timeline).toMatchObject([
      { variant: "green", points: [{ day: "2026-10-01", visitors: 10_000 }] },
    ]);
    // By `selvedge duration --rate 3% --uplift 10%`.
    expect(report.needed!.visitors).toBeGreaterThan(100_000);
  });

  test("p-values are adjusted for all goals together", () => {
    const report = reported(tested(), counted([5000, 5000], [150, 230], [200, 200]));
    const [signup, order] = report.variants[1]!.goals;
    // Benjamini and Hochberg, 1995: the smaller one of two counts twice.
    expect(signup!.pValue).toBeCloseTo(2 * 0.01894606418, 9);
    expect(order!.pValue).toBe(1);
  });

  test("a sample ratio as in the book raises the alarm, and takes every verdict with it", () => {
    // Kohavi, Tang and Xu, "Trustworthy Online Controlled Experiments" (2020), chapter 3: p = 1.8E-6.
    const report = reported(tested(), counted([821_588, 815_482], [20_000, 30_000]));
    expect(report.sampleRatio.pValue! * 1e6).toBeCloseTo(1.8, 1);
    expect([report.sampleRatio.broken, report.verdict]).toEqual([true, "broken"]);
    const bandit = reported(tested({ bandit: {} }), counted([800, 200], [40, 40]));
    expect([bandit.sampleRatio, bandit.bandit]).toEqual([
      { pValue: null, broken: false },
      { weights: [0.5, 0.5], regret: null, evenly: null },
    ]);
  });

  test.each([
    ["waiting", [100, 100], [0, 0], [0, 0]],
    ["no difference yet", [5000, 5000], [150, 155], [0, 0]],
    ["loser", [5000, 5000], [300, 150], [0, 0]],
    ["guardrail", [5000, 5000], [150, 300], [600, 300]],
  ] as const)("say %s", (verdict, visitors, signups, orders) => {
    expect(reported(tested(), counted(visitors, signups, orders)).verdict).toBe(verdict);
  });

  test("of a goal of which less is better, less wins", () => {
    const site = tested();
    site.goals["signup"]!.better = "less";
    const report = reported(site, counted([5000, 5000], [300, 150]));
    expect(report.verdict).toBe("winner");
    expect(report.variants[1]!.goals[0]!.chanceToWin).toBeGreaterThan(0.99);
  });

  test("a holdout is one more variant, with its share of the weights", () => {
    const { variants } = reported(tested({ holdout: 0.2 }), counted([400, 400], [0, 0]));
    expect(variants.map(({ variant, weight }) => [variant, weight])).toEqual([
      ["control", 0.4],
      ["green", 0.4],
      ["holdout", 0.2],
    ]);
  });

  test("what personalization does altogether is told against those held out", () => {
    const counted = new Counted();
    shoppers(counted, "h.1");
    counted.joined(FIRST, "h.2", [], 1000);
    counted.reached(FIRST, "h.2", "order", 2, [], 100);
    const site = siteOf({ holdout: 0.5 });
    const { total } = experimentsReport({ ...inputOf(site, counted.cells, FIRST, LAST), ...NONE });
    expect(total!.variants.map(({ variant }) => variant)).toEqual(["holdout", "personalized"]);
    // 6.7 against 2 a visitor.
    expect(total!.variants[1]!.goals[0]!.uplift!.value).toBe(2.35);
  });
});

test("blocks are told with what became of those they were shown to, beside those held out", () => {
  const counted = new Counted();
  for (const cohort of ["h.1", "b.hero.1"]) shoppers(counted, cohort);
  for (const cohort of ["h.2", "b.hero.2"]) counted.joined(FIRST, cohort, [], 300);
  for (const cohort of ["h.2", "b.hero.2"]) counted.reached(FIRST, cohort, "order", 2, [], 100);
  const site = siteOf({ holdout: 0.2 });
  const { blocks } = blocksReport(inputOf(site, counted.cells, FIRST, LAST));
  expect(blocks).toMatchObject([{ block: "hero", target: "#hero", shown: 1000, heldOut: 300 }]);
  // 6.7 against 20 / 3.
  expect(blocks[0]!.goals[0]!.uplift!.value).toBeCloseTo(0.005, 3);
  const uncounted = blocksReport(inputOf(siteOf(), counted.cells, FIRST, LAST));
  expect(uncounted).toMatchObject({ suppressed: 0, blocks: [{ shown: null, heldOut: null, goals: [] }] });
});

test("data tells what comes in, and what never does", () => {
  const counted = new Counted();
  counted.joined(FIRST + 4, "d", [], 50);
  for (const [name, count] of [
    ["view", 90],
    ["event:cart", 3],
    ["mishap:slow", 2],
  ] as const)
    counted.add(FIRST + 4, name, count);
  counted.filled(FIRST + 4, "visits", 25);
  counted.joined(FIRST + 5, "w", [], 40);
  counted.joined(FIRST + 5, "m", [], 19);
  for (const [step, count] of [
    [1000, 60],
    [2000, 20],
    [2500, 20],
  ])
    counted.add(FIRST + 4, `vital:lcp:plain:${step}`, count);
  for (const [day, known, read] of [
    [FIRST + 4, 6, 4],
    [LAST, 3, 0],
    [LAST + 1, 100, 0],
  ] as const) {
    counted.add(day, "page:known", known);
    counted.add(day, "page:new", read);
  }
  const site = siteOf({ events: { never: { on: "click", selector: ".gone" } } });
  const input = inputOf(site, counted.cells, FIRST, LAST);
  const report = dataReport({ ...input, attributes: ["visits"], items: 7 });
  expect(report.days[4]).toEqual({
    day: "2026-10-05",
    views: 90,
    visitors: 50,
    pagesKnown: 6,
    pagesNew: 4,
  });
  // 13 pages were put together; that they are fewer than may be told of visitors doesn't matter.
  expect(report.pageMemory).toEqual({ known: 9, new: 4, hitRate: 9 / 13 });
  expect(TABLES.data(report)).toContain("\r\n2026-10-05,90,50,6,4\r\n");
  // 1 October 2026 is a Thursday, and 31 October is a Saturday.
  expect(report.visitors).toEqual({ week: 0, month: null });
  expect(
    dataReport({ ...input, to: FIRST + 10, complete: FIRST + 10, attributes: [], items: null }).visitors,
  ).toEqual({
    week: 40,
    month: null,
  });
  expect(report.events).toMatchObject([
    { event: "never", selector: ".gone", silent: true },
    { event: "cart", declared: false, total: 3, silent: false },
  ]);
  expect(report.attributes).toEqual([{ attribute: "visits", filled: 0.5 }]);
  expect(report.mishaps).toEqual([{ mishap: "slow", total: 2 }]);
  expect(report.vitals[1]).toEqual({ vital: "lcp", page: "plain", pages: 100, p75: 2500, good: 0.8 });
});

test("invariant 7: choices are told all or none, so that none can be told from the others", () => {
  const counted = new Counted();
  for (const [name, count] of [
    ["pm", 50],
    ["-", 30],
  ] as const)
    counted.add(FIRST, `choice:${name}`, count);
  counted.add(FIRST, "choice-gpc:-", 5);
  for (const [name, count] of [
    ["en", 77],
    ["pl", 3],
  ] as const)
    counted.add(FIRST, `choice-language:${name}`, count);
  counted.add(FIRST, "choice-method:question", 80);
  const report = privacyReport({
    ...inputOf(siteOf(), counted.cells, FIRST, FIRST),
    bits: 3,
    attributes: [],
  });
  expect(report.choices).toMatchObject({
    choices: 80,
    answers: { personalization: { yes: 50, no: 30 } },
    gpc: { choices: null },
    languages: {},
    methods: { question: 80 },
  });
  expect(report.days).toEqual([{ day: "2026-10-01", yes: 50, no: 30, gpc: null }]);
});
