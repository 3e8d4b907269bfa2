import { describe, expect, test } from "vitest";
import { createSigner } from "../../worker/sign.ts";
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
