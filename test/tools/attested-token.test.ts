import { generateKeyPairSync, verify } from "node:crypto";
import { expect, test } from "vitest";
import { claimsOf, signedText } from "../../shared/attested-token.ts";
import { attestKeyOf, makeKeyedToken, makeToken } from "../../tools/attested-token.ts";

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

test("a key signs for one site at a time, by Ed25519 as it is written down", () => {
  const pem = generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }) as string;
  const { key, x } = attestKeyOf(pem);
  const claims = { values: { stage: "customer" }, until: 20_800 };
  const token = makeKeyedToken(claims, key, "shop");
  expect(makeKeyedToken(claims, key, "shop")).toBe(token);
  expect(makeKeyedToken(claims, key, "other")).not.toBe(token);
  expect(claimsOf(token)).toEqual(claims);
  const half = { key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" } as const;
  const signature = Buffer.from(token.split(".")[2]!, "base64url");
  const signed = `selvedge attested shop.${signedText(claims, "EdDSA")}`;
  expect(verify(null, Buffer.from(signed), half, signature)).toBe(true);
  const rsa = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  expect(() => attestKeyOf(rsa.export({ format: "pem", type: "pkcs8" }) as string)).toThrow(/Ed25519/);
});
