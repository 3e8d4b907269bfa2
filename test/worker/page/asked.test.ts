import { describe, expect, test } from "vitest";
import { CACHED, HTML, PAGE, WITHOUT_FETCH_METADATA, serve } from "./serve.ts";

describe("pieces", () => {
  test("a piece that a script asked for gets blocks, but no tag and no decision", async () => {
    const page = "<p id=t>a</p>";
    for (const headers of [{ "sec-fetch-dest": "empty" }, { "turbo-frame": "list" }]) {
      const { text, timing } = await serve({ page, request: { headers } });
      expect([text, timing]).toEqual(["<p id=t>ź</p>", "personalized"]);
    }
  });

  test("a piece for a script goes through, and isn't taken for the page by caches", async () => {
    const answer = await serve({
      path: "/",
      headers: CACHED,
      request: { headers: { "hx-request": "true" } },
    });
    expect([answer.text, answer.timing]).toEqual([PAGE, "untouched: a piece"]);
    expect(answer.headers.get("vary")).toBe(`Accept-Encoding, ${WITHOUT_FETCH_METADATA}`);
    for (const name of Object.keys(CACHED)) expect(answer.headers.has(name), name).toBe(true);
  });
});

describe("Vary", () => {
  test.each<[Record<string, string>, string | null]>([
    [{}, WITHOUT_FETCH_METADATA],
    [{ "sec-fetch-dest": "document" }, "Sec-Fetch-Dest"],
    [{ "sec-fetch-dest": "empty" }, "Sec-Fetch-Dest, Sec-Purpose"],
    [{ "sec-fetch-dest": "empty", "sec-purpose": "prefetch" }, null],
  ])("a cache is told by what page and piece were told apart: %j", async (headers, vary) => {
    for (const path of ["/me/", "/"])
      expect((await serve({ path, request: { headers } })).headers.get("vary")).toBe(vary);
  });

  test("what the origin says in Vary stays, and is said once", async () => {
    const request = { headers: { "sec-fetch-dest": "document" } };
    const told = async (vary: string) =>
      (await serve({ headers: { ...HTML, vary }, request })).headers.get("vary");
    expect(await told("*")).toBe("*");
    expect(await told("Cookie, sec-fetch-dest")).toBe("Cookie, sec-fetch-dest");
    expect(await told("Cookie")).toBe("Cookie, Sec-Fetch-Dest");
  });
});

test("invariant 5: HEAD doesn't let caches keep what GET would forbid", async () => {
  const origin = async () => new Response(null, { headers: CACHED });
  const { headers } = await serve({ origin, request: { method: "HEAD", headers: { accept: "x/y" } } });
  expect(headers.get("cache-control")).toBe("private, no-cache");
});
