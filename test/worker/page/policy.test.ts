import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admitStyle, admitTag } from "../../../worker/page/policy.ts";
import { metaPolicies } from "../../../worker/page/head.ts";
import ROWS from "../../vectors/policies.json";

/** Policies and what becomes of the tag under them; test/e2e/policy.test.ts holds the same rows to Chromium. */
interface Row {
  readonly policies: readonly string[];
  readonly tag: string;
  readonly nonce?: string;
}

test.each((ROWS as readonly Row[]).map((row) => [row.policies.join(" | "), row] as const))(
  "under %s",
  (_, { policies, tag, nonce }) => {
    const host = "shop.localhost:8787";
    const written = policies.map((policy) => policy.replaceAll("{host}", host));
    const verdict = admitTag(written, `http://${host}/a/b?c`, "/_selvedge");
    expect(verdict).toEqual(tag === "in" ? (nonce ? { nonce } : {}) : { blocked: tag });
  },
);

test.each([
  ["script-src https://shop.example", "https://shop.example/", undefined],
  ["script-src http://shop.example", "https://shop.example/", undefined],
  ["script-src https://shop.example", "http://shop.example/", "script-src"],
  ["script-src shop.example:443", "https://shop.example/", undefined],
  ["script-src shop.example:80", "http://shop.example/", undefined],
  ["script-src *.example", "https://www.shop.example/", undefined],
  ["script-src *.shop.example", "https://shop.example/", "script-src"],
  ["script-src https://*", "https://shop.example/", undefined],
  ["script-src [::1]:8787", "http://[::1]:8787/", undefined],
  ["script-src 'nonce-\"><script>'", "https://shop.example/", "script-src"],
])("%s on %s", (policy, page, blocked) => {
  expect(admitTag([policy], page, "/_selvedge").blocked).toBe(blocked);
});

const meta = (policy: string) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;

test.each<[string, string[]]>([
  [
    `<head><meta charset=utf-8>${meta("a 'b'")}<META HTTP-EQUIV=content-security-policy CONTENT=c>`,
    ["a 'b'", "c"],
  ],
  [`<!doctype html><!--> <html lang=en>\n${meta("script-src &#39;nonce-m&apos;")}`, ["script-src 'nonce-m'"]],
  [`<head><!-- ${meta("a")} --></head>`, []],
  [`<head></head>${meta("a")}`, []],
  [`<head><title>${meta("a")}</title><script>'${meta("b")}'</script>${meta("c")}`, ["c"]],
  [`<head><p>${meta("a")}`, []],
  [`<body>${meta("a")}`, []],
  [`<head><script>${meta("a")}`, []],
  [`<head>${meta("a").replace("Content-Security-Policy", "Content-Security-Policy-Report-Only")}`, []],
  [`<head><meta http-equiv="Content-Security-Policy" content="a`, []],
  [`<head><!-- ${meta("a")}`, []],
])("policies of meta elements: %s", (head, policies) => {
  expect(metaPolicies(head)).toEqual(policies);
});

test("invariant 4: no policy and no page is too odd to be read", () => {
  const words = [
    "script-src",
    "default-src",
    "connect-src",
    "sandbox",
    "'self'",
    "'nonce-a'",
    "'strict-dynamic'",
  ];
  const odd = [
    "*",
    "*.",
    "https:",
    "//",
    "a/%",
    ":*",
    "[::",
    "'",
    ";",
    ",",
    "\n",
    "<meta http-equiv=",
    "<!--",
    "</",
    ">",
  ];
  const text = fc
    .array(fc.oneof(fc.constantFrom(...words, ...odd, " "), fc.string({ maxLength: 5 })), { maxLength: 12 })
    .map((parts) => parts.join(" "));
  fc.assert(
    fc.property(text, text, (policy, page) => {
      const { blocked, nonce } = admitTag(
        [policy, ...metaPolicies(page)],
        "https://shop.example/",
        "/_selvedge",
      );
      expect([undefined, "sandbox", "script-src", "connect-src"]).toContain(blocked);
      expect(nonce ?? "").toMatch(/^[A-Za-z0-9+/_-]*={0,2}$/);
    }),
  );
});

describe("whether a style element is let in", () => {
  test.each([
    [[], {}],
    [["script-src 'self'"], {}],
    [["style-src 'self' 'unsafe-inline'"], {}],
    [["default-src 'self'"], undefined],
    [["style-src 'self'"], undefined],
    // Beside a nonce or a hash, inline styles without one are refused.
    [["style-src 'unsafe-inline' 'nonce-other'"], undefined],
    [["style-src 'unsafe-inline' 'sha256-x'"], undefined],
    [["style-src 'nonce-abc'"], { nonce: "abc" }],
    [["style-src 'nonce-abc'; style-src-elem 'self'"], undefined],
    [["style-src 'nonce-abc', default-src 'none'; style-src 'unsafe-inline'"], { nonce: "abc" }],
    [["style-src 'nonce-abc'", "style-src 'self'"], undefined],
  ])("%j", (policies, admitted) => {
    expect(admitStyle(policies, "abc")).toEqual(admitted);
  });
});
