import { describe, expect, test } from "vitest";
import { type PageServices, servePage } from "../../worker/page.ts";

const PAGE = "<!doctype html><html lang=pl><head><title>x</title></head><body><p id=t>a</p></body></html>";
const TAG = '<script async src="/_selvedge/tag.js"></script>';
const HTML = { "content-type": "text/html; charset=utf-8" };
const CACHED = {
  ...HTML,
  "cache-control": "public, max-age=60",
  expires: "Wed, 01 Jan 2031 00:00:00 GMT",
  etag: '"1"',
  "last-modified": "Wed, 01 Jan 2025 00:00:00 GMT",
  "surrogate-control": "max-age=60",
  "x-accel-expires": "60",
  "cdn-cache-control": "max-age=60",
  "cloudflare-cdn-cache-control": "max-age=60",
  "content-md5": "x",
  digest: "x",
  "accept-ranges": "bytes",
  vary: "Accept-Encoding",
  link: "</a.css>; rel=preload",
};

interface Change extends Partial<PageServices> {
  readonly request?: RequestInit;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly page?: string;
  readonly status?: number;
}

async function serve({
  request,
  path = "/me/",
  headers = HTML,
  page = PAGE,
  status = 200,
  ...services
}: Change = {}) {
  const reasons: string[] = [];
  const answer = await servePage(
    new Request(`http://shop.test${path}`, request),
    {
      site: async () => ({
        enabled: true,
        path: "/_selvedge",
        excluded: (pathname) => pathname === "/excluded",
        personalizable: (pathname) => pathname.startsWith("/me"),
      }),
      visitor: async () => ({
        targets: [{ target: "#t", sorts: false }],
        render: (language) => ({
          decision: { segments: [`</script>${language}`], blocks: [{ id: "b" }], lost: [] },
          edits: [{ block: "b", target: "#t", op: "text", text: "ź" }],
        }),
      }),
      origin: async () => new Response(page, { status, headers }),
      wait: () => new Promise(() => undefined),
      isBot: () => false,
      report: (reason) => void reasons.push(reason),
      ...services,
    },
    { waitUntil: () => undefined },
  );
  const timing = /selvedge;desc="([^"]*)"/.exec(answer.headers.get("server-timing") ?? "")?.[1];
  return { headers: answer.headers, status: answer.status, text: await answer.text(), timing, reasons };
}

describe("personalizable", () => {
  test("blocks, tag and decision are in the page", async () => {
    const { text, timing } = await serve();
    const decision = '{"segments":["\\u003c/script>pl"],"blocks":[{"id":"b"}],"lost":[]}';
    expect(timing).toBe("personalized");
    expect(text).toBe(
      PAGE.replace(
        "<head>",
        `<head>${TAG}<script type="application/json" id="selvedge-decision">${decision}</script>`,
      ).replace(">a<", ">ź<"),
    );
  });

  const failing = (): Promise<never> => Promise.reject(new Error("broken"));
  test.each<[string, Change, string]>([
    ["personalized", {}, "personalized"],
    ["a bot", { isBot: () => true }, "untouched: bot"],
    ["rules fail", { visitor: failing }, "untouched: rules"],
    [
      "rules fail late",
      {
        visitor: async () => ({
          targets: [],
          render: () => {
            throw new Error("broken");
          },
        }),
      },
      "untouched: rules",
    ],
    ["too large", { page: PAGE + "x".repeat(2 * 1024 * 1024) }, "untouched: too large"],
    ["no charset", { headers: { ...CACHED, "content-type": "text/html" } }, "untouched: charset unknown"],
    ["no head", { page: `<!--${"x".repeat(20_000)}-->${PAGE}` }, "untouched: no head found"],
  ])("invariant 5: no shared cache may store it: %s", async (_name, change, timing) => {
    const answer = await serve({ headers: CACHED, ...change });
    expect(answer.timing).toBe(timing);
    expect(answer.headers.get("cache-control")).toBe("private, no-cache");
    for (const name of Object.keys(CACHED)) {
      const kept = ["content-type", "cache-control", "vary", "link"].includes(name);
      expect(answer.headers.has(name), name).toBe(kept);
    }
    if (timing !== "personalized") expect(answer.text === (change.page ?? PAGE), "invariant 4").toBe(true);
  });

  test("no-store stays", async () => {
    const { headers } = await serve({ headers: { ...HTML, "cache-control": "no-store, max-age=0" } });
    expect(headers.get("cache-control")).toBe("private, no-store");
  });

  test("a block that can't be done is told as lost", async () => {
    const { text, reasons } = await serve({ page: PAGE.replace("a</p>", "<b>a</p>") });
    expect(text).toContain('"blocks":[],"lost":[{"id":"b","reason":"refused"}]');
    expect(reasons).toEqual([expect.stringContaining("block b: ")]);
  });

  test("children are sorted, with what other blocks do to them, and what can't be sorted is told as lost", async () => {
    const visitor: PageServices["visitor"] = async () => ({
      targets: [
        { target: "ul > li:first-child", sorts: false },
        { target: "ul", sorts: true },
        { target: "ol", sorts: true },
      ],
      render: () => ({
        decision: { segments: [], blocks: [{ id: "nav" }, { id: "bad" }, { id: "b" }], lost: [] },
        edits: [{ block: "b", target: "ul > li:first-child", op: "text", text: "first" }],
        reorders: [
          { block: "nav", target: "ul", by: "data-k", first: ["x"] },
          { block: "bad", target: "ol", by: "data-k", first: ["x"] },
        ],
      }),
    });
    const list = (inner: string) => PAGE.replace("<p id=t>a</p>", inner);
    const bare = "<ol><li><b>1</li><li data-k=x>2</ol>";
    const { text, reasons } = await serve({
      visitor,
      page: list(`<ul><li>1</li><li data-k=x>2</li></ul>${bare}`),
    });
    expect(text).toContain(`<ul><li data-k=x>2</li><li>first</li></ul>${bare}`);
    expect(text).toContain('"blocks":[{"id":"nav"},{"id":"b"}],"lost":[{"id":"bad","reason":"refused"}]');
    expect(reasons).toEqual([expect.stringContaining("block bad: ")]);
  });

  test("a page that has the tag gets none; one with a nonce gets it with that", async () => {
    const own = PAGE.replace("</body>", `${TAG}</body>`);
    expect((await serve({ page: own })).text.split("tag.js")).toHaveLength(2);
    const { text } = await serve({
      headers: { ...HTML, "content-security-policy": "script-src 'nonce-n1'" },
    });
    expect(text).toContain('tag.js" nonce="n1"></script>');
    const meta = `<meta http-equiv=Content-Security-Policy content="script-src 'nonce-m' 'strict-dynamic'">`;
    for (const path of ["/me/", "/"])
      expect((await serve({ path, page: PAGE.replace("<title>", `${meta}<title>`) })).text).toContain(
        'tag.js" nonce="m"></script>',
      );
  });

  test("a page whose policy would stop the tag gets blocks without it, and that is told", async () => {
    const headers = { ...HTML, "content-security-policy": "connect-src 'none'" };
    const { text, headers: told, reasons } = await serve({ headers });
    expect(text).not.toContain("tag.js");
    expect(text).toContain(">ź<");
    expect(text).toContain('id="selvedge-decision"');
    expect(told.get("server-timing")).toBe(
      'selvedge-tag;desc="left out: connect-src blocks the tag", selvedge;desc="personalized"',
    );
    expect(reasons).toEqual(["connect-src blocks the tag"]);
  });

  test("where the meta element said the charset, the header says it now", async () => {
    const page = PAGE.replace("<title>", "<meta charset=UTF-8><title>");
    expect(
      (await serve({ page, headers: { "content-type": "text/html" } })).headers.get("content-type"),
    ).toBe("text/html; charset=utf-8");
  });

  test("a piece that a script asked for gets blocks, but no tag", async () => {
    const { text } = await serve({ request: { headers: { "sec-fetch-dest": "empty" } } });
    expect(text).toBe(PAGE.replace(">a<", ">ź<"));
  });
});

describe("instrumented", () => {
  test("only the tag goes in; the origin's caching stays, its validators don't", async () => {
    const { text, headers, timing } = await serve({ path: "/", headers: CACHED, isBot: () => true });
    expect([text, timing]).toEqual([PAGE.replace("<head>", `<head>${TAG}`), "instrumented"]);
    expect(headers.get("cache-control")).toBe("public, max-age=60");
    expect(headers.has("expires")).toBe(true);
    for (const name of ["etag", "last-modified", "content-md5", "digest", "accept-ranges"])
      expect(headers.has(name)).toBe(false);
  });

  test("a page whose policy would stop the tag stays as it is, and that is told", async () => {
    const headers = { ...CACHED, "content-security-policy": "script-src 'sha256-abc='" };
    const answer = await serve({ path: "/", headers });
    expect([answer.text, answer.timing]).toEqual([PAGE, "untouched: script-src blocks the tag"]);
    expect(answer.headers.get("etag")).toBe('"1"');
    expect(answer.reasons).toEqual(["script-src blocks the tag"]);
  });

  test("a piece for a script goes through, and isn't taken for the page by caches", async () => {
    const { text, headers } = await serve({ path: "/", request: { headers: { "sec-fetch-dest": "empty" } } });
    expect([text, headers.get("vary")]).toEqual([PAGE, "Sec-Fetch-Dest"]);
  });
});

describe("other", () => {
  test.each<[string, Change, string | undefined]>([
    ["excluded", { path: "/excluded" }, "untouched: excluded"],
    ["site file fails", { site: () => Promise.reject(new Error("broken")) }, "untouched: site file"],
    [
      "switched off",
      {
        site: async () => ({
          enabled: false,
          path: "/_selvedge",
          excluded: () => false,
          personalizable: () => true,
        }),
      },
      "untouched: switched off",
    ],
    [
      "rules of the site fail",
      {
        site: async () => ({
          enabled: true,
          path: "/_selvedge",
          excluded: () => {
            throw new Error("broken");
          },
          personalizable: () => true,
        }),
      },
      "untouched: rules",
    ],
    ["POST", { request: { method: "POST" } }, "untouched: method"],
    ["404", { status: 404 }, "untouched: status 404"],
    ["a download", { headers: { ...CACHED, "content-disposition": "inline" } }, "untouched: a download"],
    [
      "no-transform",
      { headers: { ...CACHED, "cache-control": "public,no-transform" } },
      "untouched: no-transform",
    ],
    ["an event stream", { headers: { ...CACHED, "content-type": "text/event-stream" } }, undefined],
    ["XHTML", { headers: { ...CACHED, "content-type": "application/xhtml+xml" } }, undefined],
  ])("invariant 4: bytes and headers are the origin's: %s", async (_name, change, timing) => {
    const answer = await serve({ headers: CACHED, ...change });
    expect([answer.text, answer.timing]).toEqual([PAGE, timing]);
    answer.headers.delete("server-timing");
    expect(Object.fromEntries(answer.headers)).toEqual(change.headers ?? CACHED);
  });

  test("the origin's own Server-Timing stays", async () => {
    const { headers } = await serve({ headers: { ...HTML, "server-timing": "db;dur=5" } });
    expect(headers.get("server-timing")).toBe('db;dur=5, selvedge;desc="personalized"');
  });

  test("an origin that can't be reached is passed on as that", async () => {
    const down = new Error("connection refused");
    await expect(serve({ origin: () => Promise.reject(down) })).rejects.toBe(down);
  });
});
