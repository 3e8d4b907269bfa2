import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import type { Choice } from "../../../shared/consent.ts";
import { isoDay } from "../../../shared/receipt.ts";
import { ADMIN, OWNER_TOKEN, ownedEdge } from "../preview/support.ts";
import { choice, type Edge, TODAY, totalsOf } from "../support.ts";

afterEach(() => reset());

const DAY_MILLISECONDS = 86_400_000;
const FROM = `from=${isoDay(TODAY)}&to=${isoDay(TODAY + 1)}`;
const report = (edge: Edge, query = `?${FROM}`) =>
  edge.ask(`${ADMIN}/api/reports/privacy${query}`, { headers: { authorization: `Bearer ${OWNER_TOKEN}` } });
const choose = async (
  edge: Edge,
  times: number,
  purposes: Choice["purposes"],
  more: object = {},
  headers = {},
) => {
  const gpc = "sec-gpc" in headers;
  const day = Math.floor(edge.now / DAY_MILLISECONDS);
  for (let time = 0; time < times; time++) {
    const body = { choice: choice(purposes, { gpc, day }), ...more };
    expect((await edge.post("/_selvedge/consent", body, { headers })).status).toBe(204);
  }
};
const QUESTION = { layer: "question", language: "en" };

describe("how visitors have answered", () => {
  test("is told once the days are over, whether or not the site gives receipts", async () => {
    const edge = ownedEdge();
    await choose(edge, 20, ["personalization"], QUESTION);
    await choose(edge, 20, [], { layer: "settings", language: "pl" }, { "sec-gpc": "1" });
    edge.now += DAY_MILLISECONDS;
    await choose(edge, 21, ["personalization", "measurement"], QUESTION);
    edge.now += 2 * DAY_MILLISECONDS;
    const answer = await report(edge);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const { choices } = await answer.json<Record<"choices", object>>();
    expect(choices).toEqual({
      choices: 61,
      answers: { personalization: { yes: 41, no: 20 }, measurement: { yes: 21, no: 40 } },
      gpc: { choices: 20, answers: { personalization: { yes: 0, no: 20 }, measurement: { yes: 0, no: 20 } } },
      languages: { en: 41, pl: 20 },
      methods: { question: 41, settings: 20 },
    });
  });

  test("invariant 7: a language that nobody is asked in has no name, and few choices aren't told", async () => {
    const edge = ownedEdge();
    await choose(edge, 3, [], { layer: "question", language: "qqq" });
    edge.now += 2 * DAY_MILLISECONDS;
    const answer = await (await report(edge)).json();
    expect(answer).toMatchObject({ choices: { choices: null, languages: {}, methods: {} } });
    const names = Object.keys(await totalsOf(edge));
    expect(names.filter((name) => name.startsWith("choice-language"))).toEqual(["choice-language:other"]);
  });

  test("invariant 7: of two answers no difference is of a few", async () => {
    const edge = ownedEdge();
    await choose(edge, 25, [], QUESTION);
    edge.now += DAY_MILLISECONDS;
    await choose(edge, 3, [], QUESTION);
    edge.now += 2 * DAY_MILLISECONDS;
    const told = async (from: number, to: number) => {
      const answer = await report(edge, `?from=${isoDay(from)}&to=${isoDay(to)}`);
      return (await answer.json<{ choices: { choices: number | null } }>()).choices.choices ?? 0;
    };
    const [one, both] = [await told(TODAY, TODAY), await told(TODAY, TODAY + 1)];
    expect(Math.abs(both - one)).not.toBe(3);
  });
});
