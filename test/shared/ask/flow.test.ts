import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  answersOf,
  branchesOf,
  circleIn,
  followersOf,
  mostLeft,
  neverAsked,
} from "../../../shared/ask/flow.ts";
import { END, valuesOf } from "../../../shared/ask/question.ts";
import type { AskQuestion } from "../../../shared/site/ask-schema.ts";
import { randomQuestions } from "./random-questions.ts";

const nps: AskQuestion = { id: "nps", preset: "nps", next: { "0-6": "why", "9-10": END } };

describe("what a branch means", () => {
  test("is an answer, or on a scale those from one to another", () => {
    expect(answersOf("0-2", nps)).toEqual(["0", "1", "2"]);
    expect(answersOf("7", nps)).toEqual(["7"]);
    expect(answersOf("9-12", nps)).toEqual(["9", "10"]);
    expect(answersOf("6-2", nps)).toEqual([]);
    expect(answersOf("11", nps)).toEqual([]);
    const size: AskQuestion = { id: "size", preset: "companySize" };
    expect(answersOf("10-49", size)).toEqual(["10-49"]);
    expect(answersOf("1-3", size)).toEqual([]);
  });

  test("counts once: of two that mean one answer, the first", () => {
    expect(branchesOf({ ...nps, next: { "0-1": "a", "1-2": "b" } })).toEqual({ 0: "a", 1: "a", 2: "b" });
    expect(branchesOf({ ...nps, next: "a" })).toEqual({ "": "a" });
  });

  test("leaves the others to the following question", () => {
    const questions: AskQuestion[] = [nps, { id: "then", preset: "csat" }];
    expect(followersOf(questions, 0)).toEqual(["why", END, "then"]);
    expect(followersOf([{ ...nps, next: { "0-10": "why" } }], 0)).toEqual(["why"]);
    expect(followersOf(questions, 1)).toEqual([END]);
  });
});

test("a circle is told as the way that it takes, and what is never asked by its name", () => {
  const single = (id: string, next?: AskQuestion["next"]): AskQuestion => ({
    id,
    type: "single",
    options: [{ value: "x" }, { value: "y" }],
    next,
  });
  expect(circleIn([single("a", { x: "c" }), single("b"), single("c", { y: "a" })])).toEqual(["a", "c", "a"]);
  expect(circleIn([single("a", "a")])).toEqual(["a", "a"]);
  expect(neverAsked([single("a", "c"), single("b"), single("c")])).toEqual(["b"]);
});

test("every way through questions without a circle ends, within as many as are said to be left", () => {
  fc.assert(
    fc.property(randomQuestions, fc.infiniteStream(fc.nat()), (questions, choices) => {
      fc.pre(circleIn(questions) === undefined);
      let at = 0;
      let left = mostLeft(questions, 0);
      expect(left).toBeLessThanOrEqual(questions.length);
      while (at >= 0) {
        expect(left).toBeGreaterThan(0);
        const question = questions[at]!;
        const values = valuesOf(question);
        const value = values[Number(choices.next().value) % Math.max(1, values.length)];
        const branches = branchesOf(question);
        const to = (value !== undefined && branches[value]) || branches[""] || questions[at + 1]?.id || END;
        expect(followersOf(questions, at)).toContain(to);
        at = questions.findIndex(({ id }) => id === to);
        if (at >= 0) expect(mostLeft(questions, at)).toBeLessThan(left);
        left = at >= 0 ? mostLeft(questions, at) : 0;
      }
    }),
    { numRuns: 500 },
  );
});

test("what is called a circle is one: a visitor can go round it", () => {
  fc.assert(
    fc.property(randomQuestions, (questions) => {
      const circle = circleIn(questions);
      fc.pre(circle !== undefined);
      expect(circle[0]).toBe(circle.at(-1));
      for (const [index, id] of circle.slice(0, -1).entries()) {
        const at = questions.findIndex((question) => question.id === id);
        expect(followersOf(questions, at)).toContain(circle[index + 1]);
      }
    }),
    { numRuns: 500 },
  );
});
