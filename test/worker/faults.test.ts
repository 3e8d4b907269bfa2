import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  ADDED_BYTES,
  CHANGES_PER_PAGE,
  CONDITION_DEPTH,
  OUTLINE_ENTRIES,
  PUBLISHED_CHARACTERS,
} from "../../shared/limits.ts";
import type { SiteInput } from "../../shared/site/schema.ts";
import type { Env } from "../../worker/env.ts";
import { piecesOf } from "../../worker/page/assemble.ts";
import { type Compiled, PageMemory } from "../../worker/page/memory.ts";
import { type Fault, FAULTS, faultyCounter, faultyNamespace } from "./faulty.ts";
import {
  Edge,
  type EdgeOptions,
  MESSAGE,
  PAGE,
  SITE,
  cookiesOf,
  device,
  setCookies,
  signalOf,
  totalsOf,
} from "./support.ts";

/**
 * Invariant 4, dependency by dependency and fault by fault, through the whole Worker on real bindings. The origin's own
 * failures are in origin-faults.socket.test.ts, where the client is at the other end of a socket.
 */
const NAVIGATION = { accept: "text/html", "sec-fetch-dest": "document" };
const WELCOME = "<p id=welcome>Good to see you again</p>";
const { SITE: kv, COUNTER } = env as unknown as Env;

let visitor: Record<string, string>;
let said: string[];

beforeEach(async () => {
  said = [];
  for (const way of ["log", "warn", "error"] as const)
    vi.spyOn(console, way).mockImplementation((...words: unknown[]) => void said.push(words.join(" ")));
  visitor = await cookiesOf(new Edge(), 2);
  await kv.put("site", JSON.stringify(SITE));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

/** What the visitor gets of a page, from an isolate that has just started. */
async function open(options: EdgeOptions, fault?: Fault, path = "/") {
  const edge = new Edge(options);
  const ask = { headers: NAVIGATION, cookies: visitor, leave: fault === "hangs" };
  const response = await edge.ask(path, ask);
  const timing = /selvedge;desc="([^"]*)"/.exec(response.headers.get("server-timing") ?? "")?.[1];
  return { edge, ask, status: response.status, html: await response.text(), timing };
}

/** Invariant 4: the origin's page, byte for byte, and why. */
function expectOrigins(page: Awaited<ReturnType<typeof open>>, timing: string): void {
  expect([page.status, page.timing, page.html]).toEqual([200, timing, PAGE]);
}

/** Nothing is lost of the page: it is the origin's but for the tag, the decision and what the blocks say. */
function expectPersonalized(page: Awaited<ReturnType<typeof open>>, blocks: Record<string, string>): void {
  let expected = PAGE;
  for (const [id, text] of Object.entries(blocks))
    expected = expected.replace(new RegExp(`(<p id=${id}>)[^<]*`), `$1${text}`);
  const own =
    /<script async src="\/_selvedge\/tag.js"><\/script><script type="application\/json"[^]*?<\/script>/;
  expect([page.status, page.timing, page.html.replace(own, "")]).toEqual([200, "personalized", expected]);
}

const BLOCKS = { welcome: "Good to see you again", delivery: "Delivered by InPost" };
const LARGE = `"${"x".repeat(PUBLISHED_CHARACTERS)}"`;
const TOO_LONG = `longer than ${PUBLISHED_CHARACTERS} characters`;

describe("invariant 4: the site file", () => {
  const TEXT = JSON.stringify(SITE);
  const rows: readonly (readonly [string, string, Fault, Record<string, unknown>, RegExp])[] = [
    ["KV", "throws", "throws", {}, /no site file: Error/],
    ["KV", "hangs", "hangs", {}, /no site file: Error/],
    ["KV", "slow", "slow", {}, /no site file: Error/],
    ["KV", "corrupt", "corrupt", { corrupt: "\0\ufffd" }, /broken.*JSON/],
    ["KV", "oversize", "oversize", { oversize: LARGE }, new RegExp(`broken.*${TOO_LONG}`)],
    ["site file", "hangs", "hangs", { key: "site" }, /no site file: Error/],
    ["site file", "slow", "slow", { key: "site" }, /no site file: Error/],
    ["site file", "corrupt", "corrupt", { key: "site", corrupt: TEXT.slice(0, -9) }, /broken.*JSON/],
    [
      "site file",
      "corrupt: another type",
      "corrupt",
      { key: "site", corrupt: '{"version":1}' },
      /broken.*id/,
    ],
    ["site file", "oversize", "oversize", { key: "site", oversize: LARGE }, new RegExp(TOO_LONG)],
  ];
  test.each(rows)("%s × %s: the origin's page, untouched", async (_, __, fault, how, why) => {
    const { key, corrupt, oversize } = how as { key?: string; corrupt?: unknown; oversize?: unknown };
    const SITE = faultyNamespace(kv, fault, { corrupt, oversize }, key);
    const page = await open({ env: { SITE } }, fault);
    expectOrigins(page, "untouched: site file");
    expect(said.join("\n")).toMatch(why);
    if (fault !== "slow") return;
    // What came too late for this request is there for the next one.
    const next = await page.edge.ask("/", page.ask);
    expect(await next.text()).toContain(WELCOME);
  });

  test("site file × throws: its patterns fail, and the page is the origin's, untouched", async () => {
    vi.spyOn(URLPattern.prototype, "test").mockImplementation(() => {
      throw new Error("a pattern failed");
    });
    expectOrigins(await open({}), "untouched: rules");
  });
});

describe("KV holds the plan of an older site file", () => {
  const NEWER = {
    ...SITE,
    attributes: { ...SITE.attributes, carts: { count: "cart" } },
    segments: { ...SITE.segments, buyer: { when: { carts: { $gte: 1 } } } },
  } as const satisfies SiteInput;
  const huge = Array.from({ length: OUTLINE_ENTRIES + 1 }, () => ({ name: "a", states: 2 ** 50 }));

  test("KV × nothing wrong: the visitor is known by it", async () => {
    await kv.put("site", JSON.stringify(NEWER));
    // A busy machine may be late once; then the page is that of a stranger.
    await vi.waitFor(async () => expectPersonalized(await open({}), BLOCKS));
  });

  test.each(FAULTS)("KV × %s: the page of a visitor who isn't known, and why", async (fault) => {
    await kv.put("site", JSON.stringify(NEWER));
    const bad = { corrupt: [{ name: "visits", states: 0 }, null], oversize: huge };
    const SITE = faultyNamespace(kv, fault, bad, "plan:");
    const page = await open({ env: { SITE } }, fault);
    expectPersonalized(page, { delivery: BLOCKS.delivery });
    expect(said.join("\n")).toContain("an older plan can't be read");
    // Nor does it keep a new projection from being taken.
    const config = await page.edge.config(page.ask);
    const signal = signalOf(config, device(config, 2));
    const answer = await page.edge.post("/_selvedge/signals", signal, {
      cookies: visitor,
      leave: page.ask.leave,
    });
    expect([answer.status, Object.keys(setCookies(answer))]).toEqual([200, ["sv_p"]]);
  });
});

describe("invariant 4: the Durable Object isn't on the way of a page", () => {
  test.each(FAULTS)(
    "Durable Object × %s: the page is right, and the tag is told to try again",
    async (fault) => {
      const bad = { corrupt: "yes", oversize: "x".repeat(8 * 1024 * 1024) };
      const page = await open({ env: { COUNTER: faultyCounter(COUNTER, fault, bad) } }, fault);
      expectPersonalized(page, BLOCKS);
      const config = await page.edge.config();
      const counts = { counts: [["view"]] as const, message: MESSAGE, token: config.token };
      const signal = signalOf(config, device(config, 2), counts);
      const answer = await page.edge.post("/_selvedge/signals", signal, { cookies: visitor });
      expect([answer.status, Object.keys(setCookies(answer))]).toEqual([200, ["sv_p"]]);
      expect(await answer.json()).toMatchObject({
        counted: false,
        decision: { segments: ["returning", "polish"] },
      });
      expect(said.join("\n")).toContain("counts could not be kept");
      // The same message again, to a counter that is well: counted once, whatever the first one did.
      const edge = new Edge();
      const again = await edge.post("/_selvedge/signals", signal, { cookies: visitor });
      expect(await again.json()).toMatchObject({ counted: true });
      expect(await totalsOf(edge)).toEqual({ view: 1 });
    },
  );
});

describe("invariant 4: conditions", () => {
  const MARK = "fault-4711";
  const withRule = (when: object, more: object = {}) =>
    ({ ...SITE, ...more, segments: { ...SITE.segments, odd: { when } } }) as SiteInput;
  const publish = (site: object) => kv.put("site", JSON.stringify(site));

  test("condition × throws: the origin's page, untouched", async () => {
    await publish(withRule({ "context.path": { $regex: MARK } }));
    for (const way of ["test", "exec"] as const) {
      const original = RegExp.prototype[way] as (text: string) => never;
      vi.spyOn(RegExp.prototype, way).mockImplementation(function (this: RegExp, text: string) {
        if (this.source === MARK) throw new Error("a condition failed");
        return original.call(this, text);
      });
    }
    expectOrigins(await open({}), "untouched: rules");
    expect(said.join("\n")).toContain("stayed as it was: rules");
  });

  // Nothing can stop a condition that runs on, so the checker refuses those that could; what an expression sees is
  // cut, so that the slowest kind left, which tries each pair of places in a text, ends.
  test("condition × hangs: what it reads is cut, so the page is right", async () => {
    await publish(withRule({ "context.path": { $regex: "a.*a.*!$" } }));
    expectPersonalized(await open({}, undefined, `/${"a".repeat(8000)}`), BLOCKS);
  });

  test("condition × slow: the page is right", async () => {
    const rules = Array.from({ length: 400 }, (_, index) => [
      `slow${index}`,
      { when: { "context.path": { $regex: `(b|c)[a-z]{3,9}${index}$` } } },
    ]);
    await publish({ ...SITE, segments: { ...SITE.segments, ...Object.fromEntries(rules) } });
    expectPersonalized(await open({}, undefined, `/${"bcd".repeat(300)}`), BLOCKS);
  });

  test.each<[string, object, RegExp]>([
    ["corrupt: an unknown operator", { visits: { $greater: 1 } }, /segments\.odd\.when\.visits.*\$greater/],
    ["corrupt: an expression that isn't one", { "context.path": { $regex: "((" } }, /segments\.odd\.when/],
    ["corrupt: a cycle", { $segment: "odd" }, /segments\.odd/],
    ["oversize: too deep", deep(CONDITION_DEPTH + 2), /segments\.odd\.when/],
  ])("condition × %s: the origin's page, untouched; the place is named", async (_, when, why) => {
    await publish(withRule(when));
    expectOrigins(await open({}), "untouched: site file");
    expect(said.join("\n")).toMatch(why);
  });

  test("condition × oversize: a list of 50,000 values: the page is right", async () => {
    const values = Array.from({ length: 50_000 }, (_, index) => `/page-${index}`);
    await publish(withRule({ "context.path": { $in: values } }));
    const page = await open({});
    if (page.timing === "untouched: site file") expectOrigins(page, "untouched: site file");
    const next = await page.edge.ask("/", page.ask);
    expect(await next.text()).toContain(WELCOME);
  });

  function deep(levels: number): object {
    return levels === 0 ? { visits: 1 } : { $not: deep(levels - 1) };
  }
});

describe("invariant 4: templates", () => {
  const welcome = (html: string) =>
    ({
      ...SITE,
      blocks: { ...SITE.blocks, welcome: { target: "#welcome", op: "content", html, when: "returning" } },
    }) as SiteInput;
  const publish = (html: string) => kv.put("site", JSON.stringify(welcome(html)));

  test("template × throws: the origin's page, untouched", async () => {
    await publish("<b>{{context.city}}</b>");
    const original = String.prototype.replace as (...input: unknown[]) => string;
    vi.spyOn(String.prototype, "replace").mockImplementation(function (this: string, ...input: unknown[]) {
      if (this === "Łódź") throw new Error("a template failed");
      return original.apply(this, input);
    } as never);
    const edge = new Edge();
    const response = await edge.ask("/", { headers: NAVIGATION, cookies: visitor, cf: { city: "Łódź" } });
    expect(response.headers.get("server-timing")).toBe('selvedge;desc="untouched: rules"');
    expect(await response.text()).toBe(PAGE);
    expect(said.join("\n")).toContain("stayed as it was: rules");
  });

  // A template has no loops: it can't hang. The nearest is one that is as deep as it is long.
  test("template × hangs: sections in sections: the page is right", async () => {
    const levels = 200;
    await publish(`${"{{#context.country}}".repeat(levels)}deep${"{{/context.country}}".repeat(levels)}`);
    expectPersonalized(await open({}), { ...BLOCKS, welcome: "deep" });
  });

  test("template × slow: 20,000 values: the page is right", async () => {
    await publish("{{context.country}}".repeat(20_000));
    expectPersonalized(await open({}), { ...BLOCKS, welcome: "PL".repeat(20_000) });
  });

  test.each([
    ["a section that isn't closed", "{{#context.city}}"],
    ["a value where it can't be escaped", "<script>{{context.city}}</script>"],
    ["unescaped", "{{{context.city}}}"],
  ])("template × corrupt: %s: the origin's page, untouched; the place is named", async (_, html) => {
    await publish(html);
    expectOrigins(await open({}), "untouched: site file");
    expect(said.join("\n")).toContain("blocks.welcome.html");
  });

  test("template × oversize: a megabyte goes into the page, whole", async () => {
    const text = "x".repeat(1024 * 1024);
    await publish(text);
    expectPersonalized(await open({}), { ...BLOCKS, welcome: text });
  });
});

describe("invariant 4: the rewriter, and what is kept of pages", () => {
  const origin = (html: string) => () =>
    new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
  const splice = (from: number, to: number) =>
    ({ from, to, bytes: new Uint8Array(1), ends: [], side: "before", depth: 1 }) as const;
  const written =
    (...splices: ReturnType<typeof splice>[]) =>
    ({ bytes }: Compiled) => ({ pieces: piecesOf(bytes, { splices, orders: [] }), applied: [], refused: [] });

  test.each([
    ["rewriter", "rewrite"],
    ["compiled cache", "find"],
    ["compiling", "compile"],
  ] as const)("%s × throws: the origin's page, untouched", async (_, method) => {
    vi.spyOn(PageMemory.prototype, "find").mockReturnValue(undefined);
    vi.spyOn(PageMemory.prototype, method).mockImplementation(() => {
      throw new Error("it failed");
    });
    expectOrigins(await open({}), "untouched: internal error");
  });

  test.each([
    ["beyond the end", written(splice(PAGE.length, PAGE.length + 1))],
    ["backwards", written(splice(90, 80))],
    ["two that overlap", written(splice(80, 90), splice(85, 95))],
  ])("rewriter × corrupt: changes %s: the origin's page, untouched", async (_, rewriting) => {
    vi.spyOn(PageMemory.prototype, "rewrite").mockImplementation(rewriting);
    expectOrigins(await open({}), "untouched: internal error");
  });

  test("compiled cache × corrupt: what it knows is of another, longer page: this one is compiled anew", async () => {
    const other = new TextEncoder().encode(PAGE.replace("<body>", `<body>${"x".repeat(PAGE.length)}`));
    vi.spyOn(PageMemory.prototype, "find").mockImplementation(function (this: PageMemory, _, type) {
      return this.compile(other, type) as Compiled;
    });
    const page = await open({});
    expect([page.status, page.timing]).toEqual([200, "personalized"]);
    expect(page.html).toContain(WELCOME);
    expect(page.html).not.toContain("xxxx");
  });

  test("rewriter × oversize: a block that would write 200 MB isn't done, and the rest of the page is", async () => {
    const badge = { target: ".row", op: "append", html: "x".repeat(50_000) } as const;
    await kv.put("site", JSON.stringify({ ...SITE, blocks: { ...SITE.blocks, badge } }));
    const rows = "<p class=row></p>".repeat(4000);
    const page = await open({ origin: origin(PAGE.replace("</body>", `${rows}</body>`)) });
    expect([page.status, page.timing]).toEqual([200, "personalized"]);
    expect(page.html).toContain(`${rows}</body>`);
    expect(page.html).toContain(WELCOME);
    expect(said.join("\n")).toContain(`block badge: more than ${ADDED_BYTES} bytes`);
  });

  test("rewriter × slow: a block about 100,000 elements isn't done, and the rest of the page is", async () => {
    const badge = { target: ".row", op: "after", html: "<li>new</li>" } as const;
    await kv.put("site", JSON.stringify({ ...SITE, blocks: { ...SITE.blocks, badge } }));
    const rows = `<ul>${"<li class=row>x".repeat(100_000)}</ul>`;
    const page = await open({ origin: origin(PAGE.replace("</body>", `${rows}</body>`)) });
    expect([page.status, page.timing]).toEqual([200, "personalized"]);
    expect(page.html).toContain(`${rows}</body>`);
    expect(page.html).toContain(WELCOME);
    expect(said.join("\n")).toContain(`block badge: more than ${CHANGES_PER_PAGE} places`);
  });

  // Nothing can stop code that runs on, so the nearest is the worst that a page can hold: it ends, and is whole.
  test.each([
    ["tags nested too deep", "<div>".repeat(200_000)],
    ["formatting that is never closed", "<b><p>".repeat(100_000)],
    [
      "formatting that differs, begun anew again and again",
      Array.from({ length: 20_000 }, (_, n) => `<b id=${n}></p>`).join(""),
    ],
    ["attributes", `<i ${Array.from({ length: 100_000 }, (_, n) => `a${n}=b`).join(" ")}></i>`],
    ["tags that end nothing", "</x>".repeat(300_000)],
  ])("rewriter × hangs, slow: %s: done or left as it is, whole", async (_, body) => {
    const html = PAGE.replace("</body>", `${body}</body>`);
    const page = await open({ origin: origin(html) });
    expect(page.status).toBe(200);
    expect(page.html).toContain(body);
    expect(page.html).toContain("</html>");
  });
});
