import { expect, test } from "vitest";
import { choiceCounts } from "../../shared/choice-counts.ts";

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
