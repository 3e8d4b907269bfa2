import { expect, test, vi } from "vitest";
import { SITE, Edge, choice } from "../support.ts";

const files: Record<string, string> = {
  "/tag.js": "tag()",
  "/tag.0123456789abcdef.js": "tag()",
  "/text.pl.js": "text()",
  "/settings-text.pl.js": "text()",
  "/tag.js.map": "{}",
};
const ASSETS = {
  async fetch(url: URL, init: RequestInit) {
    const body = files[url.pathname];
    if (body === undefined) return new Response("none", { status: 404 });
    const known = new Headers(init.headers).get("if-none-match") === '"1"';
    return new Response(known ? null : body, {
      status: known ? 304 : 200,
      headers: { etag: '"1"', "set-cookie": "a=b", "content-type": "x" },
    });
  },
} as unknown as Fetcher;
const ask = (path: string, more: Parameters<Edge["ask"]>[1] = {}, site: object = SITE) =>
  new Edge({ env: { ASSETS }, site }).ask(path, more);

test("the tag is the same for everybody, to be kept by any cache, and sets nothing", async () => {
  const response = await ask("/_selvedge/tag.js", { cookies: { sv_c: choice([]), sv_p: "x" } });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe("tag()");
  expect(Object.fromEntries(response.headers)).toEqual({
    "cache-control": "public, max-age=3600, stale-while-revalidate=86400",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "content-type": "text/javascript; charset=utf-8",
    "cross-origin-resource-policy": "same-origin",
    etag: '"1"',
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
});

test("a pinned tag never changes, so caches may keep it for good, and any page may hold it against its hash", async () => {
  const site = { ...SITE, origins: ["https://www.shop.example"] };
  const response = await ask("/_selvedge/tag.0123456789abcdef.js", {}, site);
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  const gone = await ask("/_selvedge/tag.fedcba9876543210.js", {}, site);
  expect([gone.status, gone.headers.get("cache-control")?.includes("immutable") ?? false]).toEqual([
    404,
    false,
  ]);
});

test.each([
  ["a language", "/_selvedge/text.pl.js", {}, SITE, 200],
  ["a language of the settings", "/_selvedge/settings-text.pl.js", {}, SITE, 200],
  ["a file of another kind", "/_selvedge/tag.js.map", {}, SITE, 404],
  ["a file that is known already", "/_selvedge/tag.js", { headers: { "if-none-match": '"1"' } }, SITE, 304],
  ["without a body", "/_selvedge/tag.js", { method: "HEAD" }, SITE, 200],
  ["a part that wasn't built", "/_selvedge/widget.js", {}, SITE, 404],
  ["another file", "/_selvedge/site.js", {}, SITE, 404],
  ["a file of another folder", "/_selvedge/%2e%2e%2ftag.js", {}, SITE, 404],
  ["another method", "/_selvedge/tag.js", { method: "POST" }, SITE, 405],
  ["another path, where the owner says so", "/shop/own/tag.js", {}, { ...SITE, path: "/shop/own" }, 200],
  ["a site that is switched off", "/_selvedge/tag.js", {}, { ...SITE, enabled: false }, 404],
])("%s", async (_, path, more, site, status) => {
  const response = await ask(path, more, site);
  expect(response.status).toBe(status);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.getSetCookie()).toEqual([]);
});

test("a folder of assets that fails or hangs fails the script in time, not the page", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  for (const fetch of [() => Promise.reject(new Error("down")), () => new Promise<never>(() => undefined)]) {
    const edge = new Edge({ env: { ASSETS: { fetch } as unknown as Fetcher } });
    const { status, headers } = await edge.ask("/_selvedge/tag.js");
    expect([status, headers.get("cache-control")]).toEqual([500, "no-store"]);
  }
});
