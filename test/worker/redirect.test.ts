import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import { choice, cookiesOf, Edge, type EdgeOptions, PAGE, SITE } from "./support.ts";

const NAVIGATION = { accept: "text/html", "sec-fetch-dest": "document", "sec-fetch-mode": "navigate" };
const HTML = { "content-type": "text/html; charset=utf-8" };
const POLISH = { "context.country": "PL" };
const AWAY = {
  ...SITE,
  redirectHosts: ["shop.pl"],
  exclude: ["/checkout/*"],
  blocks: {
    ...SITE.blocks,
    geo: { op: "redirect", pages: ["/", "/checkout/x"], to: "/pl/", when: POLISH },
    back: { op: "redirect", pages: ["/again"], to: "/pricing", when: "returning" },
    pl: { op: "redirect", pages: ["/pl/"], to: "/pl/home?a=1", when: { "context.device": "mobile" } },
    far: { op: "redirect", pages: ["/far"], to: "https://shop.pl/" },
    one: { op: "redirect", pages: ["/one"], to: "/two" },
    two: { op: "redirect", pages: ["/two"], to: "/one" },
    city: { op: "redirect", pages: ["/city"], to: "{{context.city}}" },
  },
};

const edgeOf = (options: EdgeOptions = {}) => new Edge({ site: AWAY, ...options });
const go = (edge: Edge, path: string, more: Parameters<Edge["ask"]>[1] = {}) =>
  edge.ask(path, { ...more, headers: { ...NAVIGATION, ...more.headers } });
const said = ({ headers }: Response) =>
  /selvedge;desc="([^"]*)"/.exec(headers.get("server-timing") ?? "")?.[1];
const decisionIn = (html: string) =>
  JSON.parse(/id="selvedge-decision">(.*?)<\/script>/.exec(html)![1]!) as {
    blocks: object[];
    lost: object[];
  };

afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

describe("a redirect", () => {
  test("invariant 5: is for nobody else, sets nothing, and the origin isn't asked", async () => {
    const edge = edgeOf();
    const response = await go(edge, "/?utm_source=a&x=%20");
    expect([response.status, await response.text(), said(response)]).toEqual([302, "", "redirected"]);
    expect(Object.fromEntries(response.headers)).toEqual({
      location: "/pl/?utm_source=a&x=%20",
      "cache-control": "private, no-store",
      "server-timing": 'selvedge;desc="redirected"',
    });
    expect(edge.asked).toEqual([]);
  });

  test("goes straight to the end, to be decided again there", async () => {
    const headers = { "sec-ch-ua-mobile": "?1" };
    expect((await go(edgeOf(), "/?x=1", { headers })).headers.get("location")).toBe("/pl/home?a=1");
  });

  test("to another host carries a mark that is the same for everybody, and switches redirects off there", async () => {
    const edge = edgeOf();
    expect((await go(edge, "/far?x=1")).headers.get("location")).toBe("https://shop.pl/?x=1&selvedge=stay");
    // That host has its own Worker, with a site file that sends visitors back.
    const response = await go(edge, "/?x=1&selvedge=stay&y");
    expect([response.status, said(response)]).toEqual([200, "personalized"]);
    expect(decisionIn(await response.text()).lost).toContainEqual({ id: "geo", reason: "refused" });
    expect(edge.asked.map(({ url }) => url)).toEqual(["https://shop.example/?x=1&y"]);
  });

  test("between two hosts that lead to each other ends at the second one", async () => {
    const leading = (host: string) => ({
      ...SITE,
      redirectHosts: [host],
      blocks: { away: { op: "redirect", pages: ["/"], to: `https://${host}/` } },
    });
    const there = (await go(edgeOf({ site: leading("shop.pl") }), "/?a")).headers.get("location")!;
    expect(new URL(there).host).toBe("shop.pl");
    const other = edgeOf({ site: leading("shop.example") });
    expect((await go(other, there)).status).toBe(200);
    // Without the mark it would send the visitor back.
    const { status, headers } = await go(other, "https://shop.pl/?a");
    expect([status, headers.get("location")]).toEqual([302, "https://shop.example/?a&selvedge=stay"]);
  });

  test("is decided by the profile, with consent only", async () => {
    const edge = edgeOf();
    const cookies = await cookiesOf(edge, 2);
    expect((await go(edge, "/again", { cookies })).headers.get("location")).toBe("/pricing");
    const { sv_c: _, ...unconsented } = cookies;
    expect((await go(edge, "/again", { cookies: unconsented })).status).toBe(200);
    expect((await go(edge, "/again", { cookies: { ...cookies, sv_c: choice([]) } })).status).toBe(200);
  });

  test("invariant 1: without consent by the context, until that is refused", async () => {
    const edge = edgeOf();
    expect((await go(edge, "/")).status).toBe(302);
    expect((await go(edge, "/", { cookies: { sv_c: choice([]) } })).status).toBe(200);
    expect((await go(edge, "/", { headers: { "sec-gpc": "1" } })).status).toBe(200);
  });

  test.each<[string, Parameters<Edge["ask"]>[1]]>([
    ["HEAD", { method: "HEAD" }],
    ["a prefetch by link", { headers: { "sec-fetch-dest": "empty", "sec-purpose": "prefetch" } }],
    ["a prerender", { headers: { "sec-purpose": "prefetch;prerender" } }],
    ["a frame", { headers: { "sec-fetch-dest": "iframe" } }],
  ])("is the same for %s", async (_, more) => {
    const [one, other] = [await go(edgeOf(), "/"), await go(edgeOf(), "/", more)];
    expect([other.status, ...other.headers]).toEqual([one.status, ...one.headers]);
  });

  test("and for a client that asks for HTML and doesn't say what for", async () => {
    expect((await edgeOf().ask("/", { headers: { accept: "text/html" } })).status).toBe(302);
  });

  test.each<[string, string, Parameters<Edge["ask"]>[1]]>([
    ["another visitor", "/", { cf: { country: "DE" } }],
    ["a bot", "/", { headers: { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" } }],
    ["a script", "/", { headers: { "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" } }],
    ["an image", "/", { headers: { "sec-fetch-dest": "image", accept: "image/*" } }],
    ["a program that takes anything", "/", { headers: { "sec-fetch-dest": "", accept: "*/*" } }],
    ["a form", "/", { method: "POST", body: "x" }],
    ["an excluded page", "/checkout/x", {}],
    ["a page of ours", "/_selvedge/config", {}],
  ])("is nothing for %s", async (_, path, more) => {
    const headers: Record<string, string> = { ...NAVIGATION, ...more?.headers };
    if (headers["sec-fetch-dest"] === "") delete headers["sec-fetch-dest"];
    expect((await edgeOf().ask(path, { ...more, headers })).status).toBe(200);
  });

  test("is nothing where the site file is switched off", async () => {
    expect((await go(edgeOf({ site: { ...AWAY, enabled: false } }), "/")).status).toBe(200);
  });
});

describe("invariant 4: the origin's page is served, and the reason told", () => {
  test.each<[string, string, string, Parameters<Edge["ask"]>[1]?]>([
    ["a circle", "/one", "block one, block two: it leads in a circle"],
    ["a host that isn't listed", "/city", "block city: ", { cf: { city: "https://evil.test/" } }],
    ["a host, said in fewer words", "/city", "block city: ", { cf: { city: "//evil.test/" } }],
    ["what is no address", "/city", "block city: ", { cf: { city: "Kraków" } }],
  ])("%s", async (_, path, reason, more) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const response = await go(edgeOf(), path, more);
    const html = await response.text();
    expect([response.status, said(response)]).toEqual([200, "personalized"]);
    expect(html).toContain("<p id=welcome>Hello</p>");
    expect(decisionIn(html).lost).toContainEqual({ id: path.slice(1), reason: "refused" });
    const lines = [...logged.mock.calls, ...warned.mock.calls].flat().join("\n");
    expect(lines).toContain(reason);
    // Invariant 7: what the visitor's request says isn't logged.
    expect(lines).not.toMatch(/evil|Kraków/);
  });

  test("what isn't known of the visitor leads nowhere", async () => {
    const html = await (await go(edgeOf(), "/city")).text();
    expect(decisionIn(html).lost).toContainEqual({ id: "city", reason: "unknown" });
  });
});

describe("an origin that redirects, too", () => {
  const redirecting = (location: string, status = 301) =>
    edgeOf({
      origin: ({ url }) =>
        new URL(url).pathname === "/pl/"
          ? new Response(null, { status, headers: { location, "cache-control": "public, max-age=600" } })
          : new Response(PAGE, { headers: HTML }),
    });

  test.each(["/?lang=en", "https://shop.example/?lang=en"])("back to %s ends there", async (location) => {
    const edge = redirecting(location);
    expect((await go(edge, "/")).headers.get("location")).toBe("/pl/");
    const back = await go(edge, "/pl/");
    expect([back.status, back.headers.get("location"), back.headers.get("cache-control")]).toEqual([
      301,
      "https://shop.example/?lang=en&selvedge=stay",
      "private, no-store",
    ]);
    expect((await go(edge, back.headers.get("location")!)).status).toBe(200);
  });

  test.each([
    ["to a page without redirects", "/other", {}],
    ["to another site", "https://elsewhere.test/", {}],
    ["to nowhere", "http://", {}],
    ["back to where another visitor stays", "/", { cf: { country: "DE" } }],
  ])("%s is passed on", async (_, location, more) => {
    const { status, headers } = await go(redirecting(location, 302), "/pl/", more);
    expect([status, headers.get("location")]).toEqual([302, location]);
  });

  test("keeps the mark of whoever came with it", async () => {
    const edge = edgeOf({ origin: () => Response.redirect("https://shop.example/far", 302) });
    const { headers } = await go(edge, "/home?selvedge=stay");
    expect(headers.get("location")).toBe("https://shop.example/far?selvedge=stay");
  });
});

test.each<[string, ResponseInit, string | null]>([
  ["a page", { headers: { ...HTML, "cache-control": "public, max-age=60" } }, "private, no-cache"],
  [
    "no page",
    { status: 404, headers: { ...HTML, "cache-control": "public, max-age=60" } },
    "private, no-cache",
  ],
  [
    "a redirect",
    { status: 301, headers: { location: "/x", "cache-control": "public" } },
    "private, no-cache",
  ],
  [
    "a document",
    { headers: { "content-type": "application/pdf", "cache-control": "public" } },
    "private, no-cache",
  ],
])("invariant 5: where others are redirected, no shared cache keeps %s", async (_, init, caching) => {
  const body = init.status === 301 ? null : PAGE;
  for (const more of [{ cf: { country: "DE" } }, { headers: { "user-agent": "Googlebot/2.1" } }]) {
    const { headers } = await go(edgeOf({ origin: () => new Response(body, init) }), "/", more);
    expect(headers.get("cache-control")).toBe(caching);
  }
});

test("the endpoint me tells where a page leads", async () => {
  const edge = edgeOf();
  const pageOf = async (path: string) =>
    (await (await edge.ask(`/_selvedge/me?page=${path}`)).json<{ page: object }>()).page;
  expect(await pageOf("/")).toMatchObject({
    blocks: expect.arrayContaining([expect.objectContaining({ id: "geo" })]),
    redirect: { to: "/pl/", blocks: ["geo"] },
  });
  expect(await pageOf("/one")).toMatchObject({ redirect: { refused: "it leads in a circle" } });
  expect(await pageOf("/other")).not.toHaveProperty("redirect");
});
