import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { run } from "./run.ts";

vi.setConfig({ testTimeout: 60_000 });

const NOW = "2026-11-20T10:00:00Z";
const SITE = {
  version: 1,
  id: "shop",
  languages: ["en", "pl"],
  exclude: ["/admin/*"],
  attributes: { visits: { count: "visit", label: "Visits" } },
  segments: { returning: { when: { visits: { $gte: 2 } } } },
  blocks: {
    hi: { pages: ["/", "/admin/*"], target: "h1", op: "text", when: "returning", text: "Hi" },
    lower: { target: "h1", op: "text", priority: -1, when: "returning", text: "Lower" },
    winter: { target: "p", op: "remove", from: "2026-12-01", until: "2026-12-24" },
    empty: { target: "h2", op: "text", text: { en: "Hello", pl: "" } },
    abroad: { target: "h3", op: "content", cases: [{ when: { "context.country": "PL" }, html: "PL" }] },
  },
};
const TWICE = { now: NOW, events: [{ at: "-1d", event: "view" }] };
const ONCE = { now: NOW, events: [{ at: "-1m", event: "view" }] };
const GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-why-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function why(block: string, who: object, site: object = {}, ...more: readonly string[]) {
  const [file, persona] = [join(folder, "site.json"), join(folder, "who.json")];
  await writeFile(file, JSON.stringify({ ...SITE, ...site }));
  await writeFile(persona, JSON.stringify(who));
  const { code, out, errors } = await run("why", block, "--site", file, "--persona", persona, ...more);
  return { code, sentence: out.split("\n", 1)[0], out, errors };
}

describe("why", () => {
  test("a block that is shown", async () => {
    const { code, sentence, out } = await why("hi", TWICE);
    expect([code, sentence]).toEqual([0, 'The visitor sees "hi" on /.']);
    expect(out).not.toContain("✗");
  });

  test.each<[string, string, object, object, readonly string[], string]>([
    ["the kill switch", "hi", TWICE, { enabled: false }, [], "the site file is switched off"],
    ["an excluded path", "hi", TWICE, {}, ["--page", "/admin/x"], "/admin/x is never touched (/admin/*)"],
    ["another page", "hi", TWICE, {}, ["--page", "/other"], "it is for /, /admin/*, not for /other"],
    ["a bot", "hi", { ...TWICE, userAgent: GOOGLE }, {}, [], "says that it is a bot"],
    ["dates", "winter", TWICE, {}, [], "from 2026-12-01 until 2026-12-24, and asked for on 2026-11-20"],
    ["a refusal", "hi", { ...TWICE, consent: [] }, {}, [], "the visitor has refused"],
    ["no answer", "hi", { ...TWICE, consent: "unanswered" }, {}, [], "the visitor hasn't answered"],
    ["nobody known", "hi", { now: NOW }, {}, [], "nothing has been told to the edge of this visitor"],
    ["the condition", "hi", ONCE, {}, [], "doesn't hold, because “Visits” is 1 (at least 2 needed)"],
    ["no case", "abroad", { now: NOW, context: { country: "DE" } }, {}, [], "case 1 doesn't hold, because"],
    ["priority", "lower", TWICE, {}, [], '"hi" wants the same element (h1) and comes first'],
    ["an empty text", "empty", { ...TWICE, language: "pl" }, {}, [], "its text is empty in pl"],
  ])("%s", async (_, block, who, site, more, told) => {
    const { code, sentence } = await why(block, who, site, ...more);
    expect(code).toBe(1);
    expect(sentence).toContain(`The visitor doesn't see "${block}" on `);
    expect(sentence).toContain(told);
  });

  test("a block that sorts is shown where it is known what comes first", async () => {
    const attributes = { taste: { top: "view", of: "category", values: ["rain"] } };
    const blocks = { nav: { target: "ul", op: "reorder", by: "data-category", first: "{{taste}}" } };
    const view = { at: "-1d", event: "view", properties: { category: "rain" } };
    const shown = await why("nav", { now: NOW, events: [view] }, { attributes, segments: {}, blocks });
    expect([shown.code, shown.out]).toEqual([
      0,
      expect.stringContaining("puts rain first, by data-category"),
    ]);
    const { code, sentence } = await why("nav", TWICE, { attributes, segments: {}, blocks });
    expect([code, sentence]).toEqual([1, expect.stringContaining("what it puts first isn't known")]);
  });

  describe("a redirect", () => {
    const away = (more: object = {}) => ({
      op: "redirect",
      pages: ["/"],
      to: "/again/",
      when: "returning",
      ...more,
    });
    const blocks = (more: object = {}) => ({ blocks: { away: away(more), hi: SITE.blocks.hi } });

    test("that is done", async () => {
      const { code, out, sentence } = await why("away", TWICE, blocks());
      expect([code, sentence]).toEqual([0, '"away" sends the visitor away from /.']);
      expect(out).toContain('"away" leads to /again/');
    });

    test("keeps other blocks from being seen", async () => {
      const { code, sentence } = await why("hi", TWICE, blocks());
      expect([code, sentence]).toEqual([
        1,
        'The visitor doesn\'t see "hi" on /: the visitor doesn\'t get to see this page: "away" leads to /again/.',
      ]);
    });

    test.each<[string, object, object, string]>([
      ["its condition", ONCE, {}, "“Visits” is 1 (at least 2 needed)"],
      [
        "an address that isn't known",
        TWICE,
        { to: "/{{context.city}}/" },
        "or its address prints, isn't known",
      ],
      [
        "an address that isn't allowed",
        { ...TWICE, context: { city: "//x.test" } },
        { to: "{{context.city}}" },
        "neither a page of this site nor at a listed host",
      ],
    ])("is kept back by %s", async (_, who, more, told) => {
      const { code, sentence } = await why("away", who, blocks(more));
      expect(code).toBe(1);
      expect(sentence).toContain(`"away" doesn't send the visitor away from /: `);
      expect(sentence).toContain(told);
    });

    test("as the Worker does it", async () => {
      const page = join(folder, "index.html");
      await writeFile(
        page,
        "<!doctype html><html lang=en><head><title>x</title></head><body><h1>x</h1></body></html>",
      );
      const { code, out } = await why("away", TWICE, blocks(), "--page", page);
      expect(code).toBe(0);
      expect(out).toContain("the Worker sends the visitor to /again/ (302)");
    });
  });

  test("a block that isn't there is wrong use, with a guess", async () => {
    const { code, errors } = await why("wintr", {});
    expect(code).toBe(2);
    expect(errors).toContain("did you mean winter?");
  });

  test("--json gives every step", async () => {
    const { out } = await why("hi", ONCE, {}, "--json");
    const answer = JSON.parse(out) as { steps: { name: string; ok: boolean | null }[] };
    expect(answer).toMatchObject({ block: "hi", path: "/", shown: false });
    expect(answer.steps.filter(({ ok }) => ok === false).map(({ name }) => name)).toEqual(["condition"]);
  });
});
