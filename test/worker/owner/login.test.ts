import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import { SESSION_COOKIE } from "../../../worker/owner/session.ts";
import { ADMIN, OWNER_TOKEN, ownedEdge } from "../preview/support.ts";
import { type Edge, NOON } from "../support.ts";

afterEach(() => reset());

const HOUR = 3_600_000;
const OWN = { origin: ADMIN, "sec-fetch-site": "same-origin" };

function logIn(edge: Edge, body: unknown = { token: OWNER_TOKEN }, headers: Record<string, string> = {}) {
  return edge.post(`${ADMIN}/session`, body, { headers: { ...OWN, ...headers } });
}

/** The value of the cookie that logging in gives. */
async function sessionOf(edge: Edge): Promise<string> {
  const answer = await logIn(edge);
  expect(answer.status).toBe(204);
  return /=([^;]*)/.exec(answer.headers.get("set-cookie")!)![1]!;
}

/** The status that somebody gets who asks whether they are logged in. */
async function asks(edge: Edge, value: string, headers: Record<string, string> = {}): Promise<number> {
  return (await edge.ask(`${ADMIN}/session`, { cookies: { [SESSION_COOKIE]: value }, headers })).status;
}

describe("logging in", () => {
  test("by the owner's token gives a cookie that no script, no other site and no other host gets", async () => {
    const answer = await logIn(ownedEdge());
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-selvedge-owner=1\.\d+\.[\w-]{16}\.[\w-]{43}; Path=\/; Max-Age=28800; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("invariant 9: by anything else gives none, and says why", async () => {
    const edge = ownedEdge();
    for (const [body, status] of [
      [{ token: "x" }, 401],
      [{ token: "" }, 401],
      [{ token: `${OWNER_TOKEN} ` }, 401],
      [{}, 400],
      [{ token: 1 }, 400],
      [{ token: OWNER_TOKEN, more: 1 }, 400],
      [{ token: "x".repeat(1025) }, 400],
      [{ token: "x".repeat(3000) }, 413],
    ] as const) {
      const answer = await logIn(edge, body);
      expect([body, answer.status, answer.headers.get("set-cookie")]).toEqual([body, status, null]);
    }
    const plain = await logIn(edge, { token: OWNER_TOKEN }, { "content-type": "text/plain" });
    expect(plain.status).toBe(415);
  });

  test.each([{ OWNER_TOKEN: "" }, { OWNER_TOKEN: undefined }, { SELVEDGE_SECRET: "" }])(
    "isn't possible with %o",
    async (env) => {
      expect((await logIn(ownedEdge({ env: env as object }), { token: "" })).status).toBe(503);
      expect((await logIn(ownedEdge({ env: env as object }))).status).toBe(503);
    },
  );

  test("is refused to pages of other origins, also of the same site", async () => {
    const edge = ownedEdge();
    for (const headers of [
      { origin: "https://shop.example", "sec-fetch-site": "same-site" },
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      { origin: "null" },
    ])
      expect((await logIn(edge, { token: OWNER_TOKEN }, headers)).status).toBe(403);
  });

  test("is refused without encryption, but on this machine", async () => {
    const at = async (host: string) => {
      const edge = ownedEdge({ env: { ADMIN_HOST: host } });
      const url = `http://${host}`;
      return (await edge.post(`${url}/session`, { token: OWNER_TOKEN }, { headers: { origin: url } })).status;
    };
    expect([await at("admin.shop.example"), await at("admin.localhost")]).toEqual([403, 204]);
  });

  test("invariant 7: is limited by network, which the limiter never sees", async () => {
    const keys: string[] = [];
    const LOGIN_LIMIT = {
      limit: ({ key }: { key: string }) => Promise.resolve({ success: keys.push(key) < 3 }),
    };
    const edge = ownedEdge({ env: { LOGIN_LIMIT } });
    const from = (address: string) => logIn(edge, { token: OWNER_TOKEN }, { "cf-connecting-ip": address });
    const statuses = [await from("192.0.2.7"), await from("192.0.2.7"), await from("192.0.2.7")];
    expect(statuses.map(({ status }) => status)).toEqual([204, 204, 429]);
    expect(statuses[2]!.headers.get("retry-after")).toBe("60");
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).not.toContain("192");
  });

  test("still works where the limiter doesn't", async () => {
    const LOGIN_LIMIT = { limit: () => Promise.reject(new Error("down")) };
    const answer = await logIn(ownedEdge({ env: { LOGIN_LIMIT } }), undefined, {
      "cf-connecting-ip": "192.0.2.7",
    });
    expect(answer.status).toBe(204);
  });
});

describe("a session", () => {
  test("lasts eight hours, and tells until when", async () => {
    const edge = ownedEdge();
    const value = await sessionOf(edge);
    const answer = await edge.ask(`${ADMIN}/session`, { cookies: { [SESSION_COOKIE]: value } });
    expect(await answer.json()).toEqual({ until: new Date(NOON + 8 * HOUR).toISOString() });
    edge.now = NOON + 8 * HOUR - 1;
    expect(await asks(edge, value)).toBe(200);
    edge.now = NOON + 8 * HOUR;
    expect(await asks(edge, value)).toBe(401);
    // A clock that was set back makes none longer.
    edge.now = NOON - 1;
    expect(await asks(edge, value)).toBe(401);
  });

  test("can't be forged", async () => {
    const edge = ownedEdge();
    const value = await sessionOf(edge);
    const [version, until, nonce, mac] = value.split(".") as [string, string, string, string];
    const other = mac.startsWith("A") ? "B" : "A";
    for (const forged of [
      "",
      "x",
      `${version}.${Number(until) + 1}.${nonce}.${mac}`,
      `${version}.${until}.${"A".repeat(16)}.${mac}`,
      `${version}.${until}.${nonce}.${other}${mac.slice(1)}`,
      `${version}.${until}.${nonce}.`,
      `${version}.${until}.${nonce}`,
      `2.${until}.${nonce}.${mac}`,
      `${value}A`,
    ])
      expect([forged, await asks(edge, forged)]).toEqual([forged, 401]);
    expect(await asks(edge, value)).toBe(200);
  });

  test("ends where the token, the secret or the site is another one", async () => {
    const value = await sessionOf(ownedEdge());
    const site = { version: 1, id: "another" };
    for (const edge of [
      ownedEdge({ env: { OWNER_TOKEN: "another" } }),
      ownedEdge({ env: { SELVEDGE_SECRET: "another" } }),
      ownedEdge({ site }),
    ])
      expect(await asks(edge, value)).toBe(401);
    expect(await asks(ownedEdge(), value)).toBe(200);
  });

  test("counts only in what the dashboard's own page asks", async () => {
    const edge = ownedEdge();
    const value = await sessionOf(edge);
    const status = (headers: Record<string, string>) => asks(edge, value, headers);
    expect(await status({ "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await status({ "sec-fetch-site": "none" })).toBe(200);
    expect(await status({ "sec-fetch-site": "same-site" })).toBe(401);
    expect(await status({ "sec-fetch-site": "cross-site" })).toBe(401);
    expect(await status({ origin: "https://shop.example" })).toBe(401);
  });

  test("is over with logging out", async () => {
    const edge = ownedEdge();
    const answer = await edge.ask(`${ADMIN}/session`, { method: "DELETE", headers: OWN });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("set-cookie")).toMatch(/^__Host-selvedge-owner=; Path=\/; Max-Age=0; Secure/);
    const foreign = { origin: "https://shop.example", "sec-fetch-site": "same-site" };
    expect((await edge.ask(`${ADMIN}/session`, { method: "DELETE", headers: foreign })).status).toBe(403);
  });

  test("is nothing under the shop's own hostname", async () => {
    const edge = ownedEdge();
    const value = await sessionOf(edge);
    const answer = await edge.ask("/session", { cookies: { [SESSION_COOKIE]: value } });
    expect(await answer.text()).toContain("<title>Shop</title>");
  });
});
