import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { run } from "./run.ts";

/** Each command is a program of its own, which takes its time to load on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

const TEST = join(import.meta.dirname, "../..");
const SITE = join(TEST, "site/site.json");
const persona = (name: string) => join(TEST, `personas/${name}.json`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-simulate-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("simulate", () => {
  test("tells attributes, what the edge knows, segments with reasons, and blocks", async () => {
    const { code, out, errors } = await run("simulate", SITE, "--persona", persona("left-basket"));
    expect([code, errors]).toEqual([0, ""]);
    for (const line of [
      /^page +\/$/m,
      /^at +2026-11-20T10:15:00.000Z, as the first page of a new visit$/m,
      /^ +basketValue +245$/m,
      /^ +abandoned +false +true, then false in 4 days$/m,
      /^ +✓ +returning +.*because “Visits” is 2 \(at least 2 needed\)/m,
      /^ +✗ +business +.*at least 1 needed/m,
      /^ +✓ +notice-basket +case 1$/m,
      /^ +✗ +notice-poland +notice-basket wants the same element/m,
    ])
      expect(out).toMatch(line);
  });

  test("--json says the same as data", async () => {
    const { out } = await run("simulate", SITE, "--persona", persona("left-basket"), "--json");
    expect(JSON.parse(out)).toMatchObject({
      moment: "new visit",
      attributes: { basketValue: 245, visits: 1 },
      projection: { visits: { used: { words: "2 or more" } } },
      segments: {
        returning: {
          matches: true,
          reasons: [{ path: "visits", operator: "$gte", operand: 2, seen: { value: 2 } }],
        },
        business: { matches: false },
      },
      blocks: expect.arrayContaining([expect.objectContaining({ id: "notice-basket", case: 0 })]),
      lost: expect.arrayContaining([
        expect.objectContaining({ id: "notice-poland", reason: "priority", to: "notice-basket" }),
      ]),
    });
  });

  test("invariant 9: all problems of a persona, with line and column", async () => {
    const path = join(folder, "broken.json");
    await writeFile(
      path,
      '{\n  "now": "later",\n  "events": [{ "at": "-1d", "event": "veiw" }] // comments are fine\n}',
    );
    const { code, errors } = await run("simulate", SITE, "--persona", path);
    expect(code).toBe(1);
    expect(errors).toMatch(/broken\.json:2:\d+ now: expected a time/);
    expect(errors).toMatch(/broken\.json:3:\d+ events\[0\]\.event: .*did you mean view\?/);
  });

  test.each([
    ["no persona", [SITE], "--persona"],
    ["a persona that isn't there", [SITE, "--persona", "nobody.json"], "nobody.json: there is no such file"],
    ["--out without a page", [SITE, "--persona", persona("returning"), "--out", "x"], "needs --page"],
    [
      "a page that is nothing",
      [SITE, "--persona", persona("returning"), "--page", "nothing.html"],
      "neither a URL nor a file",
    ],
    ["a path that is none", [SITE, "--persona", persona("returning"), "--path", "x"], "expected a path"],
  ])("%s is wrong use", async (_, args, message) => {
    const { code, errors } = await run("simulate", ...args);
    expect(code).toBe(2);
    expect(errors).toContain(message);
  });
});
