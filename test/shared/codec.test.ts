import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expiring, falling, listed, pair, steady, twin } from "../../shared/codec.ts";
import { courseFrom } from "../../shared/course.ts";

describe("falling", () => {
  test("numbers every way to fall, each once", () => {
    const codec = falling([0, 1, 2], 0, 5);
    expect(codec.states).toBe(21); // 5 + 2 over 2
    const courses = Array.from({ length: codec.states }, (_, code) => JSON.stringify(codec.unpack(code)));
    expect(new Set(courses).size).toBe(codec.states);
    for (let code = 0; code < codec.states; code++) expect(codec.pack(codec.unpack(code))).toBe(code);
  });

  test("any falling number is one of its courses, whatever buckets its levels share", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.nat(4), { maxLength: 9 }),
        (buckets, days, falls) => {
          // Neighbours differ, as the plan makes them.
          const intervals = buckets.filter((bucket, index) => bucket !== buckets[index - 1]);
          const levels = [...falls]
            .sort((a, b) => b - a)
            .map((level) => Math.min(level, intervals.length - 1));
          const course = courseFrom((day) => intervals[day < days ? (levels[day] ?? 0) : 0]!, days);
          const codec = falling(intervals, 0, days);
          const code = codec.pack(course);
          expect(code).toBeGreaterThanOrEqual(0);
          expect(code).toBeLessThan(codec.states);
          expect(codec.unpack(code!)).toEqual(course);
        },
      ),
    );
  });

  test("what rises again, or outlasts the window, is refused", () => {
    const codec = falling([0, 1], 0, 5);
    expect(codec.pack([0, 2, 1])).toBeUndefined();
    expect(codec.pack([1, 6, 0])).toBeUndefined();
    expect(codec.pack(1)).toBeUndefined();
    expect(codec.pack([1, 2, 7])).toBeUndefined();
  });

  test("what outlasts a window, since a clock was set back, expires with it", () => {
    const codec = expiring([0, 1, 2], 0, 5);
    expect(codec.unpack(codec.pack(1)!)).toEqual([1, 5, 0]);
    expect(codec.unpack(codec.pack([2, 3, 1])!)).toEqual([2, 3, 1, 5, 0]);
    expect(codec.unpack(codec.pack([1, 2, 0])!)).toEqual([1, 2, 0]);
    expect(codec.pack([0, 2, 1])).toBeUndefined();
    expect(codec.pack(7)).toBeUndefined();
  });
});

test("steady, listed, twin and pair refuse what they don't know and give back what they do", () => {
  expect(steady(3).pack(3)).toBeUndefined();
  expect(steady(3).pack([1, 2, 0])).toBeUndefined();
  expect(listed([0, 1, 0]).states).toBe(2);
  expect(listed([0, [1, 3, 0]]).pack([1, 3, 0])).toBe(1);
  expect(twin(steady(3)).pack([1, 2])).toBeUndefined();
  const codec = pair(steady(3), steady(2));
  expect(codec.states).toBe(6);
  for (let code = 0; code < 6; code++) expect(codec.pack(codec.unpack(code))).toBe(code);
});
