import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownLinks, ownPolicy } from "../../../tools/start/own-links.ts";

const ORIGIN = new URL("https://www.example.com");

async function through(chunks: readonly Uint8Array[], origin = ORIGIN): Promise<Buffer> {
  return buffer(Readable.from(chunks).pipe(ownLinks(origin)));
}
const rewritten = async (html: string, origin = ORIGIN) =>
  (await through([Buffer.from(html)], origin)).toString();

describe("ownLinks", () => {
  test.each([
    ['<a href="https://www.example.com/a?b#c">', '<a href="/a?b#c">'],
    ["<a href='http://example.com'>", "<a href='/'>"],
    ["<a class=x href=//EXAMPLE.com?q>", "<a class=x href=/?q>"],
    ['<form action="https://example.com:443/buy">', '<form action="/buy">'],
    ['<a href="https://www.example.com//elsewhere.example/">', '<a href="/elsewhere.example/">'],
    ['<script src="https://www.example.com/x.js">', '<script src="/x.js">'],
  ])("makes %s %s", async (from, to) => {
    expect(await rewritten(from)).toBe(to);
  });

  test.each([
    '<a href="https://example.com.evil.example/">',
    '<a href="https://shop.example.com/">',
    '<a href="https://www.example.com:8443/">',
    '<a data-href="https://www.example.com/" title="https://www.example.com/">',
    "<p>https://www.example.com/</p>",
    '<meta property="og:url" content="https://www.example.com/a">',
  ])("leaves %s", async (html) => {
    expect(await rewritten(html)).toBe(html);
  });

  test("knows a site by its port, where it has one", async () => {
    const origin = new URL("https://localhost:4443");
    const html = '<a href="https://localhost:4443/a"><a href="http://localhost:8080/b">';
    expect(await rewritten(html, origin)).toBe('<a href="/a"><a href="http://localhost:8080/b">');
  });

  test("changes policies that stand in the page", async () => {
    const html = `<meta http-equiv="Content-Security-Policy" content="upgrade-insecure-requests; img-src https://www.example.com">`;
    expect(await rewritten(html)).toBe(
      `<meta http-equiv="Content-Security-Policy" content="img-src 'self'">`,
    );
  });

  test("makes the same of a page however it is cut, and changes no byte where no link is its own", async () => {
    const part = fc.constantFrom(
      '<a href="https://www.example.com/x">',
      "<b>",
      "</b>",
      "<",
      ">",
      '"',
      "é",
      "text ",
      "<!-- c -->",
      "<img src=//example.com/i.png>",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part), fc.array(fc.nat(200)), async (parts, cuts) => {
        const bytes = Buffer.from(parts.join(""));
        const ends = [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        expect(await through(chunks)).toEqual(await through([bytes]));
        expect(await through(chunks, new URL("https://other.example"))).toEqual(bytes);
      }),
    );
  });
});

test.each([
  [
    " script-src https://www.example.com 'nonce-x'; upgrade-insecure-requests",
    " script-src 'self' 'nonce-x'; ",
  ],
  [" default-src example.com https://cdn.example", " default-src 'self' https://cdn.example"],
  [" script-src https://cdn.example.com; report-uri https://www.example.com/csp", undefined],
])("a policy %s", (policy, expected) => {
  expect(ownPolicy(policy, ORIGIN)).toBe(expected ?? policy);
});
