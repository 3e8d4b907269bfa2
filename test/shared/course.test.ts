import { expect, test } from "vitest";
import { bucketAfter, courseFrom, sameCourse } from "../../shared/course.ts";

test("a course tells the bucket of every day from today on", () => {
  const days = (course: number | number[]) =>
    Array.from({ length: 7 }, (_, day) => bucketAfter(course, day)).join("");
  expect(days(3)).toBe("3333333");
  expect(days([3])).toBe("3333333");
  expect(days([3, 2, 1])).toBe("3311111");
  expect(days([3, 1, 0, 4, 2])).toBe("3000222");
});

test("a course is made of the buckets of all days up to the horizon, as short as it goes", () => {
  const from = (buckets: string, horizon: number) => courseFrom((day) => Number(buckets[day]), horizon);
  expect(from("3", 0)).toBe(3);
  expect(from("3333", 3)).toBe(3);
  expect(from("3311", 3)).toEqual([3, 2, 1]);
  expect(from("3331", 3)).toEqual([3, 3, 1]);
  expect(from("3331", 2)).toBe(3);
  expect(from("12131", 4)).toEqual([1, 1, 2, 2, 1, 3, 3, 4, 1]);
});

test("courses are compared by what they say", () => {
  expect(sameCourse([1, 2, 0], [1, 2, 0])).toBe(true);
  expect(sameCourse(1, 1)).toBe(true);
  expect(sameCourse([1, 2, 0], [1, 3, 0])).toBe(false);
  expect(sameCourse(1, [1, 2, 0])).toBe(false);
});
