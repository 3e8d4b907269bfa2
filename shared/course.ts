import type { Course } from "./wire.ts";

/** The bucket that a course has after a number of days. */
export function bucketAfter(course: Course, days: number): number {
  if (typeof course === "number") return course;
  let bucket = course[0]!;
  for (let index = 1; index < course.length && course[index]! <= days; index += 2)
    bucket = course[index + 1]!;
  return bucket;
}

/** The course whose bucket on each day from 0 to `horizon` is told by `bucketOn`. */
export function courseFrom(bucketOn: (day: number) => number, horizon: number): Course {
  const course = [bucketOn(0)];
  for (let day = 1; day <= horizon; day++) {
    const bucket = bucketOn(day);
    if (bucket !== course.at(-1)) course.push(day, bucket);
  }
  return course.length > 1 ? course : course[0]!;
}

/** Whether two courses are the same. */
export function sameCourse(one: Course, other: Course): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
