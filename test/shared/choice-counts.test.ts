import { expect, test } from "vitest";
import { choiceCounts, choiceReport } from "../../shared/choice-counts.ts";

test("a choice is counted by its purposes, by Global Privacy Control, method and language, each apart", () => {
  expect(
    choiceCounts({
      purposes: ["personalization", "measurement"],
      gpc: false,
      method: "question",
      language: "en",
    }),
  ).toEqual(["choice:pm", "choice-method:question", "choice-language:en"]);
  expect(choiceCounts({ purposes: [], gpc: true, method: "api", language: undefined })).toEqual([
    "choice:-",
    "choice-gpc:-",
    "choice-method:api",
  ]);
});

test("a report tells yes and no per purpose, under the signal, by language and by method", () => {
  const report = choiceReport({
    "choice:pm": 100,
    "choice:p": 30,
    "choice:m": 20,
    "choice:-": 50,
    "choice-gpc:pm": 40,
    "choice-gpc:-": 25,
    "choice-language:en": 150,
    "choice-language:pl": 45,
    "choice-method:question": 120,
    "choice-method:settings": 75,
    view: 1000,
    "goal:choice:1": 77,
  });
  expect(report).toEqual({
    choices: 200,
    answers: { personalization: { yes: 130, no: 70 }, measurement: { yes: 120, no: 80 } },
    gpc: {
      choices: 65,
      answers: { personalization: { yes: 40, no: 25 }, measurement: { yes: 40, no: 25 } },
    },
    languages: { en: 150, pl: 45 },
    methods: { question: 120, settings: 75 },
  });
});

test("nothing is told that is of fewer than twenty, nor can it be reckoned from the rest", () => {
  const { choices, answers, gpc, languages, methods } = choiceReport({
    "choice:pm": 100,
    "choice:p": 19,
    "choice-gpc:-": 19,
    "choice-language:en": 118,
    "choice-language:uk": 1,
    "choice-method:settings": 19,
  });
  expect(choices).toBe(119);
  expect(answers).toEqual({ personalization: { yes: 119, no: 0 }, measurement: { yes: null, no: null } });
  expect(gpc.choices).toBeNull();
  expect(languages).toEqual({ en: 118 });
  expect(methods).toEqual({});
  expect(choiceReport({})).toMatchObject({ choices: 0, answers: { measurement: { yes: 0, no: 0 } } });
});
