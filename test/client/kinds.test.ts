import { glob } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { CORE_KINDS } from "../../shared/kinds/core.ts";
import { DEVICE_KINDS } from "../../shared/kinds/device.ts";

test("every kind beyond the core has a file that exports it under its name, which is how the tag finds it", async () => {
  const found: string[] = Object.keys(CORE_KINDS);
  for await (const file of glob("client/kinds/*.ts", { cwd: join(import.meta.dirname, "../..") })) {
    const name = basename(file, ".ts");
    const exported = (await import(join(import.meta.dirname, "../..", file))) as object;
    expect(Object.keys(exported), file).toContain(name);
    found.push(name);
  }
  expect(found.toSorted()).toEqual(Object.keys(DEVICE_KINDS).toSorted());
});
