import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import { formatPreview, NO_CHANGES } from "../../../shared/preview/preview.ts";
import type { PageDecision } from "../../../shared/wire.ts";
import {
  choice,
  cookiesOf,
  countsOf,
  Edge,
  PAGE,
  segmentsOf,
  setCookies,
  SITE,
  signalOf,
  device,
  totalsOf,
} from "../support.ts";
import { createSigner } from "../../../worker/sign.ts";
import { dataOf, ownedEdge, previewCookieOf, switched } from "./support.ts";

afterEach(() => {
  vi.restoreAllMocks();
  return reset();
});

const texts = (html: string) =>
  Object.fromEntries([...html.matchAll(/<p id=(\w+)>(.*?)<\/p>/g)].map(([, id, text]) => [id, text]));
const PLAIN = { welcome: "Hello", terms: "-", delivery: "-", offer: "-" };

describe("a previewed page", () => {
  test("is the one that somebody in the segment sees, with the inspector and without the tag", async () => {
    const edge = ownedEdge();
    const page = await edge.ask("/", {
      cookies: await previewCookieOf(edge, "returning"),
      cf: { country: "DE" },
    });
    const html = await page.text();
    expect(texts(html)).toEqual({ ...PLAIN, welcome: "Good to see you again" });
    expect(html).toContain('<script src="/_selvedge/preview-tag.js"></script>');
    expect(html).toContain('<script async src="/_selvedge/inspector.js"></script>');
    expect(html).toContain('id="selvedge-decision">');
    expect(html).not.toContain("/tag.js");
    // What is removed from it again is the origin's page.
    expect(html.replace(/<script[^]*<\/script>/, "").replace("Good to see you again", "Hello")).toBe(PAGE);
  });

  test("shows the variant that its link names, and draws none", async () => {
    const site = {
      ...SITE,
      blocks: { ...SITE.blocks, warm: { target: "#terms", op: "text", text: "Warm" } },
      experiments: {
        words: {
          hypothesis: "warm words sell",
          primary: "order",
          variants: { asIs: {}, warm: { blocks: ["warm"] } },
          from: "2026-11-01",
        },
      },
    } as const;
    const edge = ownedEdge({ site });
    const { plan } = await edge.config();
    const signer = createSigner("a secret of the tests", site.id);
    const cookieOf = async (variants: Record<string, string>, who: "me" | "visitor") => {
      const subject = { who, name: "x", plan, buckets: [], consent: "yes", context: {} } as const;
      const preview = { subject, changes: { ...NO_CHANGES, variants }, until: edge.now / 1000 + 60 };
      return { sv_preview: await signer.seal(formatPreview(preview), "preview") };
    };
    const shown = async (variants: Record<string, string>, who: "me" | "visitor" = "visitor") =>
      texts(await (await edge.ask("/", { cookies: await cookieOf(variants, who) })).text());
    for (const who of ["me", "visitor"] as const) {
      expect((await shown({ words: "warm" }, who))["terms"]).toBe("Warm");
      expect((await shown({ words: "asIs" }, who))["terms"]).toBe("-");
    }
    const cookies = { sv_c: choice(), ...(await cookieOf({}, "me")) };
    const config = await edge.config();
    const signal = { ...signalOf(config, device(config, 1)), variants: [null] };
    const answer = await edge.post("/_selvedge/signals", signal, { cookies });
    expect(await answer.json()).toMatchObject({ variants: [0] });
    const switchedOn = await switched(edge, await cookieOf({ words: "warm" }, "visitor"), {
      blocks: { welcome: true },
    });
    expect(texts(await (await edge.ask("/", { cookies: switchedOn })).text())).toMatchObject({
      terms: "Warm",
      welcome: "Good to see you again",
    });
  });

  test("invariant 5: is kept by nobody, not even by the browser, and says what it is", async () => {
    const origin = () =>
      new Response(PAGE, {
        headers: {
          "content-type": "text/html; charset=utf-8",
          "cache-control": "public, max-age=600",
          "cdn-cache-control": "max-age=600",
          etag: '"1"',
          "server-timing": "db;dur=3",
        },
      });
    const edge = ownedEdge({ origin });
    const page = await edge.ask("/", { cookies: await previewCookieOf(edge, "returning") });
    expect(page.headers.get("cache-control")).toBe("private, no-store");
    for (const name of ["cdn-cache-control", "etag", "expires"]) expect(page.headers.has(name)).toBe(false);
    expect(page.headers.get("server-timing")).toBe('db;dur=3, selvedge;desc="preview"');
    expect(setCookies(page)).toEqual({});
  });

  test("the same on pages that no block is for; excluded ones, and what isn't a page, stay as they are", async () => {
    const blocks = { welcome: { ...SITE.blocks.welcome, pages: ["/"] } };
    const edge = ownedEdge({ site: { ...SITE, blocks } });
    const cookies = await previewCookieOf(edge, "returning");
    const other = await edge.ask("/rain/", { cookies });
    expect(other.headers.get("server-timing")).toBe('selvedge;desc="preview"');
    expect(other.headers.get("cache-control")).toBe("private, no-store");
    const data = await dataOf(other);
    expect(data.blocks).toEqual([]);
    expect(data.elsewhere).toEqual([{ id: "welcome", label: "welcome", pages: ["/"] }]);
    const excluded = await edge.ask("/checkout/pay", { cookies });
    expect(await excluded.text()).toBe(PAGE);
    expect(excluded.headers.get("cache-control")).toBe("private, no-store");
    const image = ownedEdge({
      origin: () => new Response("x", { headers: { "content-type": "image/png" } }),
    });
    const picture = await image.ask("/a.png", { cookies: await previewCookieOf(image, "returning") });
    expect([...picture.headers.keys()]).toEqual(["content-type"]);
  });

  test("stays where it is, though a redirect would lead visitors away, and tells how many elements are meant", async () => {
    const blocks = {
      away: { op: "redirect", to: "/pl/", when: "polish", pages: ["/"] },
      first: { target: "p", op: "text", text: "x", limit: 1 },
    };
    const edge = ownedEdge({ site: { ...SITE, blocks } });
    const cookies = await previewCookieOf(edge, "polish");
    const headers = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", accept: "text/html" };
    expect((await edge.ask("/", { cookies: { sv_c: choice() }, headers })).status).toBe(302);
    const page = await edge.ask("/", { cookies, headers });
    expect([page.status, page.headers.get("location")]).toEqual([200, null]);
    expect((await dataOf(page)).blocks).toMatchObject([
      { id: "away", op: "redirect", target: "", shown: true },
      { id: "first", target: "p", limit: 1, shown: true },
    ]);
  });

  test("under a policy that stops the tag has no scripts of ours", async () => {
    const headers = {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "script-src 'none'",
    };
    const edge = ownedEdge({ origin: () => new Response(PAGE, { headers }) });
    const page = await edge.ask("/", { cookies: await previewCookieOf(edge, "returning") });
    expect(page.headers.get("server-timing")).toBe(
      'selvedge-tag;desc="left out: script-src blocks the tag", selvedge;desc="preview"',
    );
    const html = await page.text();
    expect(html).toContain('id="selvedge-decision">');
    expect(html).not.toContain("src=");
  });

  test("carries the nonce of its policy", async () => {
    const headers = {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "script-src 'nonce-abc'",
    };
    const edge = ownedEdge({ origin: () => new Response(PAGE, { headers }) });
    const html = await (await edge.ask("/", { cookies: await previewCookieOf(edge, "returning") })).text();
    expect(html.match(/<script [^>]*src=[^>]* nonce="abc">/g)).toHaveLength(2);
  });

  test("is over with its time, and without the secret", async () => {
    const edge = ownedEdge();
    const cookies = await previewCookieOf(edge, "returning");
    const timing = async (asked: Edge) => (await asked.ask("/", { cookies })).headers.get("server-timing");
    expect(await timing(edge)).toContain("preview");
    edge.now += 30 * 60_000;
    expect(await timing(edge)).toBe('selvedge;desc="personalized"');
    expect(await timing(new Edge({ env: { SELVEDGE_SECRET: "" } }))).toBe('selvedge;desc="personalized"');
  });
});

describe("invariant 4: whatever fails, the page comes as it is", () => {
  test("what can't be done for visitors isn't done in a preview either, and is told with its reason", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const origin = () =>
      new Response("<!doctype html><html lang=en><body><ul><li id=welcome>1<li>2</ul></body></html>", {
        headers: { "content-type": "text/html; charset=utf-8" },
      });
    const edge = ownedEdge({ origin });
    const cookies = await previewCookieOf(edge, "returning");
    const visitors = await edge.ask("/", { cookies: await cookiesOf(edge, 3) });
    const [, json] = /id="selvedge-decision">(.*?)<\/script>/.exec(await visitors.text())!;
    const { lost } = JSON.parse(json!) as PageDecision;
    const refused = (all: readonly { id: string; reason?: string; lost?: string }[]) =>
      all.filter((each) => (each.reason ?? each.lost) === "refused").map(({ id }) => id);
    const { blocks } = await dataOf(await edge.ask("/", { cookies }));
    expect(refused(blocks)).toEqual(refused(lost));
    for (const block of blocks) if (block.lost === "refused") expect(block.detail).toMatch(/\w+/);
  });

  test("a page that can't be changed says why, and is kept by nobody", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const origin = () => new Response("<p>x", { headers: { "content-type": "text/html" } });
    const edge = ownedEdge({ origin });
    const page = await edge.ask("/", { cookies: await previewCookieOf(edge, "returning") });
    expect(await page.text()).toBe("<p>x");
    expect(page.headers.get("server-timing")).toBe('selvedge;desc="untouched: charset unknown"');
    expect(page.headers.get("cache-control")).toBe("private, no-store");
  });
});

describe("the browser's own cookies", () => {
  test("are neither read nor written in the preview of somebody else", async () => {
    const edge = ownedEdge();
    const own = await cookiesOf(edge, 5, 9);
    const preview = await previewCookieOf(edge, "polish");
    const page = await edge.ask("/", { cookies: { ...own, ...preview } });
    expect(texts(await page.clone().text())).toEqual({ ...PLAIN, delivery: "Delivered by InPost" });
    expect((await dataOf(page)).segments.filter(({ holds }) => holds).map(({ id }) => id)).toEqual([
      "polish",
    ]);
    expect(setCookies(page)).toEqual({});
    // Without consent they would be expired by any other answer.
    const answer = await edge.post(
      "/_selvedge/preview/change",
      {},
      { cookies: { ...own, sv_c: "x", ...preview } },
    );
    expect(Object.keys(setCookies(answer))).toEqual(["sv_preview"]);
  });

  test("are what is decided on in the preview of oneself", async () => {
    const edge = ownedEdge();
    const own = await cookiesOf(edge, 5, 9);
    const preview = await previewCookieOf(edge);
    const page = await edge.ask("/", { cookies: { ...own, ...preview }, cf: { country: "DE" } });
    const html = await page.clone().text();
    expect(texts(html)).toMatchObject({
      welcome: "Good to see you again",
      terms: "Net 30 days",
      delivery: "-",
    });
    expect(html).toContain('<script async src="/_selvedge/tag.js"></script>');
    expect(html).not.toContain("preview-tag.js");
    expect((await dataOf(page)).who).toBe("me");
    const stranger = await edge.ask("/", { cookies: { ...own, sv_c: choice([]), ...preview } });
    expect((await dataOf(stranger)).consent).toBe("no");
  });

  test("invariant 1: a country that is only switched is no consent of the real visitor", async () => {
    const edge = ownedEdge();
    const { sv_p, sv_v } = await cookiesOf(edge, 5);
    const preview = await switched(edge, await previewCookieOf(edge), {
      context: { country: "US", region: "US-NY" },
    });
    const cookies = { sv_p: sv_p!, sv_v: sv_v!, ...preview };
    const data = await dataOf(await edge.ask("/", { cookies }));
    expect(data.context.find(({ name }) => name === "country")!.value).toBe("US");
    expect([data.consent, data.attributes.map(({ bucket }) => bucket)]).toEqual(["unanswered", [null, null]]);
    expect((await edge.config({ cookies })).consent.mode).toBe("opt-in");
    const signal = signalOf(await edge.config(), device(await edge.config(), 3));
    expect((await edge.post("/_selvedge/signals", signal, { cookies: preview })).status).toBe(403);
  });

  test("never reach the origin, nor does that of the preview", async () => {
    const edge = ownedEdge();
    const cookies = {
      a: "1",
      ...(await cookiesOf(edge, 2)),
      ...(await previewCookieOf(edge, "returning")),
      b: "2",
    };
    for (const path of ["/", "/checkout/pay", "/a.png"]) await edge.ask(path, { cookies });
    await edge.ask("/order", { method: "POST", cookies, body: "x" });
    expect(edge.asked.map(({ headers }) => headers.get("cookie"))).toEqual(Array(4).fill("a=1; b=2"));
  });
});

describe("invariant 7: nothing of a preview is counted", () => {
  test("a signal of a browser that shows somebody else is turned away", async () => {
    const edge = ownedEdge();
    const config = await edge.config();
    const cookies = { sv_c: choice(), ...(await previewCookieOf(edge, "returning")) };
    const counting = await edge.post("/_selvedge/signals", countsOf(config), { cookies });
    const projecting = await edge.post("/_selvedge/signals", signalOf(config, device(config, 3)), {
      cookies,
    });
    for (const answer of [counting, projecting]) {
      expect(answer.status).toBe(403);
      expect(setCookies(answer)).toEqual({});
    }
    expect(await totalsOf(edge)).toEqual({});
  });

  test("one of the preview of oneself is taken, its counts aren't, and the tag doesn't send them again", async () => {
    const edge = ownedEdge();
    const config = await edge.config();
    const preview = await switched(edge, await previewCookieOf(edge), { segments: { business: true } });
    const cookies = { sv_c: choice(), ...preview };
    const signal = { ...signalOf(config, device(config, 3)), ...countsOf(config) };
    const answer = await edge.post("/_selvedge/signals", signal, { cookies });
    expect(await answer.json()).toMatchObject({
      counted: true,
      decision: { segments: ["returning", "business", "polish"] },
    });
    expect(Object.keys(setCookies(answer))).toEqual(["sv_p", "sv_v"]);
    expect(await totalsOf(edge)).toEqual({});
    // The very same without the preview counts.
    await edge.post("/_selvedge/signals", signal, { cookies: { sv_c: choice() } });
    expect(await totalsOf(edge)).not.toEqual({});
  });

  test("and nothing that was switched is kept for later", async () => {
    const edge = ownedEdge();
    const own = await cookiesOf(edge, 1);
    const preview = await switched(edge, await previewCookieOf(edge), { segments: { returning: true } });
    expect((await segmentsOf(edge, { ...own, ...preview }))["returning"]).toBe(true);
    expect((await segmentsOf(edge, own))["returning"]).toBe(false);
  });
});
