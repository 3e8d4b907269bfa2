import { reset } from "cloudflare:test";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { formatPreview, NO_CHANGES, parsePreview, type Preview } from "../../../shared/preview/preview.ts";
import { openPreview } from "../../../worker/preview/session.ts";
import { createSigner } from "../../../worker/sign.ts";
import { Edge, NOON, setCookies, SITE } from "../support.ts";
import { linkOf, ownedEdge } from "./support.ts";

afterEach(() => reset());

const MINUTE = 60_000;
const tokenIn = (link: string) => new URL(link).searchParams.get("t")!;
const start = (token: string, page = "/") =>
  `/_selvedge/preview/start?t=${token}&page=${encodeURIComponent(page)}`;

/** What comes of a link that isn't believed. */
async function refusal(edge: Edge, path: string): Promise<string> {
  const answer = await edge.ask(path, { headers: { accept: "text/html" } });
  expect(answer.status).toBe(403);
  expect(setCookies(answer)).toEqual({});
  expect(answer.headers.get("location")).toBe(null);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'nonce-/);
  const page = await answer.text();
  expect(page).toContain("<h1>This link opens no preview</h1>");
  return page.slice(page.indexOf("</h1><p>") + 8, page.indexOf("</p>"));
}

describe("a link", () => {
  test("gives a short cookie that no script reads, and leads to its page", async () => {
    const edge = ownedEdge();
    edge.now += 10_000;
    const link = await linkOf(edge, "returning", "/rain/?a=1");
    edge.now += 10 * MINUTE;
    const answer = await edge.ask(link);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/rain/?a=1"]);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    const given = setCookies(answer);
    expect(Object.keys(given)).toEqual(["sv_preview"]);
    expect(given["sv_preview"]!.attributes).toBe("; Max-Age=1200; Path=/; HttpOnly; Secure; SameSite=Lax");
    expect(edge.asked).toEqual([]);
  });

  test("leads nowhere but to this site", async () => {
    const edge = ownedEdge();
    const token = tokenIn(await linkOf(edge, "returning"));
    const foreign = [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "evil.example",
    ];
    const odd = [
      "/\t/evil.example",
      "/%0a//evil.example/..//evil.example",
      "javascript:alert(1)",
      "/.//evil.example",
      "",
    ];
    for (const page of [...foreign, ...odd]) {
      const answer = await edge.ask(start(token, page));
      const to = answer.headers.get("location");
      const target = to === null ? undefined : new URL(to, "https://shop.example/_selvedge/preview/start");
      expect([page, target?.origin ?? "https://shop.example"]).toEqual([page, "https://shop.example"]);
      if (to === null) expect(setCookies(answer)).toEqual({});
    }
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom("/", "\\", ".", "e", ":", "@", "\t", "\n", "?", "#", "%2f") }),
        async (page) => {
          const to = (await edge.ask(start(token, page))).headers.get("location");
          if (to !== null)
            expect(new URL(to, "https://shop.example/a/b").origin).toBe("https://shop.example");
        },
      ),
      { numRuns: 300 },
    );
  });

  test("is over after half an hour", async () => {
    const edge = ownedEdge();
    const link = await linkOf(edge, "returning");
    edge.now += 30 * MINUTE - 1000;
    expect((await edge.ask(link)).status).toBe(303);
    edge.now += 1000;
    expect(await refusal(edge, link)).toContain("Its time is over");
  });

  test("is that of one site, one secret, and one site file", async () => {
    const token = tokenIn(await linkOf(ownedEdge(), "returning"));
    const other = new Edge({ site: { ...SITE, id: "other-shop" } });
    expect(await refusal(other, start(token))).toContain("isn’t one");
    const secret = new Edge({ env: { SELVEDGE_SECRET: "another" } });
    expect(await refusal(secret, start(token))).toContain("isn’t one");
    const segments = { returning: { when: { visits: { $gte: 5 } } } };
    const published = new Edge({ site: { ...SITE, segments, blocks: {} } });
    expect(await refusal(published, start(token))).toContain("The site file");
    const none = new Edge({ env: { SELVEDGE_SECRET: "" } });
    expect(await refusal(none, start(token))).toContain("SELVEDGE_SECRET");
  });

  test("isn't the cookie, the cookie isn't a link, and nothing else that is signed is either", async () => {
    const edge = ownedEdge();
    const token = tokenIn(await linkOf(edge, "returning"));
    const page = await edge.ask("/", { cookies: { sv_preview: token } });
    expect(page.headers.get("server-timing")).toBe('selvedge;desc="personalized"');
    const { sv_preview } = Object.fromEntries(
      Object.entries(setCookies(await edge.ask(start(token)))).map(([name, { value }]) => [name, value]),
    );
    expect(await refusal(edge, start(sv_preview!))).toContain("isn’t one");
    const signer = createSigner("a secret of the tests", "test-shop");
    const text = token.slice(0, token.lastIndexOf("."));
    for (const use of ["projection", "preview"] as const)
      expect(await refusal(edge, start(await signer.seal(text, use)))).toContain("isn’t one");
  });

  test("says nothing of what it was given but escaped", async () => {
    const edge = ownedEdge();
    for (const token of ["", "<script>alert(1)</script>", "1.x", "x".repeat(4000)])
      expect(await refusal(edge, start(encodeURIComponent(token)))).not.toContain("<script");
  });

  test("for longer than half an hour isn't believed, whoever has signed it", async () => {
    const edge = ownedEdge();
    const token = tokenIn(await linkOf(edge, "returning"));
    const preview = parsePreview(token.slice(0, token.lastIndexOf(".")))!;
    const signer = createSigner("a secret of the tests", "test-shop");
    const longer = formatPreview({ ...preview, until: preview.until + 1 });
    expect(await refusal(edge, start(await signer.seal(longer, "preview-link")))).toContain("longer");
  });

  test("begins nothing while the site is switched off", async () => {
    const edge = ownedEdge({ site: { ...SITE, enabled: false } });
    const link = await linkOf(edge, "returning");
    expect((await edge.ask(link)).status).toBe(404);
  });
});

describe("a token", () => {
  const signer = createSigner("secret", "shop");
  const opening = { signer, now: NOON, compiled: { plan: { hash: "plan" } } } as unknown as Parameters<
    typeof openPreview
  >[2];
  const preview: Preview = {
    subject: {
      who: "visitor",
      name: "Łukasz",
      plan: "plan",
      buckets: [1, null],
      consent: "yes",
      context: { hour: 9 },
    },
    changes: NO_CHANGES,
    until: NOON / 1000 + 60,
  };

  test("opens to what was sealed", async () => {
    const sealed = await signer.seal(formatPreview(preview), "preview");
    expect(await openPreview(sealed, "preview", opening)).toEqual({ preview });
    expect(await openPreview(sealed, "preview-link", opening)).toHaveProperty("refused");
  });

  test("every single character of it matters", async () => {
    const sealed = await signer.seal(formatPreview(preview), "preview");
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sealed.length - 1),
        fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.="),
        async (at, letter) => {
          fc.pre(sealed[at] !== letter);
          const other = sealed.slice(0, at) + letter + sealed.slice(at + 1);
          expect(await openPreview(other, "preview", opening)).toHaveProperty("refused");
        },
      ),
      { numRuns: 500 },
    );
  });

  test("is sealed as the command-line tool does it", async () => {
    // The other half of this test: test/tools/preview-token.test.ts.
    const sealed = await signer.seal(formatPreview({ ...preview, until: 1_800_000_000 }), "preview-link");
    expect(sealed).toMatch(/^1\.WzE4MDAwMDAwMDAs/);
    expect(sealed.slice(sealed.lastIndexOf(".") + 1)).toBe("fcP4UPj2pMdjhC8bm2cRbA");
  });
});
