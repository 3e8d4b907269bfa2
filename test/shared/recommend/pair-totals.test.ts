import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PAIR_PARTS, PAIR_PARTS_DROPPED } from "../../../shared/recommend/limits.ts";
import { trimmedTotal, weightOf } from "../../../shared/recommend/pair-totals.ts";

const parts = fc.array(fc.nat(50), { minLength: PAIR_PARTS, maxLength: PAIR_PARTS });
const few = fc.uniqueArray(fc.nat(PAIR_PARTS - 1), { maxLength: PAIR_PARTS_DROPPED });

describe("a total of which no few networks decide", () => {
  const attacked = fc.tuple(parts, few, fc.nat(1_000_000)).map(([honest, hostile, sent]) => ({
    honest,
    all: honest.map((count, part) => (hostile.includes(part) ? count + sent : count)),
    others: honest.filter((_, part) => !hostile.includes(part)),
  }));
  const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

  test("property: however much they send, it is no more than all others have told", () => {
    fc.assert(
      fc.property(attacked, ({ all, others }) => {
        expect(trimmedTotal(all)).toBeLessThanOrEqual(sum(others));
      }),
    );
  });

  test("property: and never less than it would have been", () => {
    fc.assert(
      fc.property(attacked, ({ honest, all }) => {
        expect(trimmedTotal(all)).toBeGreaterThanOrEqual(trimmedTotal(honest));
      }),
    );
  });

  test("of evenly told pairs it is three quarters", () => {
    expect(trimmedTotal(Array.from({ length: PAIR_PARTS }, () => 4))).toBe(48);
  });
});

test("a count weighs all for 30 days, half until day 90, then nothing, and nothing before its day", () => {
  expect([0, 29, 30, 89, 90].map((age) => weightOf(1000, 1000 + age))).toEqual([1, 1, 0.5, 0.5, 0]);
  expect(weightOf(1001, 1000)).toBe(0);
});
