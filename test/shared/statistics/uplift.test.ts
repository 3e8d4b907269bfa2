import fc from "fast-check";
import { expect, test } from "vitest";
import { meanOf } from "../../../shared/statistics/sample.ts";
import { upliftOf } from "../../../shared/statistics/uplift.ts";
import { seededRandom } from "./random.ts";

const shareOf = (reached: number, visitors: number) => meanOf([[1, reached]], visitors);

const counted = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([visitors, share]) => ({ visitors, reached: Math.round(visitors * share) }));
const sampleOf = ({ reached, visitors }: { reached: number; visitors: number }) => shareOf(reached, visitors);

test("mean and variance of steps are those of all visitors one by one", () => {
  const steps = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 40 })), {
    selector: ([value]) => value,
    maxLength: 6,
  });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 200 }), (pairs, nothing) => {
      const each = [
        ...Array.from({ length: nothing }, () => 0),
        ...pairs.flatMap(([value, count]) => Array.from({ length: count }, () => value)),
      ];
      const mean = each.reduce((sum, value) => sum + value, 0) / each.length;
      const variance = each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / each.length;
      const sample = meanOf(pairs, each.length);
      expect(sample.mean).toBeCloseTo(mean, 9);
      expect(sample.variance).toBeCloseTo(variance, 6);
    }),
  );
});

test("an interval leaves zero out just where the p-value is under alpha, and holds the estimate", () => {
  fc.assert(
    fc.property(counted, counted, (control, variant) => {
      const uplift = upliftOf(sampleOf(control), sampleOf(variant));
      if (!uplift) return;
      const { value, low, high, pValue } = uplift;
      expect(low <= value && value <= high).toBe(true);
      expect(low > 0 || high < 0).toBe(pValue < 0.05);
      expect(pValue).toBeGreaterThanOrEqual(0);
      expect(pValue).toBeLessThanOrEqual(1);
    }),
    { numRuns: 1000 },
  );
});

test("too little to compare is told as that", () => {
  expect(upliftOf(shareOf(0, 1000), shareOf(20, 1000))).toBeUndefined();
  expect(upliftOf(shareOf(24, 10_000), shareOf(90, 10_000))).toBeUndefined();
  expect(upliftOf(shareOf(50, 50), shareOf(50, 50))).toBeUndefined();
  expect(upliftOf(shareOf(0, 0), shareOf(90, 10_000))).toBeUndefined();
  expect(upliftOf(shareOf(60, 10_000), shareOf(90, 10_000))?.value).toBeCloseTo(0.5);
});

/** Visitors of two variants come by turns of chance; every hundred of them somebody looks, who stops at the first alarm. */
function isAlarmed(random: () => number, rates: readonly [number, number], most: number): boolean {
  const visitors: [number, number] = [0, 0];
  const reached: [number, number] = [0, 0];
  for (let each = 1; each <= most; each++) {
    const arm = random() < 0.5 ? 0 : 1;
    visitors[arm]++;
    if (random() < rates[arm]) reached[arm]++;
    if (each % 100 > 0) continue;
    const uplift = upliftOf(shareOf(reached[0], visitors[0]), shareOf(reached[1], visitors[1]));
    if (uplift && (uplift.low > 0 || uplift.high < 0)) return true;
  }
  return false;
}

test.each([0.02, 0.1, 0.5])(
  "of 1,000 experiments without any effect, looked at after every 100 visitors, at most 5 %% raise an alarm: %f",
  (rate) => {
    const random = seededRandom(20_261_122);
    const alarms = Array.from({ length: 1000 }, () => isAlarmed(random, [rate, rate], 10_000)).filter(
      Boolean,
    );
    expect(alarms.length).toBeLessThanOrEqual(50);
    // An interval that never lets go would pass, too.
    const found = Array.from({ length: 100 }, () => isAlarmed(random, [rate, rate * 1.6], 20_000)).filter(
      Boolean,
    );
    expect(found.length).toBeGreaterThan(80);
  },
);

test("the variance of a ratio is what simulation finds", () => {
  const random = seededRandom(7);
  const [rate, other, visitors] = [0.3, 0.36, 2000];
  const drawn = (share: number) =>
    Array.from({ length: visitors }, random).filter((value) => value < share).length;
  const ratios = Array.from({ length: 2000 }, () => drawn(other) / drawn(rate) - 1);
  const mean = ratios.reduce((sum, value) => sum + value) / ratios.length;
  const deviation = Math.sqrt(ratios.reduce((sum, value) => sum + (value - mean) ** 2, 0) / ratios.length);
  const { low, high } = upliftOf(shareOf(rate * visitors, visitors), shareOf(other * visitors, visitors))!;
  // So many standard errors is the radius at 4,000 visitors of a sequence that is tuned for 10,000, by the paper's formula.
  const rho = (Math.log(400) + Math.log(Math.log(400) + 1)) / 10_000;
  const errors = Math.sqrt(
    ((2 * (4000 * rho + 1)) / (4000 * rho)) * Math.log(Math.sqrt(4000 * rho + 1) / 0.05),
  );
  expect((high - low) / 2 / deviation / errors).toBeCloseTo(1, 1);
});
