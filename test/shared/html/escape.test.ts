import fc from "fast-check";
import { parseFragment } from "parse5";
import { expect, test } from "vitest";
import { escapeAttribute, escapeText, safeUrl } from "../../../shared/html/escape.ts";

/** What a parser reads differently by itself: it normalizes newlines and drops NUL. */
const text = fc.string({ unit: "binary" }).filter((value) => !/[\r\0]/.test(value));

test("invariant 8: a parser reads escaped text as the text that it was", () => {
  fc.assert(
    fc.property(text, (value) => {
      const nodes = parseFragment(escapeText(value)).childNodes;
      expect(nodes.map((node) => ("value" in node ? node.value : node.nodeName)).join("")).toBe(value);
    }),
  );
});

test("invariant 8: a parser reads an escaped attribute as the value that it was, in either quotes", () => {
  fc.assert(
    fc.property(text, fc.constantFrom("'", '"'), (value, quote) => {
      const [node] = parseFragment(`<p title=${quote}${escapeAttribute(value)}${quote}>`).childNodes;
      expect(node).toMatchObject({ attrs: [{ name: "title", value }] });
    }),
  );
});

test.each([
  ["https://example.com/a?b#c", "https://example.com/a?b#c"],
  ["HTTP://example.com", "HTTP://example.com"],
  ["mailto:a@b.c", "mailto:a@b.c"],
  ["tel:+48123", "tel:+48123"],
  ["/a/b:c", "/a/b:c"],
  ["a/b:c", "a/b:c"],
  ["?a=javascript:1", "?a=javascript:1"],
  ["#a", "#a"],
  ["", ""],
  ["//host/path", "//host/path"],
  ["\\\\host\\path", "\\\\host\\path"],
  [" \n/a ", "/a"],
  ["ht\ntps://a.b", "https://a.b"],
  ["javascript:alert(1)", undefined],
  ["JaVaScRiPt:alert(1)", undefined],
  ["java\nscript:alert(1)", undefined],
  ["java\tscript\r:alert(1)", undefined],
  ["\u0001 javascript:alert(1)", undefined],
  ["\u0000javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["vbscript:x", undefined],
  ["blob:https://a.b/c", undefined],
  ["file:///etc/passwd", undefined],
  ["a:b", undefined],
])("invariant 8: safeUrl(%j)", (value, expected) => {
  expect(safeUrl(value)).toBe(expected);
});

test("invariant 8: what safeUrl lets pass has a harmless scheme for the URL parser too", () => {
  const nasty = fc.array(
    fc.constantFrom(
      "javascript",
      "data",
      "http",
      ":",
      "/",
      "\\",
      "\n",
      "\t",
      "\r",
      " ",
      "\0",
      "\u0001",
      "a",
      "?",
      "#",
      "//",
      "&colon;",
      "%3A",
      "@",
      "ſ",
    ),
  );
  fc.assert(
    fc.property(nasty, (parts) => {
      const url = safeUrl(parts.join(""));
      if (url === undefined || !URL.canParse(url, "https://page.example/")) return;
      expect(["https:", "http:", "mailto:", "tel:"]).toContain(
        new URL(url, "https://page.example/").protocol,
      );
    }),
    { numRuns: 2000 },
  );
});
