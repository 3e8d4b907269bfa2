import { expect, test } from "vitest";
import type { KnownCounts } from "../../../../client/known/counted.ts";
import type { Me } from "../../../../client/widget/centre/contract.ts";
import { type Saying, sayTests } from "../../../../client/widget/lately/tests-said.ts";
import { TESTS_WORDS } from "../../../../client/widget/lately/tests-words.ts";
import type { TagExperiment } from "../../../../shared/wire.ts";

/** 2026-11-23. */
const TODAY = 20_780;
const words = TESTS_WORDS["en"]!;

const experiment = (id: string, dates: object = {}): TagExperiment => ({
  id,
  hash: "1",
  layer: id,
  share: 1,
  segments: [],
  goals: ["order"],
  ...dates,
});
const counted = (day: number, goals = {}) => ({ day, segments: [], goals });
const me = (...experiments: NonNullable<Me["experiments"]>) =>
  ({ languages: { names: "pl", sentences: "en" }, experiments }) as unknown as Me;

const say = (counts: Partial<KnownCounts>, saying: Partial<Saying> = {}) =>
  sayTests(
    { cohorts: {}, variants: {}, resting: false, ...counts },
    { language: "en", words, me: undefined, today: TODAY, experiments: [experiment("hero")], ...saying },
  );

test("a version is told by the owner's names, since when it counts, and with the goals that were reached", () => {
  const named = { id: "hero", name: "Góra", variant: { id: "warm", name: "Ciepła" }, variants: 3 };
  const goals = { order: [2, 1, 0], basket: [1, 1, 0] } as const;
  expect(
    say(
      { variants: { hero: [2, "1", TODAY] }, cohorts: { "x.hero.2": counted(TODAY - 2, goals) } },
      { me: me(named) },
    ),
  ).toEqual([
    {
      name: "Góra",
      version: "Ciepła",
      lang: { name: "pl", version: "pl" },
      facts: [
        "Counted since November 21, 2026",
        "Versions in all: 3",
        "order: reached, more than once",
        "basket: reached",
      ],
      note: "",
    },
  ]);
});

test("what the edge doesn't tell goes by id and number, and what wasn't seen says so", () => {
  expect(say({ variants: { hero: [2, "1", TODAY] } })).toEqual([
    { name: "hero", version: "Version 2", lang: {}, facts: [], note: words.unseen },
  ]);
});

test("the holdout of a test is none of its versions", () => {
  const named = { id: "hero", name: "Hero", variant: { id: "holdout", name: "holdout" }, variants: 3 };
  const [said] = say({ variants: { hero: [3, "1", TODAY] } }, { me: me(named) });
  expect([said!.version, said!.lang.version]).toEqual([words.none, undefined]);
});

test("whoever is held out of everything sees nothing of the other tests", () => {
  const said = say(
    { variants: { holdout: [2, "1", TODAY], hero: [2, "1", TODAY] }, cohorts: { "h.2": counted(TODAY) } },
    { experiments: [experiment("holdout"), experiment("hero")] },
  );
  expect(said.map(({ name, version, note }) => [name, version, note])).toEqual([
    [words.holdout, words.without, ""],
    ["hero", "Version 2", words.idle],
  ]);
  const [other] = say(
    { variants: { holdout: [1, "1", TODAY] }, cohorts: { "h.1": counted(TODAY) } },
    { experiments: [experiment("holdout")] },
  );
  expect([other!.version, other!.note]).toEqual([words.with, ""]);
});

test.each([
  ["in a pause", { resting: true }, {}],
  ["before it begins", {}, { from: TODAY + 1 }],
  ["after it is over", {}, { until: TODAY - 1 }],
])("%s a test changes nothing", (_, counts, dates) => {
  const cohorts = { "x.hero.2": counted(TODAY - 9) };
  const [said] = say(
    { variants: { hero: [2, "1", TODAY] }, cohorts, ...counts },
    { experiments: [experiment("hero", dates)] },
  );
  expect(said!.note).toBe(words.idle);
});

test("on its first and its last day it does", () => {
  const cohorts = { "x.hero.2": counted(TODAY) };
  const [said] = say({ cohorts }, { experiments: [experiment("hero", { from: TODAY, until: TODAY })] });
  expect(said).toMatchObject({ name: "hero", version: "Version 2", note: "" });
});
