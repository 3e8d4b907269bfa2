import fc from "fast-check";
import { expect, test } from "vitest";
import { drawn, isDue } from "../../../client/questions/record.ts";

const TODAY = 20_000;

test("who hasn't answered is asked, who has is asked again after so many days, or never", () => {
  expect(isDue({}, TODAY)).toBe(true);
  expect(isDue({ day: TODAY - 1000 }, TODAY)).toBe(false);
  expect(isDue({ day: TODAY - 89 }, TODAY, 90)).toBe(false);
  expect(isDue({ day: TODAY - 90 }, TODAY, 90)).toBe(true);
  // A clock that was set back keeps nothing away for longer than the same distance.
  expect(isDue({ day: TODAY + 500 }, TODAY, 90)).toBe(true);
  expect(isDue({ drawn: false }, TODAY)).toBe(false);
});

test("a sample is drawn once, and never where all are asked", () => {
  expect(drawn({}, 1)).toEqual({});
  expect(drawn({}, 0)).toEqual({ drawn: false });
  fc.assert(
    fc.property(fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), (before, sample) => {
      expect(drawn({ drawn: before }, sample)).toEqual({ drawn: before });
    }),
  );
});

test("a sample takes about that part of visitors", () => {
  const asked = Array.from({ length: 4000 }, () => drawn({}, 0.25)).filter((each) => each.drawn);
  // Ten standard deviations to either side.
  expect(Math.abs(asked.length - 1000)).toBeLessThan(280);
});
