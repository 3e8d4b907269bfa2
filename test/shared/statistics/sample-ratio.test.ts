import fc from "fast-check";
import { expect, test } from "vitest";
import { SAMPLE_RATIO_ALARM, sampleRatioPValue } from "../../../shared/statistics/sample-ratio.ts";
import { seededRandom } from "./random.ts";

test("of two variants it is the test of two sides with the square of the deviation", () => {
  // Fabijan et al. (KDD 2019), section 1: 821,588 to 815,482 visitors instead of one to one, with a p-value of 1.8e-6.
  expect(sampleRatioPValue([821_588, 815_482], [1, 1]) / 1.8e-6).toBeCloseTo(1, 1);
});

test("what is spread by its weights raises no alarm, in whatever unit these are", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 1000 }), (parts, times) => {
      const visitors = parts.map((part) => part * times);
      expect(sampleRatioPValue(visitors, parts)).toBeCloseTo(1, 9);
      expect(
        sampleRatioPValue(
          visitors,
          parts.map((part) => part / 7),
        ),
      ).toBeCloseTo(1, 9);
    }),
  );
  expect(sampleRatioPValue([0, 0], [1, 1])).toBe(1);
});

test("of fair experiments about one in a thousand raises the alarm", () => {
  const random = seededRandom(3);
  let alarms = 0;
  for (let experiment = 0; experiment < 5000; experiment++) {
    const visitors = [0, 0, 0];
    for (let each = 0; each < 300; each++) visitors[Math.floor(random() * 3)]!++;
    if (sampleRatioPValue(visitors, [1, 1, 1]) < SAMPLE_RATIO_ALARM) alarms++;
  }
  expect(alarms).toBeLessThanOrEqual(12);
});
