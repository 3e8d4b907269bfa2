import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
// Loaded when it is first asked, which here isn't what is waited for.
import "../../../worker/owner/api.ts";
import { ADMIN, ownedEdge } from "../preview/support.ts";
import { type Edge, type EdgeOptions, PAGE, SITE, totalsOf } from "../support.ts";
import { get, owner } from "./asking.ts";

afterEach(() => reset());

const QUESTION = { origin: "https://www.shop.example", path: "/", attributes: { visits: 3 } };
const html = (text: string, headers: Record<string, string> = {}) =>
  new Response(text, { headers: { "content-type": "text/html; charset=utf-8", ...headers } });

/** The page of somebody made up. */
function show(edge: Edge, question: object = QUESTION, headers: Record<string, string> = owner) {
  return get(edge, `simulate/page?q=${encodeURIComponent(JSON.stringify(question))}`, headers);
}

/** Its HTML, with these blocks on this page. */
async function shown(blocks: object, page: string, more: object = {}, options: EdgeOptions = {}) {
  const site = { ...SITE, blocks };
  const edge = ownedEdge({ site, origin: () => html(page), ...options });
  return (await show(edge, { ...QUESTION, ...more })).text();
}

describe("the page of a simulated visitor", () => {
  test("is the origin's with their blocks, which can be found, and not those of others", async () => {
    const edge = ownedEdge();
    const page = await (await show(edge)).text();
    expect(page).toContain('<p id=welcome data-selvedge-simulated="welcome">Good to see you again</p>');
    expect(page).toContain("<p id=terms>-</p>");
    expect(page).toContain("[data-selvedge-simulated]{outline:");
    const stranger = await (await show(edge, { ...QUESTION, attributes: {} })).text();
    expect(stranger).toContain("<p id=welcome>Hello</p>");
    const business = await (await show(edge, { ...QUESTION, context: { country: "PL" } })).text();
    expect(business).toContain('<p id=delivery data-selvedge-simulated="delivery">Delivered by InPost</p>');
  });

  test("has every kind of block marked where it is", async () => {
    const common = { when: "returning", target: "p" };
    const page = await shown(
      {
        before: { ...common, op: "before", html: "<b>1</b>" },
        content: { ...common, op: "content", html: "<b>2</b>" },
        named: { ...common, op: "attributes", set: { title: "3" } },
        bright: { ...common, target: "i", op: "class", add: ["bright"] },
        gone: { ...common, target: "u", op: "remove" },
      },
      "<p>-</p><i>-</i><u>-</u>",
    );
    const mark = (block: string) => `data-selvedge-simulated="${block}"`;
    expect(page).toContain(`<b ${mark("before")}>1</b>`);
    expect(page).toContain(`<i class="bright" ${mark("bright")}>`);
    expect(page).toMatch(new RegExp(`<p title="3" ${mark("named")}[^>]*><b>2</b></p>`));
    expect(page).not.toContain("<u>");
    expect(page).not.toContain("isn");
  });

  test("says which blocks aren't done, and why", async () => {
    const block = { when: "returning", op: "content", html: "<div>a</div>" };
    const blocks = { no: { ...block, target: "#none" }, wrong: { ...block, target: "textarea" } };
    const page = await shown(blocks, "<textarea>a</textarea>");
    expect(page).toMatch(/content:"[^"]*no\\201d  isn\\2019 t done: nothing on the page is \\23 none\\a /);
    expect(page).toMatch(/wrong\\201d  isn\\2019 t done: /);
  });

  test("stands in a frame of the dashboard alone, does nothing there, and is kept by nobody", async () => {
    const origin = () =>
      html(PAGE, { "set-cookie": "a=b", "x-frame-options": "DENY", etag: "x", link: "<x>" });
    const { status, headers } = await show(ownedEdge({ origin }));
    const policy = headers.get("content-security-policy")!;
    for (const part of [
      /^default-src 'none';/,
      /; frame-ancestors 'self';/,
      /; sandbox$/,
      /form-action 'none'/,
    ])
      expect(policy).toMatch(part);
    expect(policy).toContain("img-src https://www.shop.example ");
    expect(policy).not.toMatch(/script-src|allow-|connect-src/);
    expect([status, headers.get("cache-control")]).toEqual([200, "private, no-store"]);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    const names = ["set-cookie", "x-frame-options", "etag", "link", "server-timing"];
    expect(names.filter((name) => headers.has(name))).toEqual([]);
  });

  test("is relative to its own address, and judged by no policy that was meant for another one", async () => {
    const policy = `<meta http-equiv="Content-Security-Policy" content="style-src 'self'">`;
    const edge = ownedEdge({
      origin: () =>
        html(`<head>${policy}<base href="/static/"><link rel=stylesheet href=a.css></head>${PAGE}`),
    });
    const page = await (await show(edge, { ...QUESTION, path: "/de/shoes?size=4&a=b" })).text();
    expect(page).toContain('<head><base href="https://www.shop.example/static/" target="_blank">');
    expect(page).not.toContain("Security-Policy");
    const plain = await (await show(ownedEdge(), { ...QUESTION, path: "/de/shoes?size=4&a=b" })).text();
    expect(plain).toContain('<base href="https://www.shop.example/de/shoes?size=4&amp;a=b" target="_blank">');
  });

  test("is asked for without any cookie or token, and counted by nobody", async () => {
    const edge = ownedEdge();
    await show(edge, QUESTION, { ...owner, cookie: "session=1", "user-agent": "Mozilla/5.0" });
    const [request] = edge.asked;
    expect(edge.asked.length).toBe(1);
    expect(request!.url).toBe("https://www.shop.example/");
    expect([...request!.headers.keys()].sort()).toEqual(
      ["accept", "accept-encoding", "sec-fetch-dest", "user-agent"].sort(),
    );
    expect(request!.redirect).toBe("manual");
    edge.now += 3_600_000;
    await edge.ask("/checkout/a");
    expect(await totalsOf(edge)).toEqual({});
  });

  test("invariant 8: what is said of the visitor is text, wherever a block prints it", async () => {
    const evil = `"><img src=x onerror=alert(1)></style><script>alert(1)</script>`;
    const blocks = {
      city: { target: "p", op: "content", html: "<b title='{{context.city}}'>{{context.city}}</b>" },
    };
    const page = await shown(blocks, "<p>-</p>", {
      attributes: { visits: evil, pricingViews: [evil] },
      context: { city: evil },
      path: `/${evil}?${evil}#${evil}`,
    });
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
  });
});

describe("without a page it is said why", () => {
  const said = async (options: EdgeOptions, question: object = QUESTION) => {
    const answer = await show(ownedEdge(options), question);
    expect(answer.headers.get("content-security-policy")).toMatch(
      /default-src 'none'.*frame-ancestors 'self'/,
    );
    const [, title] = /<h1>(.*?)<\/h1>\n?<p>/s.exec(await answer.text()) ?? [];
    return [answer.status, title];
  };
  const answering = (status: number, headers: Record<string, string> = {}) => ({
    origin: () => new Response("a", { status, headers: { "content-type": "text/html", ...headers } }),
  });

  test.each<[string, number, EdgeOptions, object]>([
    ["There is no such page", 404, answering(404), QUESTION],
    ["Your server refuses this page", 502, answering(500), QUESTION],
    ["Your server sends everybody on", 200, answering(302, { location: "/en/<b>" }), QUESTION],
    ["This page can’t be personalized", 200, answering(200, { "content-type": "image/png" }), QUESTION],
    ["This page can’t be personalized", 200, {}, { ...QUESTION, path: "/checkout/a" }],
    ["This page can’t be personalized", 200, { site: { ...SITE, enabled: false } }, QUESTION],
    [
      "This page can’t be personalized",
      200,
      { origin: () => html(PAGE, { "server-timing": 'selvedge;desc="personalized"' }) },
      QUESTION,
    ],
    ["Your server can’t be reached", 502, { origin: () => Promise.reject(new Error("refused")) }, QUESTION],
    ["That isn’t your site’s address", 400, {}, { ...QUESTION, origin: "http://169.254.169.254" }],
    ["That isn’t your site’s address", 400, {}, { ...QUESTION, origin: "https://shop.example.evil" }],
    ["That isn’t your site’s address", 400, {}, { ...QUESTION, origin: ADMIN }],
  ])("%s: %i", async (title, status, options, question) => {
    expect(await said(options, question)).toEqual([status, title]);
  });

  test("of somebody whom a block leads elsewhere", async () => {
    const blocks = { away: { op: "redirect", pages: ["/"], to: "/back?<b>", when: "returning" } };
    const answer = await show(ownedEdge({ site: { ...SITE, blocks } }));
    const text = await answer.text();
    expect(text).toContain("They don’t see this page");
    expect(text).toContain("<code>away</code> sends them on to <code>/back?&lt;b&gt;</code>");
  });
});

describe("who may look", () => {
  test("whoever may read, and no page of another site for them", async () => {
    const edge = ownedEdge();
    expect((await show(edge, QUESTION, {})).status).toBe(401);
    expect((await show(edge, QUESTION, { authorization: "Bearer wrong" })).status).toBe(401);
    for (const site of ["same-site", "cross-site"])
      expect((await show(edge, QUESTION, { ...owner, "sec-fetch-site": site })).status).toBe(403);
    expect(edge.asked).toEqual([]);
    expect((await show(edge, QUESTION, { ...owner, "sec-fetch-site": "same-origin" })).status).toBe(200);
  });

  test("invariant 9: what is asked wrongly is refused with its place", async () => {
    const edge = ownedEdge();
    const issues = async (question: object) =>
      (await (await show(edge, question)).json<{ issues: { path: string }[] }>()).issues.map(
        ({ path }) => path,
      );
    expect(await issues({ path: "/" })).toEqual(["origin"]);
    expect(await issues({ ...QUESTION, path: "a" })).toEqual(["path"]);
    expect(await issues({ ...QUESTION, attributes: { none: 1 } })).toEqual(["attributes.none"]);
    expect((await get(edge, "simulate/page")).status).toBe(400);
    expect((await get(edge, `simulate/page?q=${"a".repeat(20_000)}`)).status).toBe(413);
    expect(edge.asked).toEqual([]);
  });
});
