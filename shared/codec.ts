import { bucketAfter, courseFrom, sameCourse } from "./course.ts";
import type { Course } from "./wire.ts";

/**
 * Numbers the courses that an attribute can take, so that a cookie holds one small number for each, and the
 * count of states is what the attribute can reveal at most.
 */
export interface Codec<T> {
  /** How many states there are. */
  readonly states: number;
  /** The number of a state, from 0; undefined if the attribute can't be in it. */
  pack(state: T): number | undefined;
  unpack(code: number): T;
}

/** Courses that never change by themselves. */
export function steady(buckets: number): Codec<Course> {
  return {
    states: buckets,
    pack: (course) =>
      typeof course === "number" && Number.isInteger(course) && course >= 0 && course < buckets
        ? course
        : undefined,
    unpack: (code) => code,
  };
}

/** A list of courses, each different. */
export function listed<T>(states: readonly T[]): Codec<T> {
  const texts = states.map((state) => JSON.stringify(state));
  const codes = new Map(texts.map((text, code) => [text, code]));
  const unique = [...codes.keys()];
  unique.forEach((text, code) => codes.set(text, code));
  return {
    states: unique.length,
    pack: (state) => codes.get(JSON.stringify(state)),
    unpack: (code) => JSON.parse(unique[code]!) as T,
  };
}

/** Two courses, each on its own. */
export function pair(first: Codec<Course>, second: Codec<Course>): Codec<readonly [Course, Course]> {
  return {
    states: first.states * second.states,
    pack([now, next]) {
      const one = first.pack(now);
      const two = second.pack(next);
      return one === undefined || two === undefined ? undefined : one + two * first.states;
    },
    unpack: (code) => [first.unpack(code % first.states), second.unpack(Math.floor(code / first.states))],
  };
}

/** Two courses that are always the same one. */
export function twin(codec: Codec<Course>): Codec<readonly [Course, Course]> {
  return {
    states: codec.states,
    pack: ([now, next]) => (sameCourse(now, next) ? codec.pack(now) : undefined),
    unpack(code) {
      const course = codec.unpack(code);
      return [course, course];
    },
  };
}

/**
 * Courses of a number that can only fall, to the level `floor`, within `days`: per level above it, for how
 * many days more it is reached. These never grow from level to level, so they are counted by the
 * combinatorial number system (Knuth, The Art of Computer Programming 4A, 7.2.1.3).
 *
 * @param intervals the bucket of each level, lowest first
 */
export function falling(intervals: readonly number[], floor: number, days: number): Codec<Course> {
  const levels = intervals.length - 1 - floor;
  const unpack = (code: number): Course => {
    const lasts: number[] = [];
    let rest = code;
    for (let size = levels; size > 0; size--) {
      let top = size - 1;
      while (choose(top + 1, size) <= rest) top++;
      rest -= choose(top, size);
      lasts.push(top - size + 1);
    }
    return courseFrom((day) => intervals[floor + lasts.filter((last) => last > day).length]!, days);
  };
  return {
    states: choose(days + levels, levels),
    unpack,
    pack(course) {
      let code = 0;
      let level = intervals.length - 1;
      const lasts: number[] = Array.from({ length: levels }, () => 0);
      for (let day = 0; day < days; day++) {
        while (level >= floor && intervals[level] !== bucketAfter(course, day)) level--;
        if (level < floor) return undefined;
        for (let index = 0; index < level - floor; index++) lasts[index] = day + 1;
      }
      lasts.forEach((last, index) => (code += choose(last + levels - index - 1, levels - index)));
      return sameCourse(unpack(code), course) ? code : undefined;
    },
  };
}

/**
 * Like `falling`, for what a window lets expire. What outlasts the window comes of a clock that was set back:
 * its days are still ahead, and count as today.
 */
export function expiring(intervals: readonly number[], floor: number, days: number): Codec<Course> {
  const codec = falling(intervals, floor, days);
  return {
    ...codec,
    pack: (course) =>
      codec.pack(courseFrom((day) => (day < days ? bucketAfter(course, day) : intervals[floor]!), days)),
  };
}

/** n over k. */
function choose(n: number, k: number): number {
  let result = 1;
  for (let index = 1; index <= k; index++) result = (result * (n - k + index)) / index;
  return n < k ? 0 : Math.round(result);
}
