import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { siteJsonSchema } from "../../tools/site/json-schema.ts";

/** Starting wrangler takes seconds, on a busy machine many. */
const PATIENCE_MILLISECONDS = 300_000;
const ROOT = join(import.meta.dirname, "../..");
const DEMO = "test/site/site.json";
const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The command-line tool in a process of its own, as `npm run selvedge --` calls it. */
async function selvedge(...args: string[]): Promise<Ended> {
  const { FORCE_COLOR: _, ...env } = process.env;
  const options = { cwd: ROOT, env };
  return run(process.execPath, ["tools/selvedge.ts", ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
}

/** Writes a site file; gives its path. */
async function site(content: object | string, name = "site.json"): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const BROKEN = `{
  // Comments are fine,
  "version": 1, "id": "shop",
  "attributes": { "visits": { "count": "visit" } },
  "segments": { "slow": { "when": { "context.path": { "$regex": "^(a+)+$" } } } },
  "blocks": { "hero": {
    "op": "text", "target": "h1 + p", "text": "x",
    "when": { "visits": { "$gte": "two" } },
  } },
}`;

describe("calls", { timeout: PATIENCE_MILLISECONDS }, () => {
  test("help is no mistake, and names every command", async () => {
    const { code, stdout } = await selvedge("--help");
    expect(code).toBe(0);
    for (const command of ["check", "schema", "snippet", "publish", "rollback"])
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
  });

  test.each([
    [["chekc", DEMO], /unknown command 'chekc'[^]*Did you mean check/],
    [["check"], /missing required argument 'file'/],
    [["check", DEMO, "--strikt"], /unknown option '--strikt'[^]*Did you mean --strict/],
    [["check", "no/such.json"], /^no\/such\.json: there is no such file\n$/],
    [["publish", DEMO], /^Where to\? --env staging, --env production, or --local\n$/],
    [["publish", DEMO, "--env", "prod"], /Allowed choices are staging, production/],
    [["rollback", "--env", "staging", "--persist-to", "x"], /^--persist-to goes with --local\n$/],
    [["schema", "--out", "no/such/schema.json"], /can't be written/],
  ])("%j is wrong use", async (args, said) => {
    const { code, stdout, stderr } = await selvedge(...args);
    expect(stderr).toMatch(said);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});

describe("check", { timeout: PATIENCE_MILLISECONDS }, () => {
  test("a good file: the plan, as tables", async () => {
    const { code, stdout } = await selvedge("check", DEMO);
    expect(code).toBe(0);
    expect(stdout).toContain("What leaves the device, with consent");
    expect(stdout).toMatch(/^ {2}attribute +kind +buckets +bits$/m);
    expect(stdout).toMatch(/^ {2}favourite +top +5 +2\.3$/m);
    expect(stdout).toMatch(/^ +\d\.\d {2}segments\.returning\.when +visits$/m);
    expect(stdout).toMatch(/\n0 errors, \d+ warnings?\n$/);
    expect(stdout).not.toContain("\u001b");
  });

  test("--json: everything as data", async () => {
    const { code, stdout } = await selvedge("check", DEMO, "--json");
    const found = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(found).toMatchObject({ file: DEMO, errors: [], plan: { bits: expect.any(Number) } });
    expect(found.plan.attributes[0]).toEqual({
      id: "visits",
      kind: "count",
      buckets: 2,
      bits: expect.any(Number),
    });
    expect(found.warnings[0]).toEqual({
      path: expect.any(String),
      message: expect.any(String),
      line: expect.any(Number),
      column: expect.any(Number),
    });
  });

  test("invariant 9: a broken file: all problems with line and column, and no plan", async () => {
    const path = await site(BROKEN);
    const { code, stdout } = await selvedge("check", path);
    expect(code).toBe(1);
    expect(stdout.replaceAll(path, "site.json").split("\n")).toEqual([
      expect.stringMatching(
        /^site\.json:5:55 segments\.slow\.when\["context\.path"\]\.\$regex: .*such as "a+…!"/,
      ),
      expect.stringContaining('"segments": {'),
      `${" ".repeat(56)}^`,
      'site.json:7:19 blocks.hero.target: the combinator + isn\'t supported at the edge: "h1 + p"',
      '    "op": "text", "target": "h1 + p", "text": "x",',
      `${" ".repeat(18)}^`,
      'site.json:8:27 blocks.hero.when.visits.$gte: expected a number, got "two"',
      '    "when": { "visits": { "$gte": "two" } },',
      `${" ".repeat(26)}^`,
      "",
      "3 errors, 0 warnings",
      "",
    ]);
    const { stdout: json } = await selvedge("check", path, "--json");
    expect(JSON.parse(json).errors.map((error: { line: number }) => error.line)).toEqual([5, 7, 8]);
  });

  test("warnings fail only when that is asked for", async () => {
    const path = await site({ version: 1, id: "shop", segments: { lonely: { when: {} } } });
    const { code, stdout } = await selvedge("check", path);
    expect(stdout).toMatch(/:1:\d+ warning: segments\.lonely: isn't used by any block/);
    expect(stdout).toContain("Nothing of a profile leaves the device");
    expect(code).toBe(0);
    expect((await selvedge("check", path, "--strict")).code).toBe(1);
  });
});

describe("docs/command-line.md shows what is printed", { timeout: PATIENCE_MILLISECONDS }, () => {
  test.each(["check", "snippet"])("%s", async (command) => {
    const page = await readFile(join(ROOT, "docs/command-line.md"), "utf8");
    const [, example] = /```jsonc\n([^]*?)```/.exec(page)!;
    const shown = [...page.matchAll(/```text\n\$ npm run selvedge -- (\w+) site\.json\n([^]*?)```/g)];
    const [, , output] = shown.findLast(([, name]) => name === command)!;
    const path = await site(example!);
    const { stdout } = await selvedge(command, path);
    expect(stdout.replaceAll(path, "site.json")).toBe(output);
  });
});

test("schema: to the terminal, or to a file", { timeout: PATIENCE_MILLISECONDS }, async () => {
  const { code, stdout } = await selvedge("schema");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(siteJsonSchema())));
  const path = join(folder, "schema.json");
  expect(await selvedge("schema", "--out", path)).toMatchObject({ code: 0, stdout: `Wrote ${path}\n` });
  expect(await readFile(path, "utf8")).toBe(stdout);
});

test("snippet: what to paste", { timeout: PATIENCE_MILLISECONDS }, async () => {
  const { code, stdout } = await selvedge("snippet", DEMO);
  expect(code).toBe(0);
  expect(stdout).toContain('<script async src="/_selvedge/tag.js"></script>');
  const { stdout: json } = await selvedge("snippet", DEMO, "--json");
  for (const part of Object.values(JSON.parse(json)).slice(0, 2)) expect(stdout).toContain(part);
  const broken = await selvedge("snippet", await site(BROKEN));
  expect(broken).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("blocks.hero.target"),
  });
});

describe(
  "publish and rollback, on wrangler's storage of this machine",
  { timeout: PATIENCE_MILLISECONDS },
  () => {
    const file = (text: string) => ({
      version: 1,
      id: "shop",
      blocks: { hero: { op: "content", target: "h1", html: text } },
    });

    test("what is published can be read, listed and gone back to", async () => {
      const place = ["--env", "production", "--local", "--persist-to", join(folder, "storage")];
      const command = async (...args: string[]) => {
        const { code, stdout, stderr } = await selvedge(...args, ...place, "--json");
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        return JSON.parse(stdout);
      };
      const served = async () => {
        const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
        const get = [wrangler, "kv", "key", "get", "site", "--text", "--binding", "SITE", ...place];
        return JSON.parse((await run(process.execPath, get, { cwd: ROOT })).stdout);
      };

      const one = await command("publish", await site(file("<p>Zażółć"), "one.json"));
      const two = await command("publish", await site(file("two"), "two.json"));
      expect(two).toMatchObject({ before: one.version, isSame: false, place: "production on this machine" });
      const hash = one.version.split("-")[1];
      expect(await command("rollback", hash)).toEqual({ version: one.version, isSame: false });
      // As the Worker takes it: plain JSON, HTML balanced.
      expect(await served()).toEqual(file("<p>Zażółć</p>"));
      const listed = await selvedge("rollback", ...place);
      expect(listed.stdout.split("\n")).toEqual([
        expect.stringMatching(new RegExp(`^   ${two.version}  2\\d{3}-\\d\\d-\\d\\d [\\d:]+ UTC$`)),
        expect.stringMatching(new RegExp(`^●  ${one.version} .* in force$`)),
        "",
      ]);
    });

    test("a broken file is not published", async () => {
      const storage = join(folder, "untouched");
      const place = ["--local", "--persist-to", storage];
      const { code, stderr } = await selvedge("publish", await site(BROKEN), ...place);
      expect(code).toBe(1);
      expect(stderr).toContain("blocks.hero.when.visits.$gte");
      await expect(readFile(storage)).rejects.toThrow(/ENOENT/);
    });

    test("--dry-run says what would be done, and does nothing", async () => {
      const { code, stdout } = await selvedge("publish", DEMO, "--env", "staging", "--dry-run");
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Would publish to staging: test\/site\/site\.json, \d+ bytes, [\d.]+ bits/m);
    });
  },
);
