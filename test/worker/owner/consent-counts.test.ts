import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import type { Choice } from "../../../shared/consent.ts";
import { isoDay } from "../../../shared/receipt.ts";
import { ADMIN, OWNER_TOKEN, ownedEdge } from "../preview/support.ts";
import { choice, type Edge, TODAY, totalsOf } from "../support.ts";

afterEach(() => reset());

const counts = (edge: Edge, query = "", authorization = `Bearer ${OWNER_TOKEN}`) =>
  edge.ask(`${ADMIN}/consent-counts${query}`, { headers: { authorization } });
const choose = async (
  edge: Edge,
  times: number,
  purposes: Choice["purposes"],
  more: object = {},
  headers = {},
) => {
  const gpc = "sec-gpc" in headers;
  const day = Math.floor(edge.now / 86_400_000);
  for (let time = 0; time < times; time++) {
    const body = { choice: choice(purposes, { gpc, day }), ...more };
    expect((await edge.post("/_selvedge/consent", body, { headers })).status).toBe(204);
  }
};
const QUESTION = { layer: "question", language: "en" };

describe("how visitors have answered", () => {
  test("is told by day and altogether, whether or not the site gives receipts", async () => {
    const edge = ownedEdge();
    await choose(edge, 20, ["personalization"], QUESTION);
    await choose(edge, 20, [], { layer: "settings", language: "pl" }, { "sec-gpc": "1" });
    edge.now += 86_400_000;
    await choose(edge, 21, ["personalization", "measurement"], QUESTION);
    const answer = await counts(edge);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const { total, days, ...rest } = await answer.json<Record<"total" | "days", object>>();
    expect(rest).toEqual({
      site: "test-shop",
      from: isoDay(TODAY - 28),
      to: isoDay(TODAY + 1),
      least: 20,
    });
    expect(total).toEqual({
      choices: 61,
      answers: { personalization: { yes: 41, no: 20 }, measurement: { yes: 21, no: 40 } },
      gpc: { choices: 20, answers: { personalization: { yes: 0, no: 20 }, measurement: { yes: 0, no: 20 } } },
      languages: { en: 41, pl: 20 },
      methods: { question: 41, settings: 20 },
    });
    expect(days).toMatchObject([
      { day: isoDay(TODAY), choices: 40, languages: { en: 20, pl: 20 } },
      { day: isoDay(TODAY + 1), choices: 21, gpc: { choices: 0 } },
    ]);
    const one = await counts(edge, `?from=${isoDay(TODAY)}&to=${isoDay(TODAY)}`);
    expect(await one.json()).toMatchObject({ total: { choices: 40 }, days: [{ day: isoDay(TODAY) }] });
  });

  test("invariant 7: a language that nobody is asked in has no name, and few choices are null", async () => {
    const edge = ownedEdge();
    await choose(edge, 3, [], { layer: "question", language: "qqq" });
    expect(await (await counts(edge)).json()).toMatchObject({ total: { choices: null, languages: {} } });
    const names = Object.keys(await totalsOf(edge));
    expect(names.filter((name) => name.startsWith("choice-language"))).toEqual(["choice-language:other"]);
  });

  test("is for the owner alone, on the owner's hostname", async () => {
    const edge = ownedEdge();
    expect((await counts(edge, "", "Bearer x")).status).toBe(401);
    expect((await edge.post(`${ADMIN}/consent-counts`, {})).status).toBe(405);
    await edge.ask("/consent-counts", { headers: { authorization: `Bearer ${OWNER_TOKEN}` } });
    expect(edge.asked.map(({ url }) => new URL(url).pathname)).toEqual(["/consent-counts"]);
  });

  test.each([
    ["?from=yesterday", "from: expected a day"],
    ["?to=2026-02-30", "to: expected a day"],
    ["?from=2026-03-01&to=2026-02-01", 'from: expected a day up to "to"'],
    ["?from=2020-01-01&to=2026-01-01", 'from: expected a day up to "to", at most 366 days'],
  ])("invariant 9: %s is refused with its place", async (query, detail) => {
    const answer = await counts(ownedEdge(), query);
    expect(answer.status).toBe(400);
    expect((await answer.json<{ detail: string }>()).detail).toContain(detail);
  });
});
