import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BanditTask, banditDays, banditState, banditTasks } from "../../../shared/experiment/bandit.ts";
import { checkSite } from "../../../shared/site/check.ts";

const TASK: BanditTask = {
  experiment: "notice",
  variants: ["calm", "loud"],
  floor: 0.1,
  goal: "order",
  better: "more",
};
const DAY = 20_000;

describe("what a bandit is reckoned from", () => {
  test("comes from the site file: the primary goal, its steps only where it has a value", () => {
    const variants = (block: string) => ({ calm: {}, loud: { blocks: [block] } });
    const block = (target: string) => ({ target, op: "text", text: "New" });
    const checked = checkSite({
      version: 1,
      id: "shop",
      goals: {
        order: { event: "purchase", value: "value", steps: [0, 50] },
        refund: { event: "refund", better: "less" },
      },
      events: { refund: { on: "click", selector: ".refund" } },
      blocks: { note: block("p"), words: block("h1"), small: block("small") },
      experiments: {
        notice: {
          hypothesis: "h",
          variants: variants("note"),
          primary: "order",
          bandit: {},
          from: "2024-10-04",
        },
        hero: { hypothesis: "h", variants: variants("words"), primary: "order" },
        terms: {
          hypothesis: "h",
          variants: variants("small"),
          primary: "refund",
          bandit: { floor: 0.2 },
          until: "2024-10-05",
        },
      },
    });
    if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
    expect(banditTasks(checked.value)).toEqual([
      { ...TASK, steps: [0, 50], from: 20_000 },
      { ...TASK, experiment: "terms", goal: "refund", better: "less", floor: 0.2, until: 20_001 },
    ]);
  });

  test("are the days of the experiment, at most ninety", () => {
    expect(banditDays(TASK, DAY)).toEqual([DAY - 89, DAY]);
    expect(banditDays({ ...TASK, from: DAY - 3, until: DAY + 3 }, DAY)).toEqual([DAY - 3, DAY]);
    expect(banditDays({ ...TASK, from: DAY - 300, until: DAY - 200 }, DAY)).toEqual([DAY - 289, DAY - 200]);
  });
});

describe("the weights of a bandit", () => {
  test("stay the owner's until each variant has a hundred visitors", () => {
    const cells = (second: number) => ({
      [DAY]: { "joined:x.notice.1": 5000, "reached:x.notice.1:order:1": 100, "joined:x.notice.2": second },
    });
    expect(banditState(TASK, cells(99), DAY)).toBeUndefined();
    expect(banditState(TASK, cells(100), DAY)?.variants).toEqual(["calm", "loud"]);
  });

  test("go by all days together, by states that were left on a later day, and by no segment's cells", () => {
    const state = banditState(
      { ...TASK, steps: [50, 100] },
      {
        [DAY - 1]: {
          "joined:x.notice.1": 1000,
          "joined:x.notice.1@returning": 900,
          "reached:x.notice.1:order:2": 100,
          "reached:x.notice.1:order:3@returning": 500,
          "joined:x.notice.2": 1000,
          "reached:x.notice.2:order:2": 100,
        },
        [DAY]: { "reached:x.notice.2:order:2": -60, "reached:x.notice.2:order:3": 60 },
      },
      DAY,
    )!;
    // 5 a visitor against 8: the second has nearly all, the first its floor.
    expect(state.weights[1]).toBeGreaterThan(0.89);
    expect(state.weights[0]).toBeGreaterThanOrEqual(0.1);
    // 3 a visitor lost by the thousand of the first, drawn a little to the middle.
    expect(state.regret).toBeGreaterThan(2900);
    expect(state.regret).toBeLessThan(3001);
    expect(state.evenly).toBeCloseTo(state.regret, -2);
    expect(state.day).toBe(DAY);
  });

  test("property: whatever was counted, they are shares that add up to 1, or there are none", () => {
    const total = fc.integer({ min: -50, max: 5000 });
    const cells = fc.dictionary(
      fc.constantFrom(
        "joined:x.notice.1",
        "joined:x.notice.2",
        "reached:x.notice.1:order:1",
        "reached:x.notice.1:order:2",
        "reached:x.notice.2:order:1",
        "reached:x.notice.2:order:2",
      ),
      total,
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(cells, fc.boolean(), fc.constantFrom("more", "less"), (names, hasValue, better) => {
        const state = banditState(
          { ...TASK, better, ...(hasValue && { steps: [20] }) },
          { [DAY]: names },
          DAY,
        );
        if (!state) return;
        expect(state.weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 9);
        for (const weight of state.weights) expect(weight).toBeGreaterThanOrEqual(0.1 - 1e-12);
        expect(state.regret).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(state.regret)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
