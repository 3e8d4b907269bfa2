import { expect, test } from "vitest";
import { answerSteps } from "../../../tools/trace/steps.ts";

test("a page without the tag tells what kept it out", () => {
  const tagStep = (timing: string) => {
    const headers = new Headers({ "content-type": "text/html; charset=utf-8", "server-timing": timing });
    return answerSteps({ status: 200, headers, text: "<p>", milliseconds: 1 }).find(
      ({ name }) => name === "tag",
    );
  };
  const personalized = 'selvedge;desc="personalized"';
  expect(tagStep(`selvedge-tag;desc="left out: script-src blocks the tag", ${personalized}`)).toEqual({
    name: "tag",
    ok: false,
    told: "left out: script-src blocks the tag",
  });
  expect(tagStep(personalized)).toMatchObject({ ok: false, told: "not in the page" });
});
