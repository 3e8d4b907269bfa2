import fc from "fast-check";
import { expect, test } from "vitest";
import { dataReport } from "../../../shared/report/data.ts";
import { Counted, FIRST, inputOf, siteOf } from "./visitors.ts";

const DAYS = 30;
const site = siteOf({
  attributes: {
    visits: { count: "visit" },
    health: { declared: ["well", "ill"], sensitive: true, label: "Health", why: "To ask" },
  },
  blocks: {
    hero: { target: "#hero", op: "text", text: "Hello", when: "returning" },
    survey: {
      op: "ask",
      kind: "panel",
      questions: [
        { id: "nps", preset: "nps" },
        { id: "easy", preset: "ces" },
        { id: "happy", preset: "csat" },
        { id: "stars", preset: "stars" },
        { id: "taste", preset: "taste" },
        { id: "why", preset: "why", to: "https://www.example.com/feedback" },
      ],
    },
  },
});
const answersIn = (cells: Counted["cells"], from: number, to: number) =>
  dataReport({ ...inputOf(site, cells, from, to), attributes: [], items: null }).answers;

test("scales are told in groups with their scores, choices by answer, what is written freely not at all", () => {
  const counted = new Counted();
  const say = (question: string, answers: Readonly<Record<string, number>>) => {
    for (const [value, count] of Object.entries(answers))
      counted.add(FIRST + 2, `answer:survey:${question}:${value}`, count);
  };
  // 100 - 20 of 200.
  say("nps", { 0: 5, 6: 15, 7: 60, 8: 20, 9: 30, 10: 70 });
  say("easy", { 2: 20, 4: 30, 5: 40, 7: 110 });
  say("happy", { 1: 25, 3: 25, 4: 25, 5: 25 });
  say("stars", { 1: 20, 5: 60 });
  say("taste", { classic: 40, sporty: 3 });
  const answers = answersIn(counted.cells, FIRST, FIRST + DAYS - 1);
  expect(answers.map(({ question, answers, score }) => [question, answers, score])).toEqual([
    ["nps", 200, 40],
    ["easy", 200, 0.75],
    ["happy", 100, 0.5],
    ["stars", 80, 4],
    // Three of sporty taste are too few: so is everything beside them.
    ["taste", null, null],
  ]);
  expect(answers[0]!.groups).toEqual([
    { name: "detractors", answers: 20 },
    { name: "passives", answers: 80 },
    { name: "promoters", answers: 100 },
  ]);
  expect(answers[4]!.groups.every((group) => group.answers === null)).toBe(true);
});

test("invariant 7: what two ranges differ by is nobody's answer, or enough people's", () => {
  const isTold = (count: number) => count === 0 || count >= 20;
  const day = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: DAYS, maxLength: DAYS });
  const range = fc
    .tuple(fc.nat(DAYS - 1), fc.nat(DAYS - 1))
    .map(([one, other]) => [FIRST + Math.min(one, other), FIRST + Math.max(one, other)] as const);
  let told = 0;
  fc.assert(
    fc.property(day, day, day, range, range, (low, middle, high, one, other) => {
      const counted = new Counted();
      for (let at = 0; at < DAYS; at++)
        for (const [value, series] of [
          [3, low],
          [7, middle],
          [10, high],
        ] as const)
          if (series[at]! > 0) counted.add(FIRST + at, `answer:survey:nps:${value}`, series[at]);
      const [longer, shorter] = [one, other].map(([from, to]) => answersIn(counted.cells, from, to)[0]!);
      for (const { groups, answers } of [longer!, shorter!])
        for (const count of [answers, ...groups.map((group) => group.answers)])
          if (count !== null) expect(isTold(count)).toBe(true);
      if (other[0] < one[0] || other[1] > one[1]) return;
      longer!.groups.forEach(({ answers }, at) => {
        const inner = shorter!.groups[at]!.answers;
        if (answers === null || inner === null) return;
        expect(isTold(answers - inner)).toBe(true);
        told += Number(answers > inner);
      });
    }),
    { numRuns: 300 },
  );
  expect(told).toBeGreaterThan(20);
});
