import { describe, expect, test } from "vitest";
import { REDIRECT_DEADLINE_MILLISECONDS } from "../../shared/limits.ts";
import type { PageServices } from "../../worker/page.ts";
import { CACHED, type Change, HTML, PAGE, TAG, serve } from "./page/serve.ts";

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

  test("where the meta element said the charset, the header says it now", async () => {
    const page = PAGE.replace("<title>", "<meta charset=UTF-8><title>");
    expect(
      (await serve({ page, headers: { "content-type": "text/html" } })).headers.get("content-type"),
    ).toBe("text/html; charset=utf-8");
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
});

describe("other", () => {
  test.each<[string, Change, string | undefined]>([
    ["excluded", { path: "/excluded" }, "untouched: excluded"],
    ["excluded, spelt otherwise", { path: "//%65xcluded" }, "untouched: excluded"],
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
    [
      "an empty page",
      { headers: { ...CACHED, "content-length": "0" }, page: "", path: "/" },
      "untouched: no body",
    ],
    ["a Turbo stream", { headers: { ...CACHED, "content-type": "text/vnd.turbo-stream.html" } }, undefined],
    ["an event stream", { headers: { ...CACHED, "content-type": "text/event-stream" } }, undefined],
    ["XHTML", { headers: { ...CACHED, "content-type": "application/xhtml+xml" } }, undefined],
  ])("invariant 4: bytes and headers are the origin's: %s", async (_name, change, timing) => {
    const answer = await serve({ headers: CACHED, ...change });
    expect([answer.text, answer.timing]).toEqual([change.page ?? PAGE, timing]);
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

describe("a page that could lead elsewhere", () => {
  const NAVIGATION = { headers: { accept: "text/html" } };
  const site: PageServices["site"] = async () => ({
    enabled: true,
    path: "/_selvedge",
    excluded: () => false,
    personalizable: () => true,
    redirectable: (pathname) => pathname === "/me/away",
  });
  const shown = { decision: { segments: [], blocks: [], lost: [] }, edits: [] };
  const away = { targets: [], render: () => shown, redirect: () => ({ to: "/x", blocks: ["b"] }) };
  /** What was asked, in its order. */
  const watched = (asked: string[], visitor: PageServices["visitor"]): Partial<PageServices> => ({
    site,
    visitor: async (...args) => {
      asked.push("visitor");
      return visitor(...args);
    },
    origin: async () => {
      asked.push("origin");
      return new Response(PAGE, { headers: HTML });
    },
  });

  test("is asked of the origin only once that is decided; all others are asked for at once", async () => {
    const stays = async () => ({ targets: [], render: () => shown });
    for (const [path, order] of [
      ["/me/away", ["visitor", "origin"]],
      ["/me/", ["origin", "visitor"]],
    ] as const) {
      const asked: string[] = [];
      expect((await serve({ path, request: NAVIGATION, ...watched(asked, stays) })).status).toBe(200);
      expect(asked).toEqual(order);
    }
    const asked: string[] = [];
    const { status } = await serve({
      path: "/me/away",
      request: NAVIGATION,
      ...watched(asked, async () => away),
    });
    expect([status, asked]).toEqual([302, ["visitor"]]);
  });

  test.each<[string, PageServices["visitor"]]>([
    ["the rules fail", () => Promise.reject(new Error("broken"))],
    [
      "where it leads can't be told",
      async () => ({
        targets: [],
        render: () => shown,
        redirect: () => {
          throw new Error("broken");
        },
      }),
    ],
    [
      "it is refused",
      async () => ({ targets: [], render: () => shown, redirect: () => ({ refused: "x", blocks: ["b"] }) }),
    ],
  ])("invariant 4: is served where %s", async (_, visitor) => {
    const { status, text } = await serve({ path: "/me/away", request: NAVIGATION, site, visitor });
    expect(status).toBe(200);
    expect(text).toContain("<p id=t>a</p>");
  });

  test("invariant 4: is asked of the origin where the decision takes too long, and then still personalized", async () => {
    let decide: (known: Awaited<ReturnType<PageServices["visitor"]>>) => void = () => undefined;
    const visitor: PageServices["visitor"] = () => new Promise((resolve) => (decide = resolve));
    const waits: number[] = [];
    const { status, timing } = await serve({
      path: "/me/away",
      request: NAVIGATION,
      site,
      visitor,
      // The first deadline is over at once, all others never.
      wait: (milliseconds) =>
        waits.push(milliseconds) === 1 ? Promise.resolve() : new Promise(() => undefined),
      origin: async () => {
        decide(away);
        return new Response(PAGE, { headers: HTML });
      },
    });
    expect([status, timing]).toEqual([200, "personalized"]);
    expect(waits[0]).toBe(REDIRECT_DEADLINE_MILLISECONDS);
  });
});
