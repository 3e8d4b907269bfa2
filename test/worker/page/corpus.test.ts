/// <reference types="vite/client" />
import { describe, expect, test } from "vitest";
import type { Edit, EditAction } from "../../../shared/edit.ts";
import { scanHead } from "../../../worker/page/head.ts";
import { domAfter, domOf } from "./dom.ts";
import { rewritePage } from "./rewritten.ts";

const CORPUS = Object.entries(
  import.meta.glob<string>("../../corpus/*.html", { query: "?raw", import: "default", eager: true }),
).map(([path, page]) => [path.replace(/^.*\//, ""), page] as const);

const ACTIONS: readonly EditAction[] = [
  ...(["content", "replace", "before", "after", "prepend", "append"] as const).flatMap((op): EditAction[] => [
    { op, html: "new <i>text</i>" },
    { op, html: "<div class=new><h2>New</h2><p>block</p></div>" },
    { op, html: "<li>New</li>" },
    { op, html: "<tr><td>New</td></tr>" },
  ]),
  { op: "remove" },
  { op: "text", text: "new <&> text" },
  { op: "attributes", set: { title: '"<&>' }, remove: ["class"] },
  { op: "class", add: ["new"], remove: ["a"] },
];

const bytesOf = (page: string) => new TextEncoder().encode(page);

test("the corpus is there", () => expect(CORPUS.length).toBeGreaterThanOrEqual(40));

describe.each(CORPUS)("%s", (_name, page) => {
  test("invariant 4: stays as it is, byte for byte, where nothing applies", async () => {
    const nothing: Edit[] = ACTIONS.map((action, index) => ({
      block: `b${index}`,
      target: "#missing > b",
      ...action,
    }));
    const bytes = bytesOf(page);
    for (const edits of [[], nothing]) {
      const result = rewritePage({ bytes, charset: "utf-8" }, edits);
      expect(result.bytes).toEqual(bytes);
      expect(result.applied).toEqual([]);
    }
  });

  test("what is done to it equals the operation on its DOM", async () => {
    for (const action of ACTIONS) {
      const edit: Edit = { block: "b", target: "#t", ...action };
      const result = rewritePage({ bytes: bytesOf(page), charset: "utf-8" }, [edit]);
      const written = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true }).decode(result.bytes);
      if (result.applied.length === 0) expect(written).toBe(page);
      else expect(domOf(written), JSON.stringify(action)).toEqual(domAfter(page, edit));
    }
  });

  test("a script that goes in at the place in its head is the head's first element, and nothing else changes", () => {
    const head = scanHead(page, true)!;
    const script = "<script id=first></script>";
    const written = JSON.stringify(domOf(page.slice(0, head.place) + script + page.slice(head.place)));
    const first = '{"script":{"id":"first"},"children":[],"content":[]}';
    expect(written).toMatch(/"head":\{[^{}]*\}/);
    expect(written.indexOf(first)).toBeGreaterThan(0);
    expect(written.replace(`${first},`, "").replace(first, "")).toBe(JSON.stringify(domOf(page)));
  });
});
