import fc from "fast-check";
import { expect, test } from "vitest";
import { type Box, freePlace, MARK_PIXELS, overlap, topOf } from "../../../client/marks/place.ts";

const PAGE: Box = { left: 0, top: 0, right: 400, bottom: 2000 };
const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });

test("a block that is empty has its mark at the end of its first line, also from right to left", () => {
  const block = box(20, 100, 380, 400);
  expect(freePlace(block, [], PAGE, false)).toEqual(box(350, 106, 374, 130));
  expect(freePlace(block, [], PAGE, true)).toEqual(box(26, 106, 50, 130));
});

test("it goes along the edges to where nothing is, a little away from what is near", () => {
  const block = box(0, 0, 400, 100);
  const heading = box(300, 0, 400, 40);
  expect(freePlace(block, [heading], PAGE, false)!.right).toBeLessThanOrEqual(296);
  const all = box(0, 0, 400, 100);
  // Above there is no page.
  expect(freePlace(block, [all], PAGE, false)!.top).toBe(104);
});

test("a block that is lower than a mark has it on its middle", () => {
  expect(freePlace(box(0, 50, 400, 60), [], PAGE, false)!.top).toBe(55 - MARK_PIXELS / 2);
});

test("where all is full there is none", () => {
  expect(freePlace(box(0, 0, 400, 100), [PAGE], PAGE, false)).toBeUndefined();
});

const boxes = fc
  .tuple(fc.nat(400), fc.nat(800), fc.nat(300), fc.nat(300))
  .map(([left, top, width, height]) => box(left, top, left + width, top + height));

test("whatever stands where, a mark covers nothing and stays on the page", () => {
  fc.assert(
    fc.property(boxes, fc.array(boxes, { maxLength: 12 }), fc.boolean(), (around, obstacles, rtl) => {
      const spot = freePlace(around, obstacles, PAGE, rtl);
      if (!spot) return;
      expect(obstacles.filter((obstacle) => overlap(obstacle, spot))).toEqual([]);
      expect([spot.right - spot.left, spot.bottom - spot.top]).toEqual([MARK_PIXELS, MARK_PIXELS]);
      expect(spot.left >= 0 && spot.right <= 400 && spot.top >= 0 && spot.bottom <= 2000).toBe(true);
      // Never further from its block than a finger.
      const near = box(around.left - 28, around.top - 28, around.right + 28, around.bottom + 28);
      expect(overlap(near, spot)).toBe(true);
    }),
  );
});

test("a place that is found by looking at the top alone is the one that is found by looking at all", () => {
  let found = 0;
  fc.assert(
    fc.property(boxes, fc.array(boxes, { maxLength: 12 }), fc.boolean(), (around, obstacles, rtl) => {
      const near = obstacles.filter((obstacle) => overlap(obstacle, topOf(around)));
      const spot = freePlace(around, near, PAGE, rtl, true);
      if (!spot) return;
      found++;
      expect(spot).toEqual(freePlace(around, obstacles, PAGE, rtl));
    }),
  );
  expect(found).toBeGreaterThan(10);
});
