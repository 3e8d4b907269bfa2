import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSigner, fromBase64Url, toBase64Url } from "../../worker/sign.ts";
import { NOON } from "./support.ts";

const HOUR = 3_600_000;
const signer = createSigner("secret", "shop");

describe("a seal", () => {
  test("is 128 bits behind the text, and opens to it", async () => {
    const sealed = await signer.seal("1.plan.0.abc.XY");
    expect(sealed).toMatch(/^1\.plan\.0\.abc\.XY\.[\w-]{22}$/);
    expect(await signer.open(sealed)).toBe("1.plan.0.abc.XY");
  });

  test("is that of one secret and one site", async () => {
    const sealed = await signer.seal("text");
    expect(await createSigner("secret", "shop").open(sealed)).toBe("text");
    expect(await createSigner("other", "shop").open(sealed)).toBe(undefined);
    expect(await createSigner("secret", "other").open(sealed)).toBe(undefined);
  });

  test("has one form only", async () => {
    const sealed = await signer.seal("text");
    const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(sealed.at(-1)!);
    // The last letter carries two bits only; the other four must be zero.
    const twin =
      sealed.slice(0, -1) + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[last ^ 1]!;
    expect(await signer.open(twin)).toBe(undefined);
    for (const other of [`${sealed}=`, `${sealed}A`, ` ${sealed}`, "text", "text.", ".", ""]) {
      expect(await signer.open(other)).toBe(undefined);
    }
  });
});

describe("a token", () => {
  test("is the same for everybody on a day, another on the next, and no seal", async () => {
    const token = await signer.token(NOON);
    expect(await signer.token(NOON + 9 * HOUR)).toBe(token);
    expect(await signer.token(NOON + 11 * HOUR)).not.toBe(token);
    expect(await signer.open(`20788.${token}`)).toBe(undefined);
  });

  test("is valid for at least 26 hours, also when it was handed out late in the day, and not for 3 days", async () => {
    const late = Date.parse("2026-12-01T23:59:59Z");
    const token = await signer.token(late);
    expect(await signer.validToken(token, late)).toBe(true);
    expect(await signer.validToken(token, late + 26 * HOUR)).toBe(true);
    expect(await signer.validToken(token, late + 27 * HOUR)).toBe(false);
    expect(await signer.validToken(token, late - 24 * HOUR)).toBe(false);
    expect(await createSigner("secret", "other").validToken(token, late)).toBe(false);
    for (const wrong of ["", "AAAA", token.slice(1), "%"])
      expect(await signer.validToken(wrong, late)).toBe(false);
  });
});

describe("invariant 7: the rate limiter's name for an address", () => {
  test("is that of one day, one site, one secret", async () => {
    const name = await signer.limitKey("203.0.113.9", NOON);
    expect(await signer.limitKey("203.0.113.9", NOON + 9 * HOUR)).toBe(name);
    for (const other of [
      signer.limitKey("203.0.113.9", NOON + 11 * HOUR),
      signer.limitKey("203.0.113.10", NOON),
      createSigner("secret", "other").limitKey("203.0.113.9", NOON),
      createSigner("other", "shop").limitKey("203.0.113.9", NOON),
    ])
      expect(await other).not.toBe(name);
  });

  test("is so short that thousands of addresses share it: who has the secret can't turn it back either", async () => {
    const names = new Set<string>();
    for (let number = 0; number < 5000; number++)
      names.add(await signer.limitKey(`10.${number >> 8}.${number & 255}.1`, NOON));
    expect([...names].filter((name) => !/^[0-9a-f]{1,5}$/.test(name))).toEqual([]);
    // Of 5,000 addresses about 12 share a name with another one already; of all IPv4 addresses each does with 4,095.
    expect(names.size).toBeLessThan(5000);
    expect(names.size).toBeGreaterThan(4900);
  });
});

test("base64url is what the platform's base64 is in other letters, and comes back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
      const platform = btoa(String.fromCharCode(...bytes))
        .replaceAll("+", "-")
        .replaceAll("/", "_");
      expect(toBase64Url(bytes)).toBe(platform.replaceAll("=", ""));
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    }),
  );
});
