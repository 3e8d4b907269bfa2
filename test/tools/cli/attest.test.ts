import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf } from "../../../shared/day.ts";
import { attestKeyOf, makeKeyedToken, makeToken } from "../../../tools/attested-token.ts";

const TOOL = join(import.meta.dirname, "../../../tools/selvedge.ts");
const SITE = {
  version: 1,
  id: "my-shop",
  attributes: { stage: { attested: ["lead", "customer"] }, visits: { count: "visit" } },
};

let file: string;
beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), "selvedge-attest-")), "site.json");
  await writeFile(file, JSON.stringify(SITE));
});
afterAll(() => rm(join(file, ".."), { recursive: true, force: true }));

/** Runs `attest` with a secret in the environment; what it says, and its exit code. */
function attest(...args: readonly string[]): Promise<{ code: unknown; out: string; errors: string }> {
  const env = { ...process.env, NO_COLOR: "1", ATTEST_SECRET: "of the tests" };
  return new Promise((resolve) => {
    execFile(process.execPath, [TOOL, "attest", file, ...args], { env }, (error, out, errors) =>
      resolve({ code: error?.code ?? 0, out, errors }),
    );
  });
}

const tokenOf = (values: Record<string, string>, days: number) =>
  makeToken({ values, until: dayOf(Date.now()) + days }, "of the tests", "my-shop");

test(
  "prints the token that the owner's server would make, or the element that carries it",
  { timeout: 60_000 },
  async () => {
    expect(await attest("stage=customer")).toEqual({
      code: 0,
      out: `${tokenOf({ stage: "customer" }, 7)}\n`,
      errors: "",
    });
    expect((await attest("--days", "31", "--meta")).out).toBe(
      `<meta name="selvedge-attested" content="${tokenOf({}, 31)}">\n`,
    );
  },
);

test("invariant 9: says everything that is wrong", { timeout: 60_000 }, async () => {
  const { code, out, errors } = await attest("stge=lead", "stage=gold", "stage=lead", "visits=2", "lead");
  expect([code, out]).toEqual([1, ""]);
  expect(errors.trim().split("\n")).toEqual([
    'stge=lead: the site file has no attested attribute "stge", did you mean stage?',
    "stage=gold: expected one of lead, customer",
    'stage=lead: "stage" has a value already',
    'visits=2: the site file has no attested attribute "visits"',
    "lead: expected an attribute and its value, such as stage=customer",
  ]);
  for (const days of ["0", "32"]) expect((await attest("--days", days)).code).toBe(2);
});

test("signs with a key of the owner's own, if the site file believes it", { timeout: 60_000 }, async () => {
  const pem = generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }) as string;
  const { key, x } = attestKeyOf(pem);
  const keyFile = join(file, "../attest.pem");
  await writeFile(keyFile, pem);
  const unknown = await attest("stage=customer", "--key", keyFile);
  expect([unknown.code, unknown.errors.trim()]).toEqual([
    1,
    `the site file doesn't believe this key: put "${x}" into attest.keys`,
  ]);
  await writeFile(file, JSON.stringify({ ...SITE, attest: { keys: [x] } }));
  const claims = { values: { stage: "customer" }, until: dayOf(Date.now()) + 7 };
  expect((await attest("stage=customer", "--key", keyFile)).out).toBe(
    `${makeKeyedToken(claims, key, "my-shop")}\n`,
  );
  const { errors } = await attest("stage=customer", "--key", file);
  expect(errors.trim()).toBe(`${file} isn't an Ed25519 private key (PEM)`);
});
