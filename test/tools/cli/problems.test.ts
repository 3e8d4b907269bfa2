import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatProblems } from "../../../tools/cli/problems.ts";

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-problems-"));
  file = join(folder, "site.json");
});
afterAll(() => rm(folder, { recursive: true }));

async function format(text: string, line: number, column: number): Promise<string> {
  await writeFile(file, text);
  const formatted = await formatProblems(file, [{ path: "a.b", message: "is wrong", line, column }]);
  return formatted.replace(file, "site.json");
}

test("the line of a problem, and a caret under its place", async () => {
  expect(await format('{\r\n\t"a": {\r\n\t\t"b": 1\r\n}}', 3, 3)).toBe(
    'site.json:3:3 a.b: is wrong\n    "b": 1\n    ^',
  );
  expect(await format('\ufeff{ "a": 1 }', 1, 3)).toBe('site.json:1:3 a.b: is wrong\n    { "a": 1 }\n      ^');
});

test.each([1, 50, 100, 180, 400])("a long line is cut around column %i", async (column) => {
  const text = Array.from({ length: 400 }, (_, index) => String.fromCharCode(0x4e00 + index)).join("");
  const [, quoted, caret] = (await format(text, 1, column)).split("\n");
  expect(quoted!.length).toBeLessThan(110);
  expect(caret).toMatch(/^ *\^$/);
  expect(quoted![caret!.length - 1]).toBe(text[column - 1]);
});

test("a file that can't be read, and an empty line, are quoted by nothing", async () => {
  expect(await format("\n", 1, 1)).toBe("site.json:1:1 a.b: is wrong");
  expect(await formatProblems(join(folder, "none"), [{ path: "", message: "there is none" }])).toMatch(
    /: there is none$/,
  );
});

test("warnings say that they are", async () => {
  await writeFile(file, "{}");
  const warning = { path: "a", message: "is odd", line: 1, column: 1 };
  expect(await formatProblems(file, [warning], "warning")).toContain("site.json:1:1 warning: a: is odd");
});
