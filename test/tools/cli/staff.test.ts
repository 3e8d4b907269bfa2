import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { dayOf } from "../../../shared/day.ts";
import { parseStaffLink, staffLinkOn } from "../../../shared/staff.ts";
import { sealStaffLink } from "../../../tools/preview-token.ts";

const TOOL = join(import.meta.dirname, "../../../tools/selvedge.ts");
const SECRET = "of the tests";

/** What `staff` prints with a secret in the environment. */
async function staff(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, NO_COLOR: "1", SELVEDGE_SECRET: SECRET };
  return (await promisify(execFile)(process.execPath, [TOOL, "staff", ...args], { env })).stdout;
}

test("prints a link that the Worker of the same secret believes", async () => {
  const url = new URL((await staff("--url", "https://www.example.com")).trim());
  expect(url.href).toMatch(/^https:\/\/www\.example\.com\/_selvedge\/staff\?t=/);
  const token = url.searchParams.get("t")!;
  const text = token.slice(0, token.lastIndexOf("."));
  const link = parseStaffLink(text, dayOf(Date.now()))!;
  expect(link.joins).toBe(true);
  expect(sealStaffLink(link, SECRET, "fell-and-ford")).toBe(token);
});

test("prints the one that takes it back, as JSON", async () => {
  expect(JSON.parse(await staff("--counted", "--json"))).toEqual({
    url: expect.stringMatching(/^http:\/\/localhost:8787\/_selvedge\/staff\?t=1\.\d+\.out\./) as unknown,
    until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown,
  });
});

test("a token is sealed as the Worker does it", () => {
  // The other half of this test: test/worker/staff.test.ts.
  expect(sealStaffLink(staffLinkOn(20_788, true), "secret", "shop")).toBe(
    "1.20795.in.CwJgNQqfFlrlhsaf610B9A",
  );
});
