import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packOf } from "../../shared/pack.ts";
import { buildClient } from "../../tools/build/client.ts";
import { pieceOf } from "../../tools/build/pieces.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Pack {
  readonly parts: readonly Record<string, unknown>[];
}
/** As a browser takes it in. */
const run = (text: string): Promise<Pack> => import(`data:text/javascript,${encodeURIComponent(text)}`);

afterAll(() => Reflect.deleteProperty(globalThis, "selvedgeParts"));
beforeAll(() => void Object.assign(globalThis, { self: globalThis }));

describe("a piece", () => {
  test.each([
    ["var a=1,b=2;export{a as one,b};", ["one", "b"], { one: 1, b: 2 }],
    ["var $a=1;\nexport {\n  $a as one\n};\n", ["one"], { one: 1 }],
    ["globalThis.ran=1;\n", [], {}],
  ])("of %j is what it exports", async (text, exports, value) => {
    const piece = pieceOf({ name: "it", text, exports });
    Reflect.deleteProperty(globalThis, "selvedgeParts");
    expect((await run(packOf([["it", piece]]))).parts).toEqual([value]);
  });

  test("is refused where not all that it exports is found", () => {
    const built = { name: "it", text: 'var a="export{b}";', exports: ["b"] };
    expect(() => pieceOf(built)).toThrow("it can't be packed: exports b; found ");
  });
});

describe("a pack", () => {
  test("has its parts in the order that was asked for, and runs none of them again", async () => {
    Reflect.deleteProperty(globalThis, "selvedgeParts");
    const counting = (name: string) =>
      `(()=>{globalThis.runs=(globalThis.runs??"")+"${name}";return{name:"${name}"}})()`;
    const first = await run(
      packOf([
        ["b", counting("b")],
        ["a", counting("a")],
      ]),
    );
    const second = await run(
      packOf([
        ["a", counting("a")],
        ["c", counting("c")],
        ["b", counting("b")],
      ]),
    );
    expect(second.parts.map(({ name }) => name)).toEqual(["a", "c", "b"]);
    expect(second.parts[0]).toBe(first.parts[1]);
    expect((globalThis as { runs?: string }).runs).toBe("bac");
    Reflect.deleteProperty(globalThis, "runs");
  });

  test("every part that browsers load can be packed, and what it exports is an expression", async () => {
    const folder = await mkdtemp(join(tmpdir(), "selvedge-pieces-"));
    try {
      await buildClient(ROOT, folder);
      const built = await readdir(folder);
      const pieces = built.filter((file) => file.endsWith(".piece.js"));
      expect(pieces).toEqual(
        expect.arrayContaining(["recorder.piece.js", "kind.top.piece.js", "marks.piece.js"]),
      );
      for (const file of pieces) {
        const piece = await readFile(join(folder, file), "utf8");
        // Within a function, so that it is only read.
        const { it } = (await import(
          `data:text/javascript,${encodeURIComponent(`export const it=()=>${piece}`)}`
        )) as { it: unknown };
        expect(it, file).toBeTypeOf("function");
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
