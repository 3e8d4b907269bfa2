import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const text = readFileSync(join(ROOT, "SECURITY.md"), "utf8");

/** The rows of the table under a heading, without its head; titles of groups have empty cells. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const section = text.split(`\n## ${heading}\n`)[1]!.split("\n## ")[0]!;
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(" | ")
      .map((cell) => cell.trim()),
  );
}

const threats = rowsUnder("Threats").filter(([threat]) => !threat!.startsWith("**"));

describe("the table of threats", () => {
  test("is there", () => {
    expect(threats.length).toBeGreaterThan(25);
  });

  test.each(threats)("%s: has a defence, and tests that there are", (_, defence, tests = "") => {
    expect(defence).toMatch(/\S/);
    const named = tests.split("<br>").map((each) => /^`(test\/[\w./-]+\.test\.ts)`: “(.+)”$/.exec(each));
    for (const match of named) {
      expect(match, tests).not.toBe(null);
      const [, file, title] = match!;
      expect(existsSync(join(ROOT, file!)), file).toBe(true);
      // As it is written in the file: a title, whole, of a test or of a group of them.
      expect(readFileSync(join(ROOT, file!), "utf8")).toMatch(titleIn(title!));
    }
  });
});

function titleIn(title: string): RegExp {
  const literal = title.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  return new RegExp(`(?:test|describe|\\))\\(\\s*"${literal}",`);
}

test("what it links to is there", () => {
  const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!);
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
});

test("it names every secret that the Worker takes", () => {
  const environment = readFileSync(join(ROOT, "worker/env.ts"), "utf8");
  const secrets = [...environment.matchAll(/readonly (\w+(?:_SECRET|_TOKEN|_KEY|_SECRET_OLD))\?/g)].map(
    ([, name]) => name!,
  );
  expect(secrets).toHaveLength(5);
  for (const name of secrets) expect(text).toContain(`\`${name}\``);
});
