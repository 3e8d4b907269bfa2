import { describe, expect, test } from "vitest";
import { visitorsForAnyLook } from "../../../shared/statistics/duration.ts";
import { meanOf, type Sample } from "../../../shared/statistics/sample.ts";
import { type Uplift, upliftOf } from "../../../shared/statistics/uplift.ts";
import { seededRandom } from "./random.ts";

/** Steps that orders are worth, and how many of the orders are worth each. */
const ORDERS = [
  [0, 0.15],
  [50, 0.3],
  [100, 0.25],
  [200, 0.17],
  [400, 0.1],
  [800, 0.03],
] as const;

interface Trial {
  /** The share of visitors who order, of the control. */
  readonly rate: number;
  /** The true uplift of the variant. */
  readonly uplift: number;
  readonly visitors: number;
  /** By what an order is worth; else by whether there was one. */
  readonly hasValue: boolean;
}

/** Whether at any of the looks, one after every hundred visitors, the interval is as `is` says. */
function everIs(random: () => number, trial: Trial, is: (uplift: Uplift) => boolean): boolean {
  const visitors: [number, number] = [0, 0];
  const counts = [ORDERS.map(() => 0), ORDERS.map(() => 0)] as const;
  const sample = (arm: 0 | 1): Sample =>
    meanOf(
      ORDERS.map(([value], step) => [trial.hasValue ? value : 1, counts[arm][step]!] as const),
      visitors[arm],
    );
  for (let each = 1; each <= trial.visitors; each++) {
    const arm = random() < 0.5 ? 0 : 1;
    visitors[arm]++;
    if (random() < trial.rate * (arm === 1 ? 1 + trial.uplift : 1)) counts[arm][stepOf(random())]!++;
    if (each % 100 > 0) continue;
    const uplift = upliftOf(sample(0), sample(1));
    if (uplift && is(uplift)) return true;
  }
  return false;
}

function stepOf(drawn: number): number {
  let below = 0;
  return Math.max(
    0,
    ORDERS.findIndex(([, share]) => drawn < (below += share)),
  );
}

function timesOf(trial: Trial, trials: number, is: (uplift: Uplift) => boolean): number {
  const random = seededRandom(20_261_123);
  return Array.from({ length: trials }, () => everIs(random, trial, is)).filter(Boolean).length;
}

const isAlarm = ({ low, high }: Uplift) => low > 0 || high < 0;

describe("looked at after every 100 of 10,000 visitors, in 1,000 experiments", () => {
  test.each([{ rate: 0.02 }, { rate: 0.05 }, { rate: 0.2 }])(
    "of what orders are worth, without any effect, at most one in twenty raises an alarm: $rate",
    ({ rate }) => {
      const trial = { rate, uplift: 0, visitors: 10_000, hasValue: true };
      expect(timesOf(trial, 1000, isAlarm)).toBeLessThanOrEqual(50);
    },
  );

  test.each([
    { rate: 0.05, uplift: 0.3, hasValue: true },
    { rate: 0.2, uplift: 0.5, hasValue: true },
    { rate: 0.05, uplift: 1, hasValue: true },
    { rate: 0.1, uplift: 0.3, hasValue: false },
    { rate: 0.3, uplift: -0.2, hasValue: false },
  ])("with an effect at most one in twenty ever leaves it out: $rate, $uplift, $hasValue", (trial) => {
    const leavesOut = ({ low, high }: Uplift) => low > trial.uplift || high < trial.uplift;
    expect(timesOf({ ...trial, visitors: 10_000 }, 1000, leavesOut)).toBeLessThanOrEqual(50);
  });
});

test("what the calculator says is enough is enough, as often as it says, and not by far too much", () => {
  const plan = { rate: 0.1, uplift: 0.3, power: 0.8 };
  const visitors = 2 * visitorsForAnyLook(plan);
  const found = (share: number) =>
    timesOf({ ...plan, visitors: Math.round(visitors * share), hasValue: false }, 400, isAlarm) / 400;
  expect(found(1)).toBeGreaterThan(0.77);
  expect(found(0.5)).toBeLessThan(0.6);
});
