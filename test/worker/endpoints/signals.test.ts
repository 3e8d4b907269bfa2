import { reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SignalAnswer, TagConfig } from "../../../shared/wire.ts";
import {
  Edge,
  choice,
  cookiesOf,
  countsOf,
  device,
  segmentsOf,
  setCookies,
  signalOf,
  totalsOf,
} from "../support.ts";

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

describe("a projection", () => {
  test("sets a signed cookie that no script sees and the mark of the visit, and decides the page", async () => {
    const response = await ask(signalOf(config, device(config, 2)));
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const given = setCookies(response);
    expect(Object.keys(given)).toEqual(["sv_p", "sv_v"]);
    expect(given["sv_p"]!.attributes).toBe("; Max-Age=15552000; Path=/; HttpOnly; Secure; SameSite=Lax");
    expect(given["sv_v"]!.attributes).toBe("; Max-Age=1800; Path=/; Secure; SameSite=Lax");
    const answer: SignalAnswer = await response.json();
    expect(answer.decision.segments).toEqual(["returning", "polish"]);
    expect(answer.decision.blocks).toEqual([{ id: "welcome" }, { id: "delivery" }]);
    expect(answer).not.toHaveProperty("counted");
  });

  test("leaves the mark of a visit that goes on to the tag", async () => {
    const response = await ask(signalOf(config, device(config, 2)), { cookies: { ...yes, sv_v: "1" } });
    expect(Object.keys(setCookies(response))).toEqual(["sv_p"]);
  });

  test("invariant 2: equal projections give equal cookies, and bodies of equal bytes", async () => {
    const one = signalOf(config, device(config, 2));
    const other = signalOf(config, device(config, 7));
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    const cookies = await Promise.all(
      [one, other].map(async (signal) => setCookies(await ask(signal))["sv_p"]!.value),
    );
    expect(cookies[0]).toBe(cookies[1]);
  });

  test("of a device that has lost its profile starts from the cookie's buckets, and seeds the device", async () => {
    const cookies = await cookiesOf(edge, 2, 3);
    const fresh = signalOf(config, device(config, 1), { fresh: true });
    const answer: SignalAnswer = await (await ask(fresh, { cookies })).json();
    expect(Object.keys(answer.seed!.states)).toEqual(["pricingViews", "visits"]);
    expect(answer.decision.segments).toContain("business");
    const ungrounded: SignalAnswer = await (await ask(fresh)).json();
    expect(ungrounded).not.toHaveProperty("seed");
    expect(ungrounded.decision.segments).not.toContain("business");
  });

  test("without a secret isn't kept", async () => {
    edge = new Edge({ env: { SELVEDGE_SECRET: "" } });
    config = await edge.config();
    const response = await ask({ ...signalOf(config, device(config, 2)), ...counts({ token: "" }) });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await response.json()).toMatchObject({ counted: false });
  });

  test("for an older plan is answered with the new configuration", async () => {
    const response = await ask({ ...signalOf(config, device(config, 2)), plan: "older" });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ status: 409, config });
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

describe("invariant 1: nothing without a yes to its purpose", () => {
  test.each([
    ["nobody asked", {}, 403, 403],
    ["a no", { sv_c: choice([]) }, 403, 403],
    ["only measurement", { sv_c: choice(["measurement"]) }, 403, 200],
    ["only personalization", { sv_c: choice(["personalization"]) }, 200, 403],
    ["an outdated revision", { sv_c: choice(undefined, { revision: 2 }) }, 403, 403],
    ["unreadable", { sv_c: "yes" }, 403, 403],
  ])("%s", async (_, cookies, projection, counting) => {
    const first = await ask(signalOf(config, device(config, 2)), {
      cookies: cookies,
    });
    expect(first.status).toBe(projection);
    expect(Object.keys(setCookies(first))).toEqual(projection === 200 ? ["sv_p", "sv_v"] : []);
    const second = await ask(counts(), { cookies: cookies });
    expect(second.status).toBe(counting);
    expect(await totals()).toEqual(counting === 200 ? { view: 1, "goal:order:50": 1 } : {});
  });
});

describe("invariant 9: bad input gets an error that names the place, and counts nothing", () => {
  const bad: [string, () => unknown, RegExp][] = [
    ["a list", () => [], /^expected a JSON object$/],
    ["nothing", () => ({}), /^plan: missing; path: missing; language: missing$/],
    ["a wrong type", () => counts({ path: 7 }), /^path: expected string, got 7$/],
    ["an unknown field", () => counts({ visitor: "me" }), /^visitor: no such field$/],
    ["two problems at once", () => counts({ visitor: "me", path: 7 }), /path: .*; .*visitor: /],
    ["a path with a query", () => counts({ path: "/?q=shoes" }), /^path: expected a path/],
    [
      "an unknown count",
      () => counts({ counts: [["view"], ["click"]] }),
      /^counts\[1\]: expected \["view"\]/,
    ],
    ["too many counts", () => counts({ counts: Array.from({ length: 51 }, () => ["view"]) }), /^counts: /],
    [
      "a message number with room to hide something in",
      () => counts({ message: "visitor-4711" }),
      /^message: expected 16 random bytes/,
    ],
    [
      "counts without a message number",
      () => ({ ...counts(), message: undefined }),
      /counts, message and token/,
    ],
    ["one moment only", () => ({ ...signalOf(config, device(config, 1)), next: undefined }), /now and next/],
    ["fresh without a projection", () => counts({ fresh: true }), /^fresh: /],
    ["fresh that isn't true", () => ({ ...signalOf(config, device(config, 1)), fresh: 1 }), /^fresh: /],
    [
      "a bucket that isn't a whole number",
      () => ({ ...signalOf(config, device(config, 1)), now: [0, 0.5] }),
      /^now\[1\]/,
    ],
    [
      "courses that can't be",
      () => ({ ...signalOf(config, device(config, 1)), now: [0, 63] }),
      /^now, next: /,
    ],
    [
      "too few courses",
      () => ({ ...signalOf(config, device(config, 1)), now: [], next: [] }),
      /^now, next: /,
    ],
  ];
  test.each(bad)("%s", async (_, body, detail) => {
    const response = await ask(body());
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.getSetCookie()).toEqual([]);
    const problem: { title: string; detail: string } = await response.json();
    expect(problem).toMatchObject({ type: "about:blank", title: "Bad Request", status: 400 });
    expect(problem.detail).toMatch(detail);
    expect(await totals()).toEqual({});
  });

  test.each([
    ["not JSON", { body: "{", headers: {} }, 400],
    ["not UTF-8", { body: new Uint8Array([0x22, 0xff, 0x22]), headers: {} }, 400],
    ["an empty body", { body: "", headers: {} }, 400],
    ["another type", { body: "{}", headers: { "content-type": "text/plain" } }, 415],
    [
      "a type that only begins right",
      { body: "{}", headers: { "content-type": "application/json-seq" } },
      415,
    ],
    ["no type", { body: new Uint8Array(2), headers: { "content-type": "" } }, 415],
    ["more than 8 KiB", { body: JSON.stringify({ path: "x".repeat(8192) }), headers: {} }, 413],
    ["a foreign origin", { body: "{}", headers: { origin: "https://evil.example" } }, 403],
    ["an origin that hides", { body: "{}", headers: { origin: "null" } }, 403],
    ["a foreign page", { body: "{}", headers: { "sec-fetch-site": "cross-site" } }, 403],
    ["a sibling host", { body: "{}", headers: { "sec-fetch-site": "same-site" } }, 403],
  ])("%s", async (_, { body, headers }, status) => {
    const response = await edge.ask("/_selvedge/signals", {
      method: "POST",
      cookies: yes,
      body,
      headers: { "content-type": "application/json", ...(headers as Record<string, string>) },
    });
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.json()).toMatchObject({ status });
    expect(await totals()).toEqual({});
  });

  test("a wrong method", async () => {
    const response = await edge.ask("/_selvedge/signals");
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
  });
});

test("what a signal said holds on the next page, also of the next visit", async () => {
  const cookies = await cookiesOf(edge, 1, 3);
  expect(await segmentsOf(edge, cookies)).toMatchObject({ returning: false, business: true });
});
