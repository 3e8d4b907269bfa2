import { reset } from "cloudflare:test";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { signedText, textForSite } from "../../shared/attested-token.ts";
import type { SignalAnswer, TagConfig } from "../../shared/wire.ts";
import { toBase64Url } from "../../worker/sign.ts";
import { choice, device, Edge, type EdgeOptions, setCookies, signalOf, SITE, TODAY } from "./support.ts";

const SECRET = "shared with the shop's own server";
const KEYED = { alg: "EdDSA", typ: "JWT" };
const yes = { sv_c: choice() };
const claims = (attested: Record<string, string>, days = 7) => ({ attested, exp: (TODAY + days) * 86_400 });
const CUSTOMER = claims({ stage: "customer" });

interface Key {
  readonly pair: CryptoKeyPair;
  readonly x: string;
}
let own: Key;
let next: Key;
let foreign: Key;
beforeAll(async () => {
  [own, next, foreign] = await Promise.all([newKey(), newKey(), newKey()]);
});

async function newKey(): Promise<Key> {
  const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const { x } = (await crypto.subtle.exportKey("jwk", pair.publicKey)) as JsonWebKey;
  return { pair, x: x! };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const encoded = (part: unknown) => toBase64Url(bytes(typeof part === "string" ? part : JSON.stringify(part)));

/** What the owner's server does, as docs/attested.md has it, with any header and payload. */
async function tokenOf(payload: unknown, key = own, site = "test-shop", header: unknown = KEYED) {
  const signed = `${encoded(header)}.${encoded(payload)}`;
  const signature = await crypto.subtle.sign(
    "Ed25519",
    key.pair.privateKey,
    bytes(site === "" ? signed : `selvedge attested ${site}.${signed}`),
  );
  return `${signed}.${toBase64Url(new Uint8Array(signature))}`;
}

let edge: Edge;
let config: TagConfig;
const open = async (keys: readonly string[], options: EdgeOptions = {}) => {
  const site = {
    ...SITE,
    ...(keys.length > 0 && { attest: { keys } }),
    attributes: { ...SITE.attributes, stage: { attested: ["lead", "customer"] } },
    segments: { ...SITE.segments, customer: { when: { stage: "customer" } } },
  };
  edge = new Edge({ site, ...options });
  config = await edge.config();
};
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  await open([own.x, next.x]);
});
afterEach(() => {
  vi.restoreAllMocks();
  return reset();
});

async function send(attested: string, cookies: Record<string, string> = yes) {
  const signal = { ...signalOf(config, device(config, 1, 0, TODAY), {}, TODAY), attested };
  const response = await edge.post("/_selvedge/signals", signal, { cookies });
  const { attested: refused, decision } = await response.json<SignalAnswer>();
  const { value } = setCookies(response)["sv_p"] ?? {};
  return {
    status: response.status,
    refused,
    isCustomer: decision.segments.includes("customer"),
    cookie: value,
  };
}

describe("a token of the owner's own key", () => {
  test("is believed, of each key that the site file names", async () => {
    for (const key of [own, next]) {
      const answer = await send(await tokenOf(CUSTOMER, key));
      expect([answer.isCustomer, answer.refused]).toEqual([true, undefined]);
    }
  });

  test("is believed beside those of the shared secret", async () => {
    await open([own.x], { env: { ATTEST_SECRET: SECRET } });
    expect((await send(await tokenOf(CUSTOMER))).isCustomer).toBe(true);
  });

  test("invariant 2: equal values give equal tokens and equal cookies, whoever has them", async () => {
    const tokens = await Promise.all([tokenOf(CUSTOMER), tokenOf(CUSTOMER)]);
    expect(tokens[0]).toBe(tokens[1]);
    expect(tokens[0]).toContain(`${signedText({ values: CUSTOMER.attested, until: TODAY + 7 }, "EdDSA")}.`);
    const cookies = await Promise.all([own, next].map(async (key) => send(await tokenOf(CUSTOMER, key))));
    expect(cookies[0]!.cookie).toBe(cookies[1]!.cookie);
  });
});

/** A token with EdDSA's header, or another, under an HMAC whose key is what everybody can read. */
async function hmacToken(header: object, secret: Uint8Array) {
  const how = { name: "HMAC", hash: "SHA-256" };
  const signed = `${encoded(header)}.${encoded(CUSTOMER)}`;
  const sign = async (key: Uint8Array, text: string) =>
    new Uint8Array(
      await crypto.subtle.sign(
        "HMAC",
        await crypto.subtle.importKey("raw", key, how, false, ["sign"]),
        bytes(text),
      ),
    );
  const derived = await sign(secret, "selvedge attested test-shop");
  return {
    derived: `${signed}.${toBase64Url(await sign(derived, signed))}`,
    plain: `${signed}.${toBase64Url(await sign(secret, signed))}`,
  };
}

describe("anything else counts as absent, and says so", () => {
  const HS256 = { alg: "HS256", typ: "JWT" };
  const raw = (x: string) =>
    Uint8Array.from(atob(x.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const wrong: [string, () => Promise<string> | string, RegExp][] = [
    ["of a key that nobody names", () => tokenOf(CUSTOMER, foreign), /isn't that of one of attest\.keys/],
    ["of another site", () => tokenOf(CUSTOMER, own, "other-shop"), /attest\.keys for this site/],
    ["of no site, as any JWT is", () => tokenOf(CUSTOMER, own, ""), /attest\.keys for this site/],
    ["expired", () => tokenOf(claims({ stage: "customer" }, 0)), /expired/],
    ["for too long", () => tokenOf(claims({ stage: "customer" }, 32)), /more than 31 days/],
    ["with an undeclared value", () => tokenOf(claims({ stage: "gold" })), /doesn't declare/],
    ["with another claim", () => tokenOf({ ...CUSTOMER, sub: "4711" }), /one way/],
    ["with white space", () => tokenOf(JSON.stringify(CUSTOMER, null, 1)), /one way/],
    ["with a key id", () => tokenOf(CUSTOMER, own, "test-shop", { ...KEYED, kid: "1" }), /one way/],
    [
      "that says it has no algorithm",
      () => tokenOf(CUSTOMER, own, "test-shop", { ...KEYED, alg: "none" }),
      /one way/,
    ],
    [
      "that says HS256, under a signature of the key",
      () => tokenOf(CUSTOMER, own, "test-shop", HS256),
      /ATTEST_SECRET/,
    ],
    [
      "with the public key as a secret",
      async () => (await hmacToken(HS256, raw(own.x))).derived,
      /ATTEST_SECRET/,
    ],
    [
      "with its text as a secret",
      async () => (await hmacToken(HS256, bytes(own.x))).derived,
      /ATTEST_SECRET/,
    ],
    [
      "that says EdDSA, under an HMAC of the public key",
      async () => (await hmacToken(KEYED, raw(own.x))).plain,
      /attest\.keys/,
    ],
    ["without a signature", async () => (await tokenOf(CUSTOMER)).replace(/[^.]*$/, ""), /attest\.keys/],
    ["with a part too many", async () => `${await tokenOf(CUSTOMER)}.x`, /attest\.keys/],
  ];
  test.each(wrong)("%s", async (_, make, reason) => {
    for (const env of [{}, { ATTEST_SECRET: SECRET }]) {
      await open([own.x, next.x], { env });
      const { status, isCustomer, refused } = await send(await make());
      expect([status, isCustomer]).toEqual([200, false]);
      expect(refused).toMatch(reason);
    }
  });

  test("every single character of it matters, also the last, which says more than the signature has", async () => {
    const token = await tokenOf(CUSTOMER);
    const signature = token.lastIndexOf(".") + 1;
    for (let index = signature; index < token.length; index++)
      for (const other of index === token.length - 1 ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : "B") {
        if (token[index] === other) continue;
        const { refused } = await send(token.slice(0, index) + other + token.slice(index + 1));
        expect([index, refused]).toEqual([index, expect.stringMatching(/signature/)]);
      }
  });

  test("where the site file names no key, or one that is no point of the curve", async () => {
    await open([]);
    expect((await send(await tokenOf(CUSTOMER))).refused).toBe("the site file has no attest.keys");
    const none = `${"_".repeat(42)}8`;
    await open([none]);
    expect((await send(await tokenOf(CUSTOMER))).refused).toMatch(/signature/);
  });

  test("the text that is signed says what it is and for whom", () => {
    expect(textForSite("a.b", "shop")).toBe("selvedge attested shop.a.b");
  });
});
