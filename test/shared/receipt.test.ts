import { createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64Url, toBase64Url } from "../../shared/base64url.ts";
import { PURPOSES } from "../../shared/consent.ts";
import { METHODS, parseReceipt, type Receipt, signedReceipt } from "../../shared/receipt.ts";

const KEYS = generateKeyPairSync("ed25519");
const KID = createHash("sha256").update("a key").digest("base64url");

const letters = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
const receipts: fc.Arbitrary<Receipt> = fc
  .record({
    site: fc.stringMatching(/^[A-Za-z][\w-]{0,63}$/),
    day: fc.integer({ min: 0, max: 60_000 }),
    accepted: fc.subarray([...PURPOSES]),
    revision: fc.integer({ min: 1, max: 999_999 }),
    hash: letters("ABab01-_", 32),
    language: letters("abcxyz", 2),
    method: fc.constantFrom(...METHODS),
    gpc: fc.boolean(),
  })
  .map(({ hash, language, ...rest }) =>
    rest.method === "api" ? rest : { ...rest, texts: { hash, language } },
  );

function tokenOf(receipt: Receipt): string {
  const signed = signedReceipt(receipt, KID);
  return `${signed}.${sign(null, Buffer.from(signed), KEYS.privateKey).toString("base64url")}`;
}

const RECEIPT: Receipt = {
  site: "my-shop",
  day: 20_779,
  accepted: ["personalization"],
  revision: 3,
  texts: { hash: "0123456789abcdefghijklmnopqrstuv", language: "pl" },
  method: "settings",
  gpc: false,
};

describe("a receipt", () => {
  test("is a JWS that any library reads, with one spelling", () => {
    const [head, body] = tokenOf(RECEIPT).split(".");
    expect(fromBase64Url(head!)).toBe(`{"alg":"EdDSA","kid":"${KID}","typ":"consent-receipt+jwt"}`);
    expect(fromBase64Url(body!)).toBe(
      '{"site":"my-shop","day":"2026-11-22","accepted":["personalization"],"refused":["measurement"],' +
        '"revision":3,"texts":"0123456789abcdefghijklmnopqrstuv","language":"pl","method":"settings","gpc":false}',
    );
  });

  test("comes back from its token as it was", () => {
    fc.assert(
      fc.property(receipts, (receipt) => {
        const claimed = parseReceipt(tokenOf(receipt))!;
        expect(claimed.receipt).toEqual(receipt);
        expect(claimed.kid).toBe(KID);
        const signature = Buffer.from(claimed.signature, "base64url");
        expect(verify(null, Buffer.from(claimed.signed), KEYS.publicKey, signature)).toBe(true);
      }),
    );
  });

  test("invariant 2: equal choices make equal bytes, however the choice was put together", () => {
    fc.assert(
      fc.property(receipts, fc.boolean(), (receipt, turned) => {
        const entries = Object.entries(receipt);
        const again = Object.fromEntries(turned ? entries.reverse() : entries) as unknown as Receipt;
        const accepted = turned ? [...receipt.accepted].reverse() : receipt.accepted;
        expect(tokenOf({ ...again, accepted })).toBe(tokenOf(receipt));
      }),
    );
  });

  test("isn't believed with any character of it changed", () => {
    fc.assert(
      fc.property(
        receipts,
        fc.nat(),
        fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."),
        (receipt, seed, letter) => {
          const token = tokenOf(receipt);
          const at = seed % token.length;
          fc.pre(token[at] !== letter);
          const claimed = parseReceipt(token.slice(0, at) + letter + token.slice(at + 1));
          if (!claimed) return;
          // What is still spelt as a receipt names another key, or its signature doesn't hold.
          const signature = Buffer.from(claimed.signature, "base64url");
          const isSigned = verify(null, Buffer.from(claimed.signed), KEYS.publicKey, signature);
          expect(isSigned && claimed.kid === KID).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("invariant 2: nothing can hide in what is spelt otherwise", () => {
  const [head, body, signature] = tokenOf(RECEIPT).split(".") as [string, string, string];
  const withClaims = (change: (claims: Record<string, unknown>) => object) =>
    `${head}.${toBase64Url(JSON.stringify(change(JSON.parse(fromBase64Url(body)))))}.${signature}`;

  test.each([
    ["one claim more", withClaims((claims) => ({ ...claims, visitor: 4711 }))],
    ["one claim less", withClaims((claims) => ({ ...claims, gpc: undefined }))],
    ["another order", withClaims(({ site, ...claims }) => ({ ...claims, site }))],
    ["white space", `${head}.${toBase64Url(` ${fromBase64Url(body)}`)}.${signature}`],
    ["a time in the day", withClaims((claims) => ({ ...claims, day: "2026-11-22T09:41:03Z" }))],
    ["a day that isn't one", withClaims((claims) => ({ ...claims, day: "2026-02-30" }))],
    [
      "an unknown purpose",
      withClaims((claims) => ({ ...claims, accepted: ["personalization", "tracking"] })),
    ],
    [
      "a purpose accepted and refused",
      withClaims((claims) => ({ ...claims, refused: ["personalization", "measurement"] })),
    ],
    ["a text for a list", withClaims((claims) => ({ ...claims, accepted: "personalization" }))],
    ["an unknown method", withClaims((claims) => ({ ...claims, method: "visitor-4711" }))],
    ["texts where a script asked", withClaims((claims) => ({ ...claims, method: "api" }))],
    ["no texts where the widget asked", withClaims((claims) => ({ ...claims, texts: null, language: null }))],
    ["texts that are no hash", withClaims((claims) => ({ ...claims, texts: "visitor 4711" }))],
    ["a language of many letters", withClaims((claims) => ({ ...claims, language: "visitor" }))],
    ["a fraction for a revision", withClaims((claims) => ({ ...claims, revision: 1.5 }))],
    ["a list for a site", withClaims((claims) => ({ ...claims, site: ["my-shop"] }))],
    [
      "another algorithm",
      `${toBase64Url(`{"alg":"none","kid":"${KID}","typ":"consent-receipt+jwt"}`)}.${body}.${signature}`,
    ],
    [
      "one header more",
      `${toBase64Url(`{"alg":"EdDSA","kid":"${KID}","typ":"consent-receipt+jwt","jku":"https://evil.example"}`)}.${body}.${signature}`,
    ],
    ["a fourth part", `${head}.${body}.${signature}.${signature}`],
    ["no signature", `${head}.${body}.`],
    ["a second spelling of the signature", `${head}.${body}.${signature.slice(0, -1)}B`],
    ["padding", `${head}.${body}.${signature}==`],
    ["nothing", ""],
    ["too much", `${"A".repeat(2000)}.${body}.${signature}`],
  ])("%s", (_, token) => {
    expect(parseReceipt(token)).toBeUndefined();
  });
});
