import { expect, test } from "vitest";
import type { DayAmounts } from "../../../shared/kinds/compact.ts";
import { addToWindow, sumOfWindow } from "../../../shared/kinds/window.ts";

const add = (...entries: readonly (readonly [amount: number, day: number])[]) =>
  entries.reduce<DayAmounts>((window, [amount, day]) => addToWindow(window, amount, day, 5), []);

test("keeps one amount a day, the latest first, and forgets what is left behind", () => {
  expect(add([1, 100], [2, 102], [0.1, 102], [0.2, 102])).toEqual([
    [102, expect.closeTo(2.3)],
    [100, 1],
  ]);
  expect(add([1, 100], [2, 105])).toEqual([[105, 2]]);
  expect(sumOfWindow(add([0.1, 102], [0.2, 104]), 104, 5)).toBe(0.3);
  expect(sumOfWindow(add([1, 100], [2, 102]), 105, 5)).toBe(2);
});

test("what is put back cancels the newest amounts, never more than there are", () => {
  expect(add([5, 100], [3, 102], [-4, 103])).toEqual([[100, 4]]);
  expect(add([5, 100], [-9, 101], [1, 102])).toEqual([[102, 1]]);
});

test("days ahead of a clock that was set back count as today", () => {
  expect(add([1, 110], [2, 111], [3, 100])).toEqual([[100, 6]]);
});
