import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import { PAGE, SITE, Edge, choice, cookiesOf, setCookies, signalOf, device } from "./support.ts";

const NAVIGATION = { accept: "text/html", "sec-fetch-dest": "document" };
const page = (edge: Edge, cookies: Record<string, string> = {}, more: Parameters<Edge["ask"]>[1] = {}) =>
  edge.ask("/", { cookies, ...more, headers: { ...NAVIGATION, ...more.headers } });
const timing = (response: Response) => response.headers.get("server-timing");

afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

describe("a page", () => {
  test("is personalized for who said yes, by what was known before, and sets nothing", async () => {
    const edge = new Edge();
    const cookies = await cookiesOf(edge, 2);
    const response = await page(edge, cookies);
    const html = await response.text();
    expect(html).toContain("<p id=welcome>Good to see you again</p>");
    expect(html).toContain("<p id=delivery>Delivered by InPost</p>");
    expect(html).toContain("<p id=terms>-</p>");
    expect(timing(response)).toContain('selvedge;desc="personalized');
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test("invariant 1: shows nothing of a profile without consent, and doesn't expire anything itself", async () => {
    const edge = new Edge();
    const { sv_c: _, ...cookies } = await cookiesOf(edge, 2);
    for (const more of [{}, { sv_c: choice([]) }]) {
      const response = await page(edge, { ...cookies, ...more });
      expect(await response.text()).not.toContain("Good to see you again");
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  });

  test("uses the country until it is refused, and the campaign only after a yes", async () => {
    const edge = new Edge();
    const shown = async (cookies: Record<string, string>, headers: Record<string, string> = {}) => {
      const html = await (
        await edge.ask("/?utm_source=newsletter", { cookies, headers: { ...NAVIGATION, ...headers } })
      ).text();
      return [html.includes("InPost"), html.includes("For our readers")];
    };
    expect(await shown({})).toEqual([true, false]);
    expect(await shown({ sv_c: choice() })).toEqual([true, true]);
    expect(await shown({ sv_c: choice([]) })).toEqual([false, false]);
    expect(await shown({}, { "sec-gpc": "1" })).toEqual([false, false]);
  });

  test("invariant 5: that could differ between visitors is for no shared cache, also for bots and without cookies", async () => {
    const origin = () =>
      new Response(PAGE, {
        headers: {
          "content-type": "text/html; charset=utf-8",
          "cache-control": "public, s-maxage=600",
          "cdn-cache-control": "max-age=600",
          etag: '"1"',
        },
      });
    const edge = new Edge({ origin });
    for (const more of [{}, { cf: { country: "DE" } }, { headers: { "user-agent": "Googlebot/2.1" } }]) {
      const { headers } = await page(edge, {}, more);
      expect([headers.get("cache-control"), headers.get("cdn-cache-control"), headers.get("etag")]).toEqual([
        "private, no-cache",
        null,
        null,
      ]);
    }
  });

  test("is the default page for a bot that says so", async () => {
    const response = await page(
      new Edge(),
      {},
      { headers: { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" } },
    );
    expect(await response.text()).not.toContain("InPost");
  });

  test("keeps our cookies from the origin, and the rest of Cookie for it", async () => {
    const edge = new Edge();
    await page(edge, { a: "1", sv_c: choice(), sv_p: "x", b: "2", sv_v: "1" });
    expect(edge.asked[0]!.headers.get("cookie")).toBe("a=1; b=2");
  });

  test.each([
    ["that is excluded", "/checkout/pay", SITE],
    ["of a site that is switched off", "/", { ...SITE, enabled: false }],
  ])("%s is the origin's, byte for byte", async (_, path, site) => {
    const edge = new Edge({ site });
    const response = await edge.ask(path, { headers: NAVIGATION, cookies: { sv_c: choice() } });
    expect(await response.text()).toBe(PAGE);
    expect(timing(response)).toContain("untouched: ");
    expect(edge.asked[0]!.headers.has("cookie")).toBe(false);
  });

  test("fails as the origin fails", async () => {
    const edge = new Edge({ origin: () => new Response("down", { status: 502 }) });
    const response = await page(edge);
    expect([response.status, await response.text()]).toEqual([502, "down"]);
  });

  test("of an origin that can't be reached is an error, and says nothing of who asked", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const response = await page(
      new Edge({ origin: () => Promise.reject(new Error("connect to canary4711 refused")) }),
    );
    expect(response.status).toBe(502);
    expect(await response.text()).toBe("The origin could not be reached.\n");
    expect(error).toHaveBeenCalledOnce();
    expect(error.mock.calls.join()).not.toContain("canary4711");
  });
});

describe("the reserved path", () => {
  test.each([
    ["/_selvedge/config", 200],
    ["/_selvedge", 404],
    ["/_selvedge/", 404],
    ["/_selvedge/visitors", 404],
    ["/_selvedge/config/more", 404],
  ])("%s is ours", async (path, status) => {
    const edge = new Edge();
    const response = await edge.ask(path);
    expect(response.status).toBe(status);
    expect(edge.asked).toEqual([]);
    const type = status === 404 ? "application/problem+json" : "application/json";
    expect(response.headers.get("content-type")).toBe(type);
  });

  test.each(["/_selvedgeling", "/shop/_selvedge/config", "/"])("%s isn't", async (path) => {
    const edge = new Edge();
    await edge.ask(path);
    expect(edge.asked).toHaveLength(1);
  });

  test("moves with the site file", async () => {
    const edge = new Edge({ site: { ...SITE, path: "/own/place" } });
    expect((await edge.ask("/own/place/config")).status).toBe(200);
    await edge.ask("/_selvedge/config");
    expect(edge.asked.map(({ url }) => new URL(url).pathname)).toEqual(["/_selvedge/config"]);
  });

  test("has no CORS: a preflight is answered with an error", async () => {
    const response = await new Edge().ask("/_selvedge/signals", {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test.each([
    ["GET", "/_selvedge/config", 404],
    ["POST", "/_selvedge/signals", 404],
    ["GET", "/_selvedge/me", 404],
    ["DELETE", "/_selvedge/me", 204],
  ])("%s %s of a site that is switched off: %i", async (method, path, status) => {
    expect((await new Edge({ site: { ...SITE, enabled: false } }).ask(path, { method })).status).toBe(status);
  });
});

describe("invariant 1: cookies of a visitor without consent", () => {
  test.each([
    ["GET", "/_selvedge/config"],
    ["GET", "/_selvedge/me"],
    ["POST", "/_selvedge/signals"],
    ["GET", "/_selvedge/nothing"],
  ])("are expired by the next answer: %s %s", async (method, path) => {
    const edge = new Edge();
    for (const cookies of [{ sv_p: "x" }, { sv_v: "1" }, { sv_p: "x", sv_c: choice([]) }]) {
      const response = await edge.ask(path, { method, cookies: cookies });
      expect(Object.keys(setCookies(response))).toEqual(["sv_p", "sv_v"]);
    }
    expect((await edge.ask(path, { method, cookies: { sv_c: choice([]) } })).headers.getSetCookie()).toEqual(
      [],
    );
    expect(
      (
        await edge.ask(path, { method, cookies: { sv_c: choice(), sv_p: "x", sv_v: "1" } })
      ).headers.getSetCookie(),
    ).toEqual([]);
  });
});

describe("Global Privacy Control", () => {
  test("is said to be honoured where the product is on", async () => {
    const response = await new Edge().ask("/.well-known/gpc.json");
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({
      gpc: true,
      lastUpdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    const off = new Edge({ site: { ...SITE, enabled: false } });
    await off.ask("/.well-known/gpc.json");
    expect(off.asked).toHaveLength(1);
  });
});

test("invariant 7: nothing of a request is logged or stored, whatever fails", async () => {
  const said: unknown[] = [];
  for (const way of ["log", "info", "debug", "warn", "error"] as const)
    vi.spyOn(console, way).mockImplementation((...words) => void said.push(...words));
  const MARK = "canary4711";
  const broken = () => Promise.reject(new Error(`no way for ${MARK}`));
  const edge = new Edge({
    env: {
      COUNTER: { idFromName: () => ({}), get: () => ({ count: broken }) } as never,
      ASSETS: { fetch: broken } as never,
    },
  });
  const marked = {
    "user-agent": MARK,
    referer: `https://a.example/${MARK}`,
    "cf-connecting-ip": "203.0.113.9",
    "x-forwarded-for": MARK,
    "selvedge-context": MARK,
  };
  const config = await edge.config();
  const sv_c = choice();
  await edge.ask(`/${MARK}?q=${MARK}`, {
    headers: { ...NAVIGATION, ...marked },
    cookies: { sv_c, sv_p: MARK, session: MARK },
  });
  await edge.post("/_selvedge/signals", { [MARK]: MARK }, { headers: marked, cookies: { sv_c } });
  const counts = { counts: [["view"]] as const, message: "0".repeat(32), token: config.token };
  await edge.post(
    "/_selvedge/signals",
    signalOf(config, device(config, 1), { path: `/${MARK}`, ...counts }),
    { headers: marked, cookies: { sv_c } },
  );
  const failed = await edge.ask("/_selvedge/tag.js", { headers: marked });
  expect(failed.status).toBe(500);
  expect(await failed.text()).not.toContain(MARK);
  expect(said.length).toBeGreaterThan(0);
  expect(JSON.stringify(said.map(String))).not.toMatch(/canary4711|203\.0\.113/);
  const { keys } = await edge.env.SITE.list();
  expect(keys.map(({ name }) => name)).toEqual([expect.stringMatching(/^plan:/)]);
});
