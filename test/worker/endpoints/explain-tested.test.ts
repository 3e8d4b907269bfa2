import { reset } from "cloudflare:test";
import { afterEach, expect, test } from "vitest";
import type { SiteInput } from "../../../shared/site/schema.ts";
import type { SignalAnswer } from "../../../shared/wire.ts";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import type { MeAnswer } from "../../../worker/endpoints/me.ts";
import { choice, device, Edge, setCookies, signalOf, SITE } from "../support.ts";

const words = { hypothesis: "warm words sell", primary: "order" } as const;
const TESTED = {
  ...SITE,
  holdout: 0.5,
  blocks: {
    warm: { target: "#terms", op: "text", text: "Warm" },
    back: { target: "#welcome", op: "text", text: "Back", when: "returning" },
    near: { target: "#offer", op: "text", text: "Near" },
    plain: { target: "#plain", op: "text", text: "Plain" },
  },
  experiments: {
    words: { ...words, label: "Words", variants: { asIs: {}, warm: { blocks: ["warm", "back"] } } },
    later: { ...words, variants: { asIs: {}, near: { blocks: ["near"] } }, from: "2027-01-01" },
  },
} as const satisfies SiteInput;

afterEach(() => reset());

/** What somebody with these variants is told of the blocks of the home page, by id. */
async function told(variants: number[], language = "en"): Promise<Record<string, string>> {
  const edge = new Edge({ site: TESTED });
  const config = await edge.config();
  const both = { sv_c: choice() };
  const signal = { ...signalOf(config, device(config, 2)), variants };
  const answered = await edge.post("/_selvedge/signals", signal, { cookies: both });
  expect((await answered.clone().json<SignalAnswer>()).variants).toEqual(variants);
  const sv_p = setCookies(answered)["sv_p"]!.value;
  const asked = await edge.ask(`/_selvedge/me?language=${language}`, { cookies: { ...both, sv_p } });
  const { page } = await asked.json<MeAnswer>();
  return Object.fromEntries([...page.blocks, ...page.lost].map(({ id, sentence }) => [id, sentence]));
}

test("a block of the visitor's version says that chance gave it, beside what its rules say", async () => {
  const of = await told([1, 2, 0]);
  expect(of["warm"]).toBe("In the test “Words”, chance gave you a version with this block.");
  expect(of["back"]).toBe(
    "You see the block “back” because “Visits” is at least 2. In the test “Words”, chance gave you a version with this block.",
  );
  expect(of["plain"]).toBe("You see the block “plain”: this holds for everybody.");
});

test("so does one that another version has; and of a test that they are no part of, that they aren't", async () => {
  expect((await told([1, 1, 0]))["warm"]).toBe(
    "In the test “Words”, chance gave you a version without this block.",
  );
  const apart = await told([1, 0, 1]);
  expect(apart["warm"]).toBe("This block belongs to the test “Words”, in which you take no part.");
  // It doesn't run, whatever was drawn.
  expect(apart["near"]).toBe("This block belongs to the test “later”, in which you take no part.");
});

test("whoever is held out of everything is told that, and why", async () => {
  const of = await told([2, 0, 0]);
  const why =
    "To learn what personalization does, this site leaves it out for some visitors, picked by chance. You are one of them.";
  expect([of["warm"], of["back"]]).toEqual([why, why]);
  expect(of["plain"]).toContain("this holds for everybody");
});

test("in every language of the widget, with names in its own quotation marks", async () => {
  const all = await Promise.all(
    WIDGET_LANGUAGES.map(async (language) => (await told([1, 2, 0], language))["warm"]!),
  );
  expect(new Set(all).size).toBe(WIDGET_LANGUAGES.length);
  for (const sentence of all) expect(sentence).toMatch(/[“„«][\u{a0}]?Words[\u{a0}]?[”“»]/u);
});
