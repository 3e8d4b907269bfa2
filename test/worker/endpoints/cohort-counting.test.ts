import { reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Count, TagConfig } from "../../../shared/wire.ts";
import { choice, countsOf, device, Edge, MESSAGE, signalOf, SITE, totalsOf } from "../support.ts";

const site = {
  ...SITE,
  holdout: 0.1,
  measured: ["returning", "polish"],
  experiments: {
    hero: {
      hypothesis: "It helps",
      primary: "order",
      segments: ["returning"],
      variants: { control: {}, bold: { blocks: ["welcome"] } },
    },
  },
};
const cookies = { sv_c: choice() };

let edge: Edge;
let config: TagConfig;
const send = (
  counts: readonly unknown[],
  more: Parameters<Edge["post"]>[2] = { cookies },
  message = MESSAGE,
) => edge.post("/_selvedge/signals", countsOf(config, { counts, message }), more);

const WHOLE: readonly Count[] = [
  ["joined", "d", ["polish", "returning"]],
  ["joined", "w", ["polish"]],
  ["joined", "x.hero.2", ["returning"]],
  ["reached", "x.hero.2", "order", 0, 2, ["returning"]],
  ["again", "h.1", "order", []],
  ["event", "purchase"],
  ["vital", "cls", "personalized", 0.1],
];
const CELLS = {
  "joined:d": 1,
  "joined:d@polish": 1,
  "joined:d@returning": 1,
  "joined:w": 1,
  "joined:w@polish": 1,
  "joined:x.hero.2": 1,
  "joined:x.hero.2@returning": 1,
  "reached:x.hero.2:order:2": 1,
  "reached:x.hero.2:order:2@returning": 1,
  "again:h.1:order": 1,
  "event:purchase": 1,
  "vital:cls:personalized:0.1": 1,
};

beforeEach(async () => {
  edge = new Edge({ site });
  config = await edge.config();
});
afterEach(() => reset());

describe("what devices count of cohorts", () => {
  test("is kept by cell, once however often it comes", async () => {
    for (let attempt = 0; attempt < 2; attempt++)
      expect(await (await send(WHOLE)).json()).toMatchObject({ counted: true });
    expect(await totalsOf(edge)).toEqual(CELLS);
  });

  test("is left out where the site file doesn't have it; the rest of the message counts", async () => {
    const gone = [
      ["joined", "x.gone.1", []],
      ["reached", "m", "gone", 0, 1, ["gone", "polish"]],
      ["event", "gone"],
      ["joined", "m", ["gone", "polish"]],
    ];
    expect(await (await send(gone)).json()).toMatchObject({ counted: true });
    expect(await totalsOf(edge)).toEqual({ "joined:m": 1, "joined:m@polish": 1 });
  });

  test("tells with a projection which attributes say something, to the day alone", async () => {
    const counts = { counts: [["joined", "d", []]] as const, token: config.token, message: MESSAGE };
    await edge.post("/_selvedge/signals", signalOf(config, device(config, 3), counts), { cookies });
    const { "filled:visits": visits, "filled:pricingViews": views } = await totalsOf(edge);
    expect([visits, views]).toEqual([1, undefined]);
  });

  test.each<[string, readonly unknown[]]>([
    ["a cohort of another kind", [["joined", "y", []]]],
    ["a sentence for a cohort", [["joined", "x.call me.1", []]]],
    ["segments in another order", [["joined", "d", ["returning", "polish"]]]],
    ["a segment twice", [["joined", "d", ["polish", "polish"]]]],
    [
      "more segments than are measured",
      [["joined", "d", Array.from({ length: 33 }, (_, at) => `s${10 + at}`)]],
    ],
    ["a state that is no higher", [["reached", "d", "order", 2, 2, []]]],
    ["a state beyond all steps", [["reached", "d", "order", 0, 34, []]]],
    ["half a state", [["reached", "d", "order", 0, 0.5, []]]],
    ["a state before none", [["reached", "d", "order", -1, 1, []]]],
    ["a vital of another name", [["vital", "ttfb", "plain", 0]]],
    ["something more", [["event", "view", 1]]],
    [
      "the same twice",
      [
        ["joined", "d", []],
        ["joined", "d", []],
      ],
    ],
    [
      "a goal twice",
      [
        ["reached", "d", "order", 0, 1, []],
        ["reached", "d", "order", 1, 2, []],
      ],
    ],
    [
      "two variants of an experiment",
      [
        ["joined", "x.hero.1", []],
        ["reached", "x.hero.2", "order", 0, 1, []],
      ],
    ],
    [
      "held out and not",
      [
        ["joined", "h.1", []],
        ["joined", "h.2", []],
      ],
    ],
    [
      "other segments of the same cohort",
      [
        ["joined", "d", ["polish"]],
        ["again", "d", "order", []],
      ],
    ],
  ])("is refused with %s, and nothing of it is counted", async (_, counts) => {
    expect((await send([["view"], ...counts])).status).toBe(400);
    expect(await totalsOf(edge)).toEqual({});
  });

  test("invariant 1: isn't taken without consent to measurement", async () => {
    expect((await send(WHOLE, { cookies: { sv_c: choice(["personalization"]) } })).status).toBe(403);
    expect(await totalsOf(edge)).toEqual({});
  });

  test("of a bot that says so isn't counted", async () => {
    const headers = { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" };
    expect(await (await send(WHOLE, { cookies, headers })).json()).toMatchObject({ counted: false });
    expect(await totalsOf(edge)).toEqual({});
  });
});

describe("from one network", () => {
  const headers = { "cf-connecting-ip": "203.0.113.9" };
  const visitor = (index: number, counts = WHOLE, from: object = headers) =>
    send(counts, { cookies, headers: from as never }, index.toString(16).padStart(32, "0"));

  test("only a share is counted, of each cohort; who is left out isn't told, but the owner is", async () => {
    for (let index = 0; index < 25; index++)
      expect(await (await visitor(index)).json()).toMatchObject({ counted: true });
    const totals = await totalsOf(edge);
    expect(totals).toMatchObject({
      "joined:d": 20,
      "joined:d@polish": 20,
      "reached:x.hero.2:order:2": 20,
      "again:h.1:order": 20,
      // What no rate is made of.
      "event:purchase": 25,
      "mishap:crowded": 5,
    });
    // The next house is counted; so is this one in another cohort, and the next day.
    await visitor(100, WHOLE, { "cf-connecting-ip": "203.0.113.10" });
    await visitor(101, [["joined", "x.hero.1", []]]);
    expect(await totalsOf(edge)).toMatchObject({ "joined:d": 21, "joined:x.hero.1": 1 });
    edge.now += 86_400_000;
    config = await edge.config();
    await edge.post("/_selvedge/signals", countsOf(config, { counts: WHOLE, message: MESSAGE }), {
      cookies: { sv_c: choice() },
      headers,
    });
    expect(await totalsOf(edge)).toMatchObject({ "joined:d": 21 });
  });

  test("nobody who isn't counted to have joined is counted to have reached something, in the same message", async () => {
    for (let index = 0; index < 20; index++) await visitor(index, [["joined", "d", []]]);
    await visitor(20, [
      ["reached", "d", "order", 0, 1, []],
      ["joined", "d", []],
    ]);
    expect(await totalsOf(edge)).toEqual({ "joined:d": 20, "mishap:crowded": 1 });
  });
});
