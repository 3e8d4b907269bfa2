import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { claimsOf } from "../../shared/attested-token.ts";
import { dayOf } from "../../shared/day.ts";
import { makeToken } from "../../tools/attested-token.ts";

const SECRET = "a secret, with spaces and a ü";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-attested-"));
  vi.stubEnv("ATTEST_SECRET", SECRET);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

test("what docs/attested.md says for Node makes the same token, byte for byte", async () => {
  const page = await readFile(join(import.meta.dirname, "../../docs/attested.md"), "utf8");
  const [, code] = /```js\n([^]*?)```/.exec(page)!;
  const file = join(folder, "token.mjs");
  await writeFile(file, code!);
  const { selvedgeToken } = (await import(pathToFileURL(file).href)) as {
    selvedgeToken: (attested: Record<string, string>) => string;
  };
  for (const values of [
    {},
    { stage: "customer" },
    { stage: "lead", plan: "pro", role: 'Köchin / "chef" 👩‍🍳' },
  ]) {
    const until = dayOf(Date.now()) + 7;
    const token = selvedgeToken(values);
    expect(token).toBe(makeToken({ values, until }, SECRET, "my-shop"));
    expect(claimsOf(token)).toEqual({ values, until });
  }
});

test("each secret and each site signs in its own way, a standard one", () => {
  const claims = { values: { stage: "customer" }, until: 20_800 };
  const tokens = [
    makeToken(claims, "secret", "shop"),
    makeToken(claims, "other", "shop"),
    makeToken(claims, "secret", "other"),
  ];
  expect(new Set(tokens).size).toBe(3);
  expect(new Set(tokens.map((token) => token.replace(/[^.]*$/, ""))).size).toBe(1);
  expect(tokens[0]).toMatchInlineSnapshot(
    `"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdHRlc3RlZCI6eyJzdGFnZSI6ImN1c3RvbWVyIn0sImV4cCI6MTc5NzEyMDAwMH0.NB-Ex3qqQ5vzQZ8OA3wkE5-Xc1KtmjDl4wOYhejKipM"`,
  );
});
