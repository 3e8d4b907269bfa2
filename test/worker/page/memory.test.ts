import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edit } from "../../../shared/edit.ts";
import { joined } from "../../../worker/page/assemble.ts";
import { isEqual, KnownPages } from "../../../worker/page/known-pages.ts";
import { PageMemory } from "../../../worker/page/memory.ts";
import { compileTargets } from "../../../worker/page/selectors.ts";
import { rewritePage } from "./rewritten.ts";

const pages = import.meta.glob<string>("../../corpus/*.html", {
  query: "?raw",
  import: "default",
  eager: true,
});
const bytesOf = (html: string) => new TextEncoder().encode(html);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const HTML = "text/html; charset=utf-8";
const TARGETS = compileTargets(["#t"], new Set());

const EDITS: readonly Edit[] = [
  { block: "content", target: "#t", op: "content", html: "<b>new</b>" },
  { block: "again", target: "#t", op: "content", html: "loses" },
  { block: "class", target: "#t", op: "class", add: ["x"], remove: [] },
  { block: "before", target: "#t", op: "before", html: "<hr>" },
  { block: "bad", target: "#t", op: "attributes", set: { "a b": "1" }, remove: [] },
];

function look(memory: PageMemory, bytes: Uint8Array, type = HTML) {
  const page = memory.find(bytes, type) ?? memory.compile(bytes, type);
  if (typeof page === "string") throw new Error(page);
  return page;
}

/** What is made of a page that was read into memory which is written over. */
function rewrite(memory: PageMemory, bytes: Uint8Array, edits: readonly Edit[], type = HTML) {
  const { pieces, applied, refused } = memory.rewrite(look(memory, bytes, type), edits, TARGETS);
  const whole = joined(pieces, undefined, bytes);
  const room = new Uint8Array(bytes.byteLength + 1000).fill(0x78);
  expect(joined(pieces, undefined, room)).toEqual(whole);
  return { text: textOf(whole), applied, refused };
}

describe("what an isolate remembers of pages", () => {
  test.each(Object.keys(pages))("%s comes out the same at first, second and third sight", (name) => {
    const memory = new PageMemory();
    const bytes = bytesOf(pages[name]!);
    const first = rewritePage({ bytes, charset: "utf-8" }, EDITS);
    for (let sight = 0; sight < 3; sight++) {
      const result = rewrite(memory, bytesOf(pages[name]!), EDITS);
      expect(result).toEqual({
        text: textOf(first.bytes),
        applied: first.applied,
        refused: first.refused,
      });
    }
    expect(memory.find(bytes, HTML)?.bytes).toEqual(bytes);
    expect(memory.find(bytesOf("<p>another"), HTML)).toBeUndefined();
  });

  test("invariant 5: another page, another block or another charset is another thing", () => {
    const memory = new PageMemory();
    const html = (body: string) => `<!doctype html><p id=t>${body}</p>`;
    const edit = (to: string): Edit => ({ block: "b", target: "#t", op: "text", text: to });
    for (let sight = 0; sight < 3; sight++)
      for (const body of ["a", "b"])
        for (const to of ["one", "two", "ż"]) {
          const bytes = bytesOf(html(body));
          expect(rewrite(memory, bytes.slice(), [edit(to)]).text).toBe(html(to));
          const latin = rewrite(memory, bytes, [edit(to)], "text/html; charset=iso-8859-2");
          expect(latin.text).toBe(html(to === "ż" ? "&#380;" : to));
        }
  });

  test("a publish that changes targets is seen at once", () => {
    const memory = new PageMemory();
    const bytes = bytesOf("<!doctype html><p id=t>a</p><p id=u>b</p>");
    for (let sight = 0; sight < 3; sight++)
      for (const id of ["t", "u"]) {
        const edit: Edit = { block: "b", target: `#${id}`, op: "text", text: "new" };
        const done = memory.rewrite(look(memory, bytes), [edit], compileTargets([`#${id}`], new Set()));
        expect(textOf(joined(done.pieces))).toContain(`<p id=${id}>new</p>`);
      }
  });
});

describe("what an isolate remembers of sets of blocks", () => {
  const blocks: readonly Edit[] = [
    { block: "a", target: "#t", op: "append", html: "<i>a</i>" },
    { block: "b", target: "#t", op: "append", html: "<i>b</i>" },
    { block: "c", target: "#t", op: "text", text: "c" },
    { block: "d", target: "#t", op: "class", add: ["d"], remove: [] },
    { block: "e", target: "#t", op: "prepend", html: "<i>e</i>" },
  ];
  const html = "<!doctype html><title>x</title><div><p id=t>t</p></div>";

  test("whatever came before, each comes out as it does alone", () => {
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray([...blocks]), { minLength: 1, maxLength: 60 }), (sets) => {
        const memory = new PageMemory();
        for (const set of sets) {
          const { bytes, ...told } = rewritePage({ bytes: bytesOf(html), charset: "utf-8" }, set);
          expect(rewrite(memory, bytesOf(html), set)).toEqual({ text: textOf(bytes), ...told });
        }
      }),
    );
  });

  test("what goes into the head is each request's own", () => {
    const memory = new PageMemory();
    for (const put of ["<!--one-->", "<!--another-->", ""]) {
      const { pieces } = memory.rewrite(look(memory, bytesOf(html)), blocks.slice(0, 1), TARGETS);
      expect(textOf(joined(pieces, bytesOf(put)))).toBe(
        `<!doctype html>${put}<title>x</title><div><p id=t>t<i>a</i></p></div>`,
      );
    }
  });
});

describe("which pages are kept", () => {
  const entry = (bytes: Uint8Array, size = bytes.byteLength) => ({ bytes, contentType: HTML, size });

  test("from the second sight on, up to a size, the longest unused out first", () => {
    const known = new KnownPages(10_000, 100);
    const large = (index: number) => bytesOf(`${index}`.padEnd(3000, "x"));
    for (let index = 0; index < 5; index++) {
      expect(known.offer(entry(large(index)))).toBe(false);
      expect(known.find(large(index), HTML)).toBeUndefined();
      expect(known.offer(entry(large(index)))).toBe(true);
      expect(known.find(large(index), HTML)?.bytes).toEqual(large(index));
      // The first one is used again and again, and stays.
      expect(known.find(large(0), HTML)).toBeDefined();
      expect(known.held).toBeLessThanOrEqual(10_000);
    }
    expect([1, 2, 3, 4].map((index) => known.find(large(index), HTML) !== undefined)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  test("pages whose bytes always change push nothing out, and those too large aren't kept", () => {
    const known = new KnownPages(10_000, 100);
    const kept = bytesOf("kept");
    known.offer(entry(kept));
    known.offer(entry(kept));
    for (let index = 0; index < 1000; index++) known.offer(entry(bytesOf(`page ${index}`.padEnd(3000, "x"))));
    expect(known.find(kept, HTML)).toBeDefined();
    expect(known.held).toBe(kept.byteLength);
    const huge = bytesOf("x".repeat(20_000));
    known.offer(entry(huge));
    expect(known.offer(entry(huge))).toBe(false);
  });

  test("invariant 5: pages that differ in one byte are never taken for each other", () => {
    const known = new KnownPages(100_000_000, 10_000);
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(255), (place, byte) => {
        const one = new Uint8Array(10_000).fill(0x61);
        const other = one.slice();
        other[place] = byte;
        known.offer(entry(one));
        known.offer(entry(one));
        known.offer(entry(other));
        known.offer(entry(other));
        for (const bytes of [one, other]) expect(isEqual(known.find(bytes, HTML)!.bytes, bytes)).toBe(true);
        expect(isEqual(one, other)).toBe(byte === 0x61);
      }),
      { numRuns: 300 },
    );
  });

  test("equality doesn't depend on where bytes lie in memory", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(7), fc.nat(7), (bytes, one, other) => {
        const at = (offset: number) => {
          const room = new Uint8Array(bytes.length + offset);
          room.set(bytes, offset);
          return room.subarray(offset);
        };
        expect(isEqual(at(one), at(other))).toBe(true);
        if (bytes.length > 0) {
          const changed = at(other);
          changed[bytes.length - 1]! ^= 1;
          expect(isEqual(at(one), changed)).toBe(false);
        }
      }),
    );
  });
});
