import { describe, expect, test } from "vitest";
import { checkSite } from "../../../shared/site/check.ts";

const KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const FORM = "expected an Ed25519 public key: its 32 bytes as base64url, 43 characters, which a JWK has as x";
const site = (attest: unknown, attributes: object = {}) => ({ version: 1, id: "shop", attest, attributes });

/** What is wrong with a site file, as `place: problem`. */
function problems(input: unknown): string[] {
  const result = checkSite(input);
  return result.ok ? [] : result.issues.map(({ path, message }) => `${path}: ${message}`);
}

describe("invariant 9: whose tokens are believed", () => {
  test("one key, or several while one replaces another", () => {
    expect(problems(site({ keys: [KEY] }))).toEqual([]);
    expect(problems(site({ keys: [KEY, `${"x".repeat(42)}A`] }))).toEqual([]);
    expect(problems(site(undefined))).toEqual([]);
  });

  test.each<[unknown, string]>([
    [{ keys: [] }, "attest.keys: expected at least one key"],
    [{ keys: [KEY, KEY] }, "attest.keys: expected each key once"],
    [
      { keys: ["A", "E", "I", "M", "Q"].map((last) => "x".repeat(42) + last) },
      "attest.keys: expected at most 4 keys",
    ],
    [{ keys: ["secret"] }, `attest.keys[0]: ${FORM}, got "secret"`],
    // The last letter holds two bits that are none of the key's.
    [{ keys: [`${KEY.slice(0, -1)}p`] }, `attest.keys[0]: ${FORM}, got "${KEY.slice(0, -1)}p"`],
    [{ keys: [{ kty: "OKP", x: KEY }] }, "attest.keys[0]: expected a string, got an object"],
    // With these "keys" anybody can sign.
    [{ keys: [KEY, "A".repeat(43)] }, "attest.keys[1]: isn't a key: anybody could sign for it"],
    [{ keys: [`AQ${"A".repeat(41)}`] }, "attest.keys[0]: isn't a key: anybody could sign for it"],
    [{ key: KEY }, 'attest.key: unknown field "key", did you mean keys?'],
  ])("%j", (attest, problem) => {
    expect(problems(site(attest))).toContain(problem);
  });

  test("the longer signature counts when it is seen whether all values fit into a token", () => {
    const almost = { stage: { attested: ["x".repeat(660)] } };
    expect(problems(site(undefined, almost))).toEqual([]);
    expect(problems(site({ keys: [KEY] }, almost))).toEqual([
      "attributes: a token with the longest of all attested values takes 1063 characters, more than 1024",
    ]);
  });
});
