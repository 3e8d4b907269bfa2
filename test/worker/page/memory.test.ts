import { describe, expect, test } from "vitest";
import type { Edit } from "../../../shared/edit.ts";
import { RewriteMemory } from "../../../worker/page/memory.ts";
import { rewritePage } from "../../../worker/page/rewrite.ts";

const pages = import.meta.glob<string>("../../corpus/*.html", {
  query: "?raw",
  import: "default",
  eager: true,
});
const page = (html: string) => ({ bytes: new TextEncoder().encode(html), charset: "utf-8" });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const EDITS: readonly Edit[] = [
  { block: "content", target: "#t", op: "content", html: "<b>new</b>" },
  { block: "again", target: "#t", op: "content", html: "loses" },
  { block: "class", target: "#t", op: "class", add: ["x"], remove: [] },
  { block: "before", target: "#t", op: "before", html: "<hr>" },
  { block: "bad", target: "#t", op: "attributes", set: { "a b": "1" }, remove: [] },
];

describe("what an isolate remembers of rewriting", () => {
  test.each(Object.keys(pages))("%s comes out the same at first, second and third sight", async (name) => {
    const memory = new RewriteMemory();
    const first = await rewritePage(page(pages[name]!), EDITS);
    for (let sight = 0; sight < 3; sight++) {
      const result = await memory.rewrite(page(pages[name]!), EDITS);
      expect(text(result.bytes)).toBe(text(first.bytes));
      expect(result.applied.toSorted()).toEqual(first.applied.toSorted());
      expect(result.refused).toEqual(first.refused);
    }
  });

  test("invariant 5: another page, another block or another charset is another thing", async () => {
    const memory = new RewriteMemory();
    const html = (body: string) => `<!doctype html><p id=t>${body}</p>`;
    const edit = (to: string): Edit => ({ block: "b", target: "#t", op: "text", text: to });
    for (let sight = 0; sight < 3; sight++) {
      for (const body of ["a", "b"]) {
        for (const to of ["one", "two", "ż"]) {
          expect(text((await memory.rewrite(page(html(body)), [edit(to)])).bytes)).toBe(html(to));
          const latin = await memory.rewrite({ bytes: page(html(body)).bytes, charset: "iso-8859-2" }, [
            edit(to),
          ]);
          expect(text(latin.bytes)).toBe(html(to === "ż" ? "&#380;" : to));
        }
      }
    }
  });

  test("forgets the longest unused when there is no more room, and still answers right", async () => {
    const memory = new RewriteMemory();
    const large = (index: number) => `<!doctype html><p id=t>${index}</p>${"x".repeat(1_000_000)}`;
    const edits: readonly Edit[] = [{ block: "b", target: "#t", op: "text", text: "new" }];
    for (let sight = 0; sight < 3; sight++) {
      for (let index = 0; index < 12; index++) {
        const { bytes } = await memory.rewrite(page(large(index)), edits);
        expect(text(bytes).startsWith("<!doctype html><p id=t>new</p>x")).toBe(true);
      }
    }
  });

  test("requests at the same time count what is kept once", async () => {
    const memory = new RewriteMemory();
    const same = page("<!doctype html><p id=t>a</p>");
    const edits: readonly Edit[] = [{ block: "b", target: "#t", op: "text", text: "new" }];
    for (let sight = 0; sight < 3; sight++) {
      const results = await Promise.all(Array.from({ length: 5 }, () => memory.rewrite(same, edits)));
      for (const { bytes } of results) expect(text(bytes)).toBe("<!doctype html><p id=t>new</p>");
    }
    expect(memory.held).toBe("<!doctype html><p id=t>new</p>".length);
  });
});
