import { reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TagConfig } from "../../../shared/wire.ts";
import { Edge, MESSAGE, SITE, choice, countsOf, totalsOf } from "../support.ts";

const HOUR = 3_600_000;

let edge: Edge;
let config: TagConfig;
const yes = { sv_c: choice() };
const ask = (body: unknown, more: Parameters<Edge["post"]>[2] = { cookies: yes }) =>
  edge.post("/_selvedge/signals", body, more);
const counts = (more: object = {}) => countsOf(config, more);
const totals = () => totalsOf(edge);

beforeEach(async () => {
  edge = new Edge();
  config = await edge.config();
});
afterEach(() => reset());

describe("counts", () => {
  test("are durable when the answer says so, once however often they are sent", async () => {
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await (await ask(counts())).json()).toMatchObject({ counted: true });
    }
    expect(await totals()).toEqual({ view: 1, "goal:order:50": 1 });
    await ask(counts({ message: MESSAGE.replace("0", "f") }));
    expect(await totals()).toEqual({ view: 2, "goal:order:50": 2 });
  });

  test("of goals and steps that the site doesn't declare are left out", async () => {
    const body = counts({
      counts: [
        ["view"],
        ["goal", "gone", 0],
        ["goal", "order", 7],
        ["goal", "order", 0],
        ["goal", "toString", 0],
      ],
    });
    expect(await (await ask(body)).json()).toMatchObject({ counted: true });
    expect(await totals()).toEqual({ view: 1, "goal:order:0": 1 });
  });

  test("of answers are those that the site asks for, and none to what is sensitive", async () => {
    const options = [{ value: "s" }, { value: "m" }];
    const single = { type: "single", text: "?", options };
    const site = {
      ...SITE,
      attributes: {
        ...SITE.attributes,
        secret: { declared: ["s", "m"], sensitive: true, label: "Secret", why: "To test" },
      },
      blocks: {
        ...SITE.blocks,
        poll: {
          op: "ask",
          kind: "panel",
          questions: [
            { id: "nps", preset: "nps" },
            { id: "size", ...single },
            { id: "secret", ...single, attribute: "secret" },
            { id: "why", preset: "why", to: "mailto:a@shop.example" },
          ],
        },
      },
    };
    edge = new Edge({ site });
    config = await edge.config();
    const answers = [
      ["poll", "nps", "9"],
      ["poll", "nps", "11"],
      ["poll", "size", "m"],
      ["poll", "size", "l"],
      ["poll", "secret", "m"],
      ["poll", "why", ""],
      ["poll", "toString", "m"],
      ["toString", "nps", "9"],
    ];
    const body = counts({ counts: answers.map((answer) => ["answer", ...answer]) });
    expect(await (await ask(body)).json()).toMatchObject({ counted: true });
    expect(await totals()).toEqual({ "answer:poll:nps:9": 1, "answer:poll:size:m": 1 });
    for (const odd of [
      ["answer", "poll", "nps"],
      ["answer", "poll", "nps", 9],
      ["answer", "poll", "nps", "9", "x"],
    ])
      expect((await ask(counts({ counts: [odd] }))).status).toBe(400);
  });

  test("need a token that was handed out within the last 26 hours", async () => {
    edge.now += 24 * HOUR + 2 * HOUR;
    expect(await (await ask(counts())).json()).toMatchObject({ counted: true });
    edge.now += 24 * HOUR;
    expect(await (await ask(counts({ message: MESSAGE.replace("0", "f") }))).json()).toMatchObject({
      counted: false,
    });
    expect(await (await ask(counts({ token: "AAAA" }))).json()).toMatchObject({ counted: false });
  });

  test("of a bot that says so aren't counted", async () => {
    const response = await ask(counts(), {
      cookies: yes,
      headers: { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" },
    });
    expect(await response.json()).toMatchObject({ counted: false });
    expect(await totals()).toEqual({});
  });

  test("that the counter can't keep are said not to be counted", async () => {
    const broken = {
      idFromName: () => "id",
      get: () => ({ count: () => Promise.reject(new Error("down")) }),
    };
    edge = new Edge({ env: { COUNTER: broken as never } });
    expect(await (await ask(counts())).json()).toMatchObject({ counted: false });
  });

  test("are limited by address, under a name that isn't the address; a limiter that fails limits nobody", async () => {
    const keys: string[] = [];
    let limit = async (key: string) => ({ success: keys.push(key) < 3 });
    edge = new Edge({ env: { SIGNALS_LIMIT: { limit: ({ key }: { key: string }) => limit(key) } } });
    const send = (address: string) =>
      ask(counts(), { cookies: yes, headers: { "cf-connecting-ip": address } });
    const answers = [
      await send("2001:db8:0:1::1"),
      await send("2001:db8:0:2:ffff::2"),
      await send("198.51.100.1"),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429]);
    expect(new Set(keys).size).toBe(2);
    expect(keys.join()).not.toMatch(/2001|198/);
    for (const failing of [
      () => Promise.reject(new Error("down")),
      () => new Promise<never>(() => undefined),
    ]) {
      limit = failing;
      expect((await send("198.51.100.1")).status).toBe(200);
    }
  });
});
