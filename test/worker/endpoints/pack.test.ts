import { expect, test } from "vitest";
import { packOf } from "../../../shared/pack.ts";
import { choice, Edge, SITE } from "../support.ts";

const files: Record<string, string> = {
  "/recorder.piece.js": "(()=>({createRecorder:1}))()",
  "/kind.top.piece.js": "(()=>({top:2}))()",
  "/tag.js": "tag()",
};
const ASSETS = {
  async fetch(url: URL) {
    const body = files[url.pathname];
    return body === undefined ? new Response("none", { status: 404 }) : new Response(body);
  },
} as unknown as Fetcher;
const ask = (query: string, more: Parameters<Edge["ask"]>[1] = {}, site: object = SITE) =>
  new Edge({ env: { ASSETS }, site }).ask(`/_selvedge/parts.js${query}`, more);

test("parts come together in the order that was asked for, the same for everybody, to be kept by any cache", async () => {
  const response = await ask("?recorder,kind.top", { cookies: { sv_c: choice([]), sv_p: "x" } });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(
    packOf([
      ["recorder", files["/recorder.piece.js"]!],
      ["kind.top", files["/kind.top.piece.js"]!],
    ]),
  );
  expect(Object.fromEntries(response.headers)).toEqual({
    "cache-control": "public, max-age=3600, stale-while-revalidate=86400",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "content-type": "text/javascript; charset=utf-8",
    "cross-origin-resource-policy": "same-origin",
    etag: expect.stringMatching(/^"[\w-]{16}"$/),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
});

test("who has them already is told so, also with a tag that a proxy has weakened", async () => {
  const etag = (await ask("?recorder")).headers.get("etag")!;
  for (const known of [etag, `W/${etag}`, `"x", ${etag}`]) {
    const response = await ask("?recorder", { headers: { "if-none-match": known } });
    expect([response.status, await response.text()]).toEqual([304, ""]);
  }
  expect((await ask("?kind.top", { headers: { "if-none-match": etag } })).status).toBe(200);
});

test("pages of declared origins may load them", async () => {
  const site = { ...SITE, origins: ["https://www.shop.example"] };
  const response = await ask("?recorder", {}, site);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
});

test.each([
  ["a part that there isn't", "?recorder,elsewhere", "there is no part elsewhere"],
  ["a file that isn't a part", "?../tag", "expected parts.js?NAME,NAME"],
  ["a file that isn't a piece", "?tag", "there is no part tag"],
  ["nothing", "", "expected parts.js?NAME,NAME"],
  ["what can't be decoded", "?%", "expected parts.js?NAME,NAME"],
  ["too many", `?${Array.from({ length: 65 }, () => "recorder").join()}`, "at most 64 names"],
])("%s isn't handed out", async (_, query, why) => {
  const response = await ask(query);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain(why);
});
