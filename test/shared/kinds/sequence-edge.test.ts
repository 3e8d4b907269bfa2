import { describe, expect, test } from "vitest";
import type { Definition } from "../../../shared/attribute.ts";
import { sequence, sequenceAtEdge } from "../../../shared/kinds/sequence.ts";
import type { Course } from "../../../shared/wire.ts";
import { momentOn } from "./moment.ts";
import { problemsOf, siteWith } from "./site.ts";

/** The codec of a sequence of five days, and the courses that it can take at each moment, shortest first. */
function codecOf(...list: readonly (string | object)[]) {
  const codec = (steps: readonly (string | object)[]) =>
    siteWith({ it: { sequence: steps, within: "5d" } }, [{ it: true }]).plan.entries[0]!.codec;
  const plain = codec(["cart", "view"]);
  const courses: Course[] = Array.from({ length: plain.states }, (_, days) => plain.unpack(days)[0]);
  return { codec: codec(list), courses };
}

describe("a sequence is numbered", () => {
  test("by the days for which it still holds, from none to the whole window", () => {
    const { courses } = codecOf("cart", "view");
    expect(courses).toEqual([1, [0, 1, 1], [0, 2, 1], [0, 3, 1], [0, 4, 1], [0, 5, 1]]);
  });

  test("with a longer course for the next visit, where that can only help", () => {
    const { codec, courses } = codecOf("cart", "visit");
    const codes = new Set<number>();
    courses.forEach((now, one) => {
      courses.forEach((next, two) => {
        const code = codec.pack([now, next]);
        expect([one, two, code !== undefined]).toEqual([one, two, one <= two]);
        if (code === undefined) return;
        codes.add(code);
        expect(codec.unpack(code)).toEqual([now, next]);
      });
    });
    expect([...codes].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, code) => code));
  });

  test("with any course for the next visit, where it asks that none begins", () => {
    const { codec, courses } = codecOf("cart", { not: "visit" });
    expect(codec.states).toBe(36);
    expect(codec.pack([courses[5]!, courses[0]!])).toBeDefined();
    const { codec: longer } = codecOf("cart", { not: "visit" }, "view");
    expect(longer.states).toBe(36);
  });

  test("and refuses what it can't take, at either moment", () => {
    for (const list of [
      ["cart", "visit"],
      ["cart", { not: "visit" }],
      ["cart", "view"],
    ]) {
      const { codec, courses } = codecOf(...list);
      for (const course of [7, [0, 1, 1, 2, 0], [1, 9, 0]]) {
        expect(codec.pack([course, courses[3]!])).toBeUndefined();
        expect(codec.pack([courses[3]!, course])).toBeUndefined();
        expect(codec.pack([course, course])).toBeUndefined();
      }
    }
  });
});

describe("what a new profile starts from", () => {
  const { seed, bound } = sequenceAtEdge();
  const TODAY = 20_000;
  const definitionOf = (
    within: number | undefined,
    ...steps: NonNullable<Definition["steps"]>
  ): Definition => ({
    kind: "sequence",
    steps,
    ...(within !== undefined && { within }),
  });
  const seeded = (definition: Definition, days: number) =>
    seed(definition, (day) => day < days, TODAY) as number[] | undefined;
  const a = { event: "a" };
  const b = { event: "b" };
  const notC = { event: "c", not: true } as const;

  test("holds for as many days as the course did", () => {
    for (const definition of [definitionOf(5, a, b), definitionOf(5, a, notC), definitionOf(1, a)]) {
      for (let days = 1; days <= definition.within!; days++) {
        const state = seeded(definition, days);
        const held = [0, 1, 2, 3, 4, 5].map((day) =>
          sequence.value(state, definition, momentOn(TODAY + day)),
        );
        expect(held).toEqual([0, 1, 2, 3, 4, 5].map((day) => day < days));
      }
    }
  });

  test("is nothing where it doesn't hold, and today where it holds for ever", () => {
    expect(seeded(definitionOf(5, a, b), 0)).toBeUndefined();
    expect(seed(definitionOf(5, a, b), () => undefined, TODAY)).toBeUndefined();
    expect(seeded(definitionOf(5, a, b), 99)).toEqual([0, TODAY]);
    expect(seeded(definitionOf(undefined, a, b), 99)).toEqual([0, TODAY]);
  });

  test("is the last event that had to happen, and what must not follow it", () => {
    expect(seeded(definitionOf(5, a, b, a), 3)).toEqual([0, 0, TODAY - 2]);
    expect(seeded(definitionOf(5, a, b, notC), 3)).toEqual([0, TODAY - 2, TODAY - 2]);
    expect(seeded(definitionOf(5, a, notC, b), 3)).toEqual([0, 0, TODAY - 2]);
  });

  test("stays within its bytes", () => {
    const definition = definitionOf(5, a, b, notC);
    const state = Array.from({ length: 3 }, () => 99_999);
    expect(bound(definition)).toBeGreaterThan(JSON.stringify(state).length - 2);
    expect(bound(definition)).toBe(3 * bound(definitionOf(5, a)));
  });
});

test("it is true or false, and the checker knows", () => {
  const problems = (asked: unknown) =>
    problemsOf({ it: { sequence: ["view", "cart"] } }, { segments: { s: { when: { it: asked } } } });
  expect(problems(true)).toEqual([]);
  expect(problems("yes")).toEqual(['segments.s.when.it: expected true or false, got "yes"']);
});
