import { describe, expect, test } from "vitest";
import type { Env } from "../../worker/env.ts";
import { type Fetch, fetchOrigin, originUrl } from "../../worker/origin.ts";
import { upstreamOf } from "../../worker/page/request.ts";

/** As a request is passed on that nothing else is changed about. */
async function passOn(request: Request, { ORIGIN }: { ORIGIN?: string | undefined }, fetch: Fetch) {
  const env = { ORIGIN } as Env;
  const address = new URL(request.url);
  const upstream = upstreamOf(request, { whole: false, url: originUrl(address, env) });
  return fetchOrigin(upstream, address, env, fetch);
}

async function ask(
  ORIGIN: string | undefined,
  answer = new Response("page"),
  init: RequestInit = {},
  path = "/a/b?c=d",
) {
  const asked: Request[] = [];
  const request = new Request(`https://shop.example${path}`, init);
  const response = await passOn(
    request,
    { ORIGIN },
    async (to, init) => (asked.push(new Request(to, init)), answer),
  );
  return { response, asked: asked[0]! };
}

const moved = (location: string) => new Response(null, { status: 302, headers: { location } });

describe("the origin", () => {
  test.each([undefined, ""])("is where the request was going (ORIGIN %j)", async (origin) => {
    const { asked, response } = await ask(origin, moved("https://shop.example/x"));
    expect(asked.url).toBe("https://shop.example/a/b?c=d");
    expect(asked.redirect).toBe("manual");
    expect(asked.headers.has("x-forwarded-host")).toBe(false);
    expect(response.headers.get("location")).toBe("https://shop.example/x");
  });

  test("is another one where ORIGIN says so, told for whom it is asked", async () => {
    const { asked } = await ask("http://origin.example:8080/", undefined, {
      method: "POST",
      body: "a=b",
      headers: { "x-own": "1" },
    });
    expect(asked.url).toBe("http://origin.example:8080/a/b?c=d");
    expect(asked.method).toBe("POST");
    expect(await asked.text()).toBe("a=b");
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      "x-own": "1",
      "x-forwarded-host": "shop.example",
      "x-forwarded-proto": "https",
    });
  });

  test.each([
    "//elsewhere.example/x",
    "//elsewhere.example",
    "/?",
    "/a%2Fb//c?x=%20y",
    "/@elsewhere.example/",
    "/%",
  ])("is asked for the address as it came, and nobody else: %s", async (path) => {
    const asked: string[] = [];
    const fetch: Fetch = async (to, init) => (asked.push(new Request(to, init).url), new Response());
    await passOn(new Request(`https://shop.example${path}`), { ORIGIN: "http://origin.example" }, fetch);
    expect(asked).toEqual([`http://origin.example${path}`]);
  });

  test.each([
    "//elsewhere.example/x",
    "///elsewhere.example/x",
    "/\\elsewhere.example/x",
    "//user@elsewhere.example:81/?a",
    "/%2f%2felsewhere.example/",
    "/http://elsewhere.example/",
    "/.//elsewhere.example/",
    "/a/..//elsewhere.example/",
    "/%",
    "/%c0%ae%c0%ae/?%&=#",
    "/a;b/c,d",
    "/?",
  ])("is asked whatever the path looks like: %s", async (path) => {
    const { asked } = await ask("http://origin.example:8080", undefined, {}, path);
    const { origin, pathname, search } = new URL(asked.url);
    const own = new URL(`https://shop.example${path}`);
    expect([origin, pathname, search]).toEqual(["http://origin.example:8080", own.pathname, own.search]);
  });

  test.each([
    ["http://origin.example/x?y#z", "https://shop.example/x?y#z"],
    ["//origin.example/x", "https://shop.example/x"],
    ["/x", "/x"],
    ["x", "x"],
    ["https://origin.example/x", "https://origin.example/x"],
    ["https://elsewhere.example/x", "https://elsewhere.example/x"],
    ["http://[", "http://["],
  ])("may redirect to itself, which is to us: %s", async (location, expected) => {
    const { response } = await ask("http://origin.example", moved(location));
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe(expected);
  });

  test("may fail, which isn't hidden", async () => {
    const down = () => Promise.reject(new Error("connection refused"));
    await expect(passOn(new Request("https://shop.example/"), {}, down)).rejects.toThrow(
      "connection refused",
    );
  });
});
