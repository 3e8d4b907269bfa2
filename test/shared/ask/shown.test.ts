import { describe, expect, test } from "vitest";
import { bucketOf } from "../../../shared/buckets.ts";
import type { DecisionInput } from "../../../shared/decide.ts";
import { compileSite } from "../../../shared/decision.ts";
import { checkSite } from "../../../shared/site/check.ts";

const question = { id: "what", type: "single", text: { en: "What?", pl: "Co?" } };
const asking = {
  op: "ask",
  kind: "inline",
  target: "#here",
  questions: [{ ...question, options: [{ value: "a" }, { value: "b" }] }],
};

function compile(blocks: object) {
  const attributes = { visits: { count: "visit" }, what: { declared: ["a", "b"] } };
  const checked = checkSite({ version: 1, id: "t", attributes, blocks });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  const site = compileSite(checked.value, (pathname) => (path) => pathname === path);
  const known = Object.fromEntries(
    site.plan.entries.map(({ id, attribute }) => [id, bucketOf(attribute.buckets!, 2)]),
  );
  const input = (isKnown: boolean): DecisionInput => ({
    path: "/",
    day: 20_000,
    context: {},
    buckets: isKnown ? known : undefined,
  });
  return { site, decide: (isKnown = true) => site.decide(input(isKnown)), input };
}

describe("a block that asks", () => {
  test("is written into the page, in the page's language, where only the edge decides about it", () => {
    const { site, decide } = compile({ poll: { ...asking, place: "append" } });
    const { decision, edits } = decide().render("pl", "en");
    expect(decision.blocks).toEqual([{ id: "poll", asks: 1 }]);
    expect(edits).toMatchObject([{ block: "poll", target: "#here", op: "append", limit: 1 }]);
    expect(JSON.stringify(edits)).toContain("Co?");
    expect(site.targets("/")).toEqual([{ target: "#here", sorts: false }]);
    // One object for all visitors, by which pages are remembered.
    expect(decide().render("pl", "en").edits[0]).toBe(edits[0]);
  });

  test.each([
    ["its kind", { kind: "panel", target: undefined }],
    ["a sample", { sample: 1 }],
    ["days between", { every: "90d" }],
    ["how often", { times: 2 }],
    ["its moment", { trigger: "exit" }],
  ])("is told as a message by %s", (_, more) => {
    const { site, decide } = compile({ poll: { ...asking, ...more } });
    const { decision, edits } = decide().render(undefined, "en-GB");
    expect(edits).toEqual([]);
    expect(site.targets("/")).toEqual([]);
    expect(decision.blocks[0]!.message).toMatchObject({ lang: "en", dir: "ltr", asks: 1 });
    expect(decision.blocks[0]!.message!.html).toContain("What?");
  });

  test("invariant 1: asks nobody of whom nothing may be known, whatever its kind, here or ahead", () => {
    for (const more of [{}, { kind: "panel", target: undefined }]) {
      const { site, decide, input } = compile({ poll: { ...asking, ...more } });
      const { decision, edits } = decide(false).render("en", undefined);
      expect([decision.blocks, edits]).toEqual([[], []]);
      expect(decision.lost).toEqual([{ id: "poll", reason: "unknown" }]);
      expect(site.ahead(input(false), []).blocks).toEqual([{ id: "poll", open: true }]);
      expect(JSON.stringify(site.ahead(input(true), ["en"]).blocks)).toContain("What?");
    }
  });

  test("shares its place with other blocks there, by priority", () => {
    const { decide } = compile({
      text: { target: "#here", op: "content", html: "<p>Text</p>" },
      poll: { ...asking, priority: 1 },
    });
    expect(decide().render("en", undefined).decision).toMatchObject({
      blocks: [{ id: "poll" }],
      lost: [{ id: "text", reason: "priority", to: "poll" }],
    });
  });
});
