import { reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Edge, setCookies, SITE } from "../support.ts";
import { dataOf, ownedEdge, previewCookieOf, switched } from "./support.ts";

afterEach(() => reset());

let edge: Edge;
let cookies: { readonly sv_preview: string };
beforeEach(async () => {
  edge = ownedEdge();
  cookies = await previewCookieOf(edge, "returning");
});

const page = async (now = cookies) => dataOf(await edge.ask("/", { cookies: now, cf: { country: "DE" } }));
const after = async (change: unknown) => {
  cookies = await switched(edge, cookies, change);
  return page();
};
const holding = ({ segments }: Awaited<ReturnType<typeof page>>) =>
  segments.filter(({ holds }) => holds).map(({ id }) => id);
const shown = ({ blocks }: Awaited<ReturnType<typeof page>>) =>
  blocks.filter((block) => block.shown).map(({ id }) => id);

describe("switching", () => {
  test("segments, one after the other, and back", async () => {
    expect(holding(await page())).toEqual(["returning"]);
    const on = await after({ segments: { business: true } });
    expect([holding(on), shown(on), on.changes]).toEqual([
      ["returning", "business"],
      ["welcome", "terms"],
      1,
    ]);
    expect(on.segments.map(({ forced }) => forced)).toEqual([null, true, null, null]);
    const off = await after({ segments: { returning: false } });
    expect([holding(off), off.changes]).toEqual([["business"], 2]);
    expect(holding(await after({ segments: { business: null } }))).toEqual([]);
    const reset = await after({ reset: true });
    expect([holding(reset), reset.changes]).toEqual([["returning"], 0]);
  });

  test("blocks", async () => {
    const data = await after({ blocks: { welcome: false, offer: true } });
    expect(shown(data)).toEqual(["offer"]);
    expect(data.blocks.find(({ id }) => id === "welcome")).toMatchObject({
      shown: false,
      lost: "preview",
      forced: false,
    });
  });

  test("facts of the request: another value, unknown, and one's own again", async () => {
    expect(holding(await after({ context: { country: "PL" } }))).toEqual(["returning", "polish"]);
    const unknown = await after({ context: { country: "" } });
    expect(unknown.context.find(({ name }) => name === "country")).toMatchObject({
      value: null,
      changed: true,
    });
    const own = await after({ context: { country: null } });
    expect(own.context.find(({ name }) => name === "country")).toMatchObject({ value: "DE", changed: false });
  });

  test("buckets, consent and the day", async () => {
    const visits = (data: Awaited<ReturnType<typeof page>>) =>
      data.attributes.find(({ id }) => id === "visits")!;
    const before = visits(await page());
    expect(before.buckets).toEqual(["fewer than 2 times", "at least 2 times"]);
    expect(before.bucket).toBe(1);
    const first = await after({ buckets: { visits: 0 } });
    expect([visits(first).bucket, visits(first).changed, holding(first)]).toEqual([0, true, []]);
    expect(holding(await after({ buckets: { visits: null } }))).toEqual(["returning"]);
    const silent = await after({ consent: "unanswered" });
    expect([visits(silent).bucket, holding(silent), silent.consent]).toEqual([null, [], "unanswered"]);
    expect(silent.segments.map(({ holds }) => holds)).toEqual([null, null, false, null]);
    expect(holding(await after({ consent: null }))).toEqual(["returning"]);
    const later = await after({ day: "2026-12-24" });
    expect([later.day, later.dayChanged]).toEqual(["2026-12-24", true]);
    expect((await after({ day: null })).day).toBe("2026-12-01");
  });

  test("dates of blocks follow the day", async () => {
    edge = ownedEdge({
      site: {
        ...SITE,
        blocks: {
          xmas: { target: "#offer", op: "text", text: "x", from: "2026-12-24", until: "2026-12-26" },
        },
      },
    });
    cookies = await previewCookieOf(edge, "returning");
    expect((await page()).blocks[0]).toMatchObject({ lost: "dates", detail: "2026-12-24 – 2026-12-26" });
    expect(shown(await after({ day: "2026-12-25" }))).toEqual(["xmas"]);
  });

  test("keeps the end: switching makes no preview longer", async () => {
    edge.now += 20 * 60_000;
    const answer = await edge.post("/_selvedge/preview/change", { consent: "no" }, { cookies });
    expect(setCookies(answer)["sv_preview"]!.attributes).toContain("Max-Age=600;");
    edge.now += 10 * 60_000;
    const late = { cookies: { sv_preview: setCookies(answer)["sv_preview"]!.value } };
    expect((await edge.post("/_selvedge/preview/change", {}, late)).status).toBe(403);
  });
});

describe("says why", () => {
  test("each segment and each block came out as it did, in words and without a value", async () => {
    const { segments, blocks } = await page();
    expect(segments.map(({ id, why }) => [id, why])).toEqual([
      ["returning", "“Visits” is at least 2"],
      ["business", expect.stringContaining("fewer than 3 pages")],
      ["polish", "the country is Germany (Poland needed)"],
      ["newsletter", expect.stringContaining("the source of this visit")],
    ]);
    expect(blocks.find(({ id }) => id === "delivery")).toMatchObject({
      shown: false,
      lost: "condition",
      why: "the country is Germany (Poland needed)",
      reads: { segments: ["polish"], attributes: [], context: [] },
    });
  });

  test("what each attribute is made from, and which values its buckets hold", async () => {
    const attributes = {
      ...SITE.attributes,
      warmth: { score: { visits: 2, cart: 5 } },
      seen: { set: "view", of: "category", values: ["rain", "camp"] },
      cart: { sequence: ["cart", { not: "purchase" }], within: "7d" },
      away: { daysSince: "visit", label: "Days away" },
      mail: { declared: ["yes", "no"] },
    };
    const segments = {
      ...SITE.segments,
      warm: { when: { warmth: { $gte: 6 } } },
      rainy: { when: { seen: { $all: ["rain"] } } },
      left: { when: { cart: true } },
      away: { when: { away: { $gt: 7 } } },
    };
    edge = ownedEdge({ site: { ...SITE, attributes, segments } });
    cookies = await previewCookieOf(edge, "returning");
    const told = Object.fromEntries((await page()).attributes.map((each) => [each.id, each]));
    expect(told["warmth"]).toMatchObject({ from: ["visits", "cart"], events: [] });
    expect(told["cart"]).toMatchObject({ events: ["cart", "purchase"], buckets: ["yes", "no"] });
    expect(told["away"]!.buckets).toEqual(["less than 8 days or nothing yet", "at least 8 days"]);
    expect(told["seen"]!.buckets).toHaveLength(2);
    expect(told["mail"]).toMatchObject({ what: expect.stringContaining("mail"), bucket: null });
    expect(told["mail"]).not.toHaveProperty("buckets");
    for (const { buckets = [] } of Object.values(told)) expect(new Set(buckets).size).toBe(buckets.length);
  });

  test("to whom a block lost", async () => {
    edge = ownedEdge({
      site: { ...SITE, blocks: { ...SITE.blocks, louder: { ...SITE.blocks.welcome, priority: 9 } } },
    });
    cookies = await previewCookieOf(edge, "returning");
    expect((await page()).blocks).toContainEqual(
      expect.objectContaining({ id: "welcome", lost: "priority", to: "louder" }),
    );
  });
});

describe("isn't done", () => {
  const answer = (change: unknown, headers = {}) =>
    edge.post("/_selvedge/preview/change", change, { cookies, headers });

  test("for foreign pages, other types, other methods, or without a preview", async () => {
    const change = { segments: { business: true } };
    for (const headers of [
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
      { origin: "null" },
    ]) {
      const refused = await answer(change, headers);
      expect([headers, refused.status, setCookies(refused)]).toEqual([headers, 403, {}]);
    }
    expect((await answer(change, { "content-type": "text/plain" })).status).toBe(415);
    expect((await edge.ask("/_selvedge/preview/change", { cookies })).status).toBe(405);
    expect((await edge.post("/_selvedge/preview/change", change)).status).toBe(403);
    expect(
      (await edge.post("/_selvedge/preview/change", change, { cookies: { sv_preview: "x" } })).status,
    ).toBe(403);
  });

  test("invariant 9: where it makes no sense, and all of it is said", async () => {
    const refused = await answer({
      segments: { nobody: true },
      blocks: { nothing: false },
      context: { planet: "Mars", hour: "late" },
      buckets: { visits: 2, age: 1 },
      variants: { nothing: "warm" },
    });
    expect(refused.status).toBe(400);
    expect((await refused.json<{ detail: string }>()).detail.split("; ")).toEqual([
      "segments.nobody: the site file has none of that name",
      "blocks.nothing: the site file has none of that name",
      "context.planet: a name that no context has",
      'context.hour: expected a number, "" or null',
      "buckets.visits: expected a whole number from 0 to 1",
      "buckets.age: no such attribute is projected",
      "variants.nothing: the site file has no experiment of that name",
    ]);
    for (const change of [
      { day: "tomorrow" },
      { consent: "maybe" },
      { until: 9e9 },
      { segments: { returning: 1 } },
    ])
      expect((await answer(change)).status).toBe(400);
  });

  test("of what only somebody else can be, in the preview of oneself", async () => {
    cookies = await previewCookieOf(edge);
    expect((await answer({ buckets: { visits: 1 } })).status).toBe(400);
    expect((await answer({ consent: "no" })).status).toBe(400);
    expect(
      (await answer({ segments: { returning: true }, context: { hour: 20 }, day: "2026-12-24" })).status,
    ).toBe(204);
  });

  test("where it fits into no cookie", async () => {
    const segments = Object.fromEntries(
      Array.from({ length: 150 }, (_, at) => [`segment-with-a-long-name-${at}`, { when: { visits: at } }]),
    );
    const site = { ...SITE, segments, blocks: {}, maxBits: 40 };
    edge = ownedEdge({ site: { ...site, segments: { ...SITE.segments, ...mapped(segments) } } });
    cookies = await previewCookieOf(edge, "returning");
    const all = Object.fromEntries(Object.keys(segments).map((id) => [id, true]));
    const refused = await answer({ segments: all });
    expect([refused.status, setCookies(refused)]).toEqual([413, {}]);
    let last = 204;
    for (const id of Object.keys(segments)) {
      const one = await answer({ segments: { [id]: true } });
      last = one.status;
      if (last !== 204) break;
      cookies = { sv_preview: setCookies(one)["sv_preview"]!.value };
      expect(cookies.sv_preview.length).toBeLessThanOrEqual(3500);
    }
    expect(last).toBe(400);
  });
});

/** The same names, of which only some ask different things. */
function mapped(segments: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(segments).map((id) => [id, { when: { "context.city": id } }]));
}

describe("ending", () => {
  test("expires the cookie and nothing else", async () => {
    const answer = await edge.post(
      "/_selvedge/preview/end",
      {},
      { cookies: { sv_c: "x", sv_p: "x", ...cookies } },
    );
    expect(answer.status).toBe(204);
    expect(
      Object.entries(setCookies(answer)).map(([name, { value, attributes }]) => [name, value, attributes]),
    ).toEqual([["sv_preview", "", "; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax"]]);
  });

  test("isn't for foreign pages to do", async () => {
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await edge.post("/_selvedge/preview/end", {}, { cookies, headers })).status).toBe(403);
  });
});
