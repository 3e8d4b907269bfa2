import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import type { HandingAnswer, PageAnswer } from "../../../shared/tag-mode.ts";
import { choice, cookiesOf, device, Edge, type EdgeOptions, signalOf, SITE } from "../support.ts";

// What a page behind the Worker asks in a view without a load; what the pasted tag asks is in tag-mode.test.ts.

const edgeOf = (site: object = {}, options: EdgeOptions = {}) =>
  new Edge({ site: { ...SITE, ...site }, ...options });
const question = (more: object = {}) => ({ path: "/", language: "en", referrer: "", ...more });

async function decisionOf(
  edge: Edge,
  cookies: Record<string, string> = {},
  more: object = {},
): Promise<PageAnswer> {
  const response = await edge.post("/_selvedge/decision", question(more), { cookies });
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  return response.json();
}

const idsOf = ({ blocks }: { readonly blocks: readonly { readonly id: string }[] }) =>
  blocks.map(({ id }) => id);

afterEach(() => reset());

describe("a view without a load", () => {
  test("is decided on the cookies, as its page would be, with what to do", async () => {
    const edge = edgeOf();
    const known = await cookiesOf(edge, 2);
    const answer = await decisionOf(edge, known);
    expect(idsOf(answer)).toEqual(["welcome", "delivery"]);
    expect(answer.blocks[0]!.edit).toEqual({
      block: "welcome",
      target: "#welcome",
      claims: ["|content|"],
      calls: [["", "replaceChildren", ["Good to see you again"]]],
    });
    const page = await (await edge.ask("/", { cookies: known })).text();
    expect(page).toContain("Good to see you again");
    expect(answer.handed).toBeUndefined();
  });

  test("invariant 1: without a yes nothing of the profile is used, and what is kept is expired", async () => {
    const edge = edgeOf();
    const known = await cookiesOf(edge, 2);
    const response = await edge.post("/_selvedge/decision", question(), {
      cookies: { ...known, sv_c: choice([]) },
    });
    const answer: PageAnswer = await response.json();
    expect(idsOf(answer)).toEqual([]);
    expect(response.headers.get("set-cookie")).toContain("sv_p=;");
  });

  test("pages of elsewhere can't ask, and what isn't a question is refused", async () => {
    const edge = edgeOf();
    const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await edge.post("/_selvedge/decision", question(), { headers })).status).toBe(403);
    const bad = await edge.post("/_selvedge/decision", question({ visitor: "x", path: "y" }));
    expect(bad.status).toBe(400);
    const long = await edge.post("/_selvedge/decision", question({ query: "x".repeat(9000) }));
    expect(long.status).toBe(413);
  });

  test("excluded pages and sites that are switched off get nothing", async () => {
    expect(await decisionOf(edgeOf(), {}, { path: "/checkout/pay" })).toEqual({
      segments: [],
      blocks: [],
      lost: [],
    });
    const off = await edgeOf({ enabled: false }).post("/_selvedge/decision", question());
    expect(off.status).toBe(404);
  });
});

describe("pages of a framework", () => {
  test("say how their blocks are done, and load what keeps them", async () => {
    const page = async (site: object) =>
      (await edgeOf(site).ask("/", { headers: { accept: "text/html" } })).text();
    const drawn = await page({ redraws: true });
    expect(drawn).toContain('src="/_selvedge/views.js"');
    expect(drawn).toContain('"replaceChildren",["Delivered by InPost"]');
    const plain = await page({});
    expect(plain).not.toContain("views.js");
    expect(plain).not.toContain("replaceChildren");
  });

  test("load nothing more where this visitor has no block", async () => {
    const edge = edgeOf({ redraws: true });
    const drawn = await (await edge.ask("/", { cf: { country: "FR" } })).text();
    expect(drawn).not.toContain("views.js");
  });
});

describe("live blocks", () => {
  const live = { blocks: { ...SITE.blocks, welcome: { ...SITE.blocks.welcome, live: true } } };

  test("come with the answer to a signal, with how they are done; others without", async () => {
    const edge = edgeOf(live);
    const config = await edge.config();
    expect(config.parts).toContain("views");
    const response = await edge.post("/_selvedge/signals", signalOf(config, device(config, 2, 3)), {
      cookies: { sv_c: choice() },
    });
    const { decision }: HandingAnswer = await response.json();
    expect(decision.blocks.find(({ id }) => id === "welcome")).toMatchObject({
      live: true,
      edit: { calls: [["", "replaceChildren", ["Good to see you again"]]] },
    });
    expect(decision.blocks.find(({ id }) => id === "terms")).toEqual({ id: "terms" });
  });

  test("cost a site without them nothing", async () => {
    expect((await edgeOf().config()).parts).not.toContain("views");
  });
});
