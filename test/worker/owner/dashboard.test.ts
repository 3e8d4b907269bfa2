import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import { ADMIN, ownedEdge } from "../preview/support.ts";

afterEach(() => reset());

/** Has every file that is asked for, and notes which. */
function assets() {
  const asked: string[] = [];
  const fetch = (url: URL) => {
    asked.push(url.pathname);
    return Promise.resolve(new Response("file", { headers: { "content-type": "text/html", etag: "x" } }));
  };
  return { asked, ASSETS: { fetch } as unknown as Fetcher };
}

describe("the dashboard's page", () => {
  test("says nothing, runs nothing inline or foreign, is framed by nobody and kept by nobody", async () => {
    const answer = await ownedEdge().ask(`${ADMIN}/`);
    expect(answer.status).toBe(200);
    const policy = answer.headers.get("content-security-policy")!;
    for (const part of [
      "default-src 'none'",
      "script-src 'self';",
      "style-src 'self';",
      "frame-src 'self';",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const html = await answer.text();
    expect(html).not.toMatch(/<script(?![^>]* src="\/owner_dashboard\.js")|<style| style=| on\w+=/);
    expect(html).not.toContain("test-shop");
  });

  test("loads its two files, and no other file of the client", async () => {
    const { asked, ASSETS } = assets();
    const edge = ownedEdge({ env: { ASSETS } });
    for (const [file, type] of [
      ["owner_dashboard.js", "text/javascript; charset=utf-8"],
      ["owner_dashboard.css", "text/css; charset=utf-8"],
    ]) {
      const answer = await edge.ask(`${ADMIN}/${file}`);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
    }
    for (const file of ["tag.js", "owner_other.js", "owner_.js", "constructor", "owner_dashboard.js/x"])
      expect((await edge.ask(`${ADMIN}/${file}`)).status).toBe(404);
    expect(asked).toEqual(["/owner_dashboard.js", "/owner_dashboard.css"]);
  });

  test("isn't there under the shop's own path", async () => {
    const { asked, ASSETS } = assets();
    const edge = ownedEdge({ env: { ASSETS } });
    for (const file of ["owner_dashboard.js", "owner_dashboard.css"])
      expect((await edge.ask(`/_selvedge/${file}`)).status).toBe(404);
    expect(asked).toEqual([]);
    expect(await (await edge.ask("/owner_dashboard.js")).text()).toContain("<title>Shop</title>");
  });
});
