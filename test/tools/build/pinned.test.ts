import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addPinned } from "../../../tools/build/pinned.ts";
import { pinnedTag } from "../../../tools/site/pinned.ts";

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "selvedge-pinned-"));
  folder = join(root, "built");
  await mkdir(folder);
  await mkdir(join(root, "pinned"));
  await writeFile(join(folder, "tag.js"), "newer()");
});
afterEach(() => rm(root, { recursive: true }));

const nameOf = (text: string) => pinnedTag(new TextEncoder().encode(text)).file;

test("the tag is there once more under its content's name, and so are kept versions", async () => {
  await writeFile(join(root, "pinned", nameOf("older()")), "older()");
  await writeFile(join(root, "pinned", "notes.txt"), "why");
  await addPinned(root, folder);
  expect((await readdir(folder)).sort()).toEqual(["tag.js", nameOf("newer()"), nameOf("older()")].sort());
  expect(await readFile(join(folder, nameOf("older()")), "utf8")).toBe("older()");
});

test("a kept version that isn't what its name says is refused by name", async () => {
  const name = nameOf("older()");
  await writeFile(join(root, "pinned", name), "changed()");
  await expect(addPinned(root, folder)).rejects.toThrow(`pinned/${name} has been changed`);
});
