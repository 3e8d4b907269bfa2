import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import { NOON, setCookies } from "../support.ts";
import { ADMIN, askLink, OWNER_TOKEN, ownedEdge } from "../preview/support.ts";

afterEach(() => reset());

const WANTED = { page: "https://shop.example/rain/?a=1", segment: "returning" };

describe("the owner's hostname", () => {
  test("makes links that last half an hour", async () => {
    const answer = await askLink(ownedEdge(), WANTED);
    expect(answer.status).toBe(201);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const { url, expires } = await answer.json<{ url: string; expires: string }>();
    expect(url).toMatch(
      /^https:\/\/shop\.example\/_selvedge\/preview\/start\?t=1\.[\w.-]+&page=\/rain\/%3Fa%3D1$/,
    );
    expect(Date.parse(expires)).toBe(NOON + 30 * 60_000);
  });

  test("lets in nobody but the owner", async () => {
    const edge = ownedEdge();
    for (const authorization of ["", "Bearer", "Bearer ", "Bearer x", OWNER_TOKEN, `Basic ${OWNER_TOKEN}`]) {
      const answer = await askLink(edge, WANTED, { authorization });
      expect([authorization, answer.status]).toEqual([authorization, 401]);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    }
    expect((await askLink(edge, WANTED, { authorization: `bearer ${OWNER_TOKEN}` })).status).toBe(201);
  });

  test.each([undefined, ""])("lets in nobody at all while OWNER_TOKEN is %s", async (OWNER_TOKEN) => {
    const edge = ownedEdge({ env: { OWNER_TOKEN } as object });
    for (const authorization of ["Bearer undefined", "Bearer ", "Bearer x", ""])
      expect((await askLink(edge, WANTED, { authorization })).status).toBe(503);
  });

  test("answers nothing else: no page of the site, no endpoint, no cookie", async () => {
    const edge = ownedEdge();
    for (const path of ["/rain/", "/_selvedge/config", "/_selvedge/tag.js", "/preview-links/x"]) {
      const answer = await edge.ask(ADMIN + path, { cookies: { sv_c: "x" } });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(setCookies(answer)).toEqual({});
    }
    expect((await edge.ask(`${ADMIN}/preview-links`)).status).toBe(405);
    expect(edge.asked).toEqual([]);
  });

  test("is the only one: under the shop's own the route is a page of the origin's", async () => {
    const edge = ownedEdge();
    const headers = { authorization: `Bearer ${OWNER_TOKEN}` };
    for (const path of ["/preview-links", "/_selvedge/preview-links"]) {
      const answer = await edge.post(path, WANTED, { headers });
      expect(await answer.text()).not.toContain("preview/start");
    }
    expect(edge.asked.map(({ url }) => new URL(url).pathname)).toEqual(["/preview-links"]);
    const without = ownedEdge({ env: { ADMIN_HOST: "" } });
    expect(await (await askLink(without, WANTED)).text()).toContain("<title>Shop</title>");
  });

  test("invariant 9: says what is wrong with what it is asked", async () => {
    const edge = ownedEdge();
    const detail = async (body: unknown) => {
      const answer = await askLink(edge, body);
      return [answer.status, (await answer.json<{ detail: string }>()).detail];
    };
    expect(await detail({ ...WANTED, segment: "retrning" })).toEqual([
      400,
      'segment: the site file has no segment "retrning", did you mean returning?',
    ]);
    expect(await detail({ page: WANTED.page })).toEqual([
      400,
      'segment: expected either a segment or "me": true',
    ]);
    expect(await detail({ ...WANTED, me: true })).toEqual([
      400,
      'segment: expected either a segment or "me": true',
    ]);
    expect(await detail({ page: "/rain/", me: true })).toEqual([
      400,
      "page: expected the whole address of a page",
    ]);
    expect(await detail({ ...WANTED, who: 1 })).toEqual([400, "who: no such field"]);
    expect((await askLink(edge, WANTED, { "content-type": "text/plain" })).status).toBe(415);
    expect((await askLink(edge, { page: `https://shop.example/${"x".repeat(5000)}` })).status).toBe(413);
  });

  test("without SELVEDGE_SECRET it makes none", async () => {
    expect((await askLink(ownedEdge({ env: { SELVEDGE_SECRET: "" } }), WANTED)).status).toBe(503);
  });
});
