import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Choice } from "../../../shared/consent.ts";
import { parseReceipt } from "../../../shared/receipt.ts";
import type { ConsentAnswer, ShownTexts } from "../../../shared/wire.ts";
import type { Env } from "../../../worker/env.ts";
import { choice, Edge, type EdgeOptions, setCookies, SITE, TODAY, totalsOf } from "../support.ts";

// Of RFC 8037, appendix A, and a second one.
const KEY =
  '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}';
const KEY_X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const KEY_ID = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

const TEXTS = { en: "hash of the English texts", pl: "hash of the Polish texts" };
const QUESTION: ShownTexts = { layer: "question", language: "en" };

interface Jwks {
  readonly keys: readonly (JsonWebKey & { readonly kid: string })[];
}

function edgeWith(more: Partial<Env> = {}, options: EdgeOptions = {}): Edge {
  const ASSETS = {
    fetch: async (url: string) => {
      expect(new URL(url).pathname).toBe("/consent-texts.json");
      return Response.json(TEXTS);
    },
  } as unknown as Fetcher;
  return new Edge({ ...options, env: { ASSETS, RECEIPT_KEY: KEY, ...more } });
}

/** Makes a choice as the tag does. */
const choose = (
  edge: Edge,
  purposes: Choice["purposes"],
  shown: Partial<ShownTexts> = QUESTION,
  more: Partial<Choice> = {},
  headers: Record<string, string> = {},
) => edge.post("/_selvedge/consent", { choice: choice(purposes, more), ...shown }, { headers });

async function tokenOf(response: Response): Promise<string> {
  expect(response.status).toBe(200);
  const { receipt, ...rest } = await response.json<ConsentAnswer>();
  expect(rest).toEqual({});
  return receipt;
}

const jwks = async (edge: Edge): Promise<Jwks> => (await edge.ask("/_selvedge/receipt-keys")).json();

/** Whether one of the published keys has signed it. */
async function holds(token: string, { keys }: Jwks): Promise<boolean> {
  const { kid, signed, signature } = parseReceipt(token)!;
  const jwk = keys.find((each) => each.kid === kid);
  if (!jwk) return false;
  const key = await crypto.subtle.importKey("jwk", jwk, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify(
    "Ed25519",
    key,
    Uint8Array.from(atob(signature.replaceAll("-", "+").replaceAll("_", "/")), (byte) => byte.charCodeAt(0)),
    new TextEncoder().encode(signed),
  );
}

describe("a choice is answered with its receipt", () => {
  test("which says what was chosen, when, in which texts and how, and holds", async () => {
    const edge = edgeWith();
    const response = await choose(edge, ["personalization"], { layer: "settings", language: "pl" });
    expect(setCookies(response)["sv_c"]!.value).toBe(choice(["personalization"]));
    expect(response.headers.get("cache-control")).toBe("no-store");
    const token = await tokenOf(response);
    const { receipt, kid } = parseReceipt(token)!;
    expect(kid).toBe(KEY_ID);
    expect(receipt).toEqual({
      site: "test-shop",
      day: TODAY,
      accepted: ["personalization"],
      revision: 1,
      texts: { hash: expect.stringMatching(/^[\w-]{32}$/) as string, language: "pl" },
      method: "settings",
      gpc: false,
    });
    expect(await holds(token, await jwks(edge))).toBe(true);
  });

  test("a no as well as a yes, and what a script of the page asked", async () => {
    const edge = edgeWith();
    const no = parseReceipt(await tokenOf(await choose(edge, [])))!.receipt;
    expect([no.accepted, no.method]).toEqual([[], "question"]);
    const { texts, method } = parseReceipt(await tokenOf(await choose(edge, ["measurement"], {})))!.receipt;
    expect([texts, method]).toEqual([undefined, "api"]);
  });

  test("Global Privacy Control is in it, and a yes that it turns into a no gets none", async () => {
    const edge = edgeWith();
    const headers = { "sec-gpc": "1" };
    const yes = await tokenOf(await choose(edge, ["measurement"], QUESTION, { gpc: true }, headers));
    expect(parseReceipt(yes)!.receipt.gpc).toBe(true);
    const no = await tokenOf(await choose(edge, [], QUESTION, {}, headers));
    expect(parseReceipt(no)!.receipt.gpc).toBe(true);
    expect((await choose(edge, ["measurement"], QUESTION, {}, headers)).status).toBe(204);
  });

  test("the texts' hash follows the owner's part, language and revision stand apart", async () => {
    const hashOf = async (site: unknown, language: string) =>
      parseReceipt(await tokenOf(await choose(edgeWith({}, { site }), [], { layer: "question", language })))!
        .receipt.texts!.hash;
    const other = { ...SITE, consent: { ...SITE.consent, policyUrl: "/datenschutz" } };
    const hashes = [await hashOf(SITE, "en"), await hashOf(SITE, "pl"), await hashOf(other, "en")];
    expect(new Set(hashes).size).toBe(3);
    // What tools/receipts/texts.ts makes of the same.
    expect(hashes[0]).toBe("tplV5cdJmmtbxju5oNa8tFy7Nj8Jv4Bj");
  });

  test("no receipt of a choice that is older than a day: nobody was told of it then", async () => {
    const edge = edgeWith();
    expect((await choose(edge, [], QUESTION, { day: TODAY - 2 })).status).toBe(204);
    expect((await choose(edge, [], QUESTION, { day: TODAY - 1 })).status).toBe(200);
    edge.now += 20 * 3_600_000;
    expect(parseReceipt(await tokenOf(await choose(edge, [])))!.receipt.day).toBe(TODAY + 1);
  });
});

describe("invariant 2: no identifier", () => {
  test("equal choices on one day get equal bytes, whoever makes them, when and where", async () => {
    const one = edgeWith();
    const other = edgeWith();
    other.now += 9 * 3_600_000;
    for (const purposes of [[], ["personalization"], ["personalization", "measurement"]] as const) {
      const tokens = [
        await tokenOf(await choose(one, purposes, QUESTION, { epoch: 1 })),
        await tokenOf(await choose(one, purposes, QUESTION, { epoch: 5, day: TODAY - 1 })),
        await tokenOf(
          await choose(
            other,
            purposes,
            QUESTION,
            {},
            { "user-agent": "Another/1.0", "cf-connecting-ip": "203.0.113.77", "accept-language": "pl" },
          ),
        ),
      ];
      expect(new Set(tokens).size).toBe(1);
    }
  });

  test.each([
    ["a language that is longer", { layer: "question", language: "visitor4711" }, /^language: expected a/],
    ["a layer that isn't one", { layer: "visitor4711", language: "en" }, /^layer: expected/],
    ["a language without a layer", { language: "en" }, /^language: expected together with a layer/],
    ["a layer without a language", { layer: "settings" }, /^language: expected together with a layer/],
    ["another field", { ...QUESTION, visitor: "4711" }, /^visitor: no such field/],
  ])("invariant 9: %s is refused with its place", async (_, shown, detail) => {
    const response = await edgeWith().post("/_selvedge/consent", { choice: choice([]), ...shown });
    expect(response.status).toBe(400);
    expect((await response.json<{ detail: string }>()).detail).toMatch(detail);
  });
});

describe("keys", () => {
  test("are published for everybody, the private half never", async () => {
    const response = await edgeWith().ask("/_selvedge/receipt-keys", { cookies: { sv_p: "1.old" } });
    expect(response.headers.get("cache-control")).toBe("public, max-age=300");
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await response.json()).toEqual({
      keys: [{ kty: "OKP", crv: "Ed25519", x: KEY_X, kid: KEY_ID, alg: "EdDSA", use: "sig" }],
    });
  });

  test("rotate: an old receipt holds with the retired key, and only as long as that is named", async () => {
    const old = await tokenOf(await choose(edgeWith(), ["measurement"]));
    const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
    const { kty, crv, x, d } = (await crypto.subtle.exportKey("jwk", pair.privateKey)) as JsonWebKey;
    const RECEIPT_KEY = JSON.stringify({ kty, crv, x, d });
    const site = { ...SITE, consent: { ...SITE.consent, retiredReceiptKeys: [KEY_X] } };
    const edge = edgeWith({ RECEIPT_KEY }, { site });
    const recent = await tokenOf(await choose(edge, ["measurement"]));
    const published = await jwks(edge);
    expect(published.keys.map((key) => key.x)).toEqual([x, KEY_X]);
    expect(parseReceipt(recent)!.kid).not.toBe(KEY_ID);
    expect([await holds(old, published), await holds(recent, published)]).toEqual([true, true]);
    const forgetful = await jwks(edgeWith({ RECEIPT_KEY }));
    expect([await holds(old, forgetful), await holds(recent, forgetful)]).toEqual([false, true]);
    // Named while it is still in force, it isn't told twice; without any key the old ones are still told.
    expect((await jwks(edgeWith({}, { site }))).keys).toHaveLength(1);
    expect((await jwks(edgeWith({ RECEIPT_KEY: "" }, { site }))).keys.map((key) => key.x)).toEqual([KEY_X]);
  });
});

describe("without receipts everything else works", () => {
  const failing = { fetch: () => Promise.reject(new Error("no assets")) } as unknown as Fetcher;
  test.each<[string, Partial<Env>, ShownTexts?]>([
    ["without a key", { RECEIPT_KEY: "" }],
    ["with something that is no key", { RECEIPT_KEY: "a long random text" }],
    ["with the two halves of different keys", { RECEIPT_KEY: KEY.replace("11qY", "22qY") }],
    ["where the hashes of the texts can't be read", { ASSETS: failing }],
    ["in a language that has no texts", {}, { layer: "question", language: "xx" }],
  ])("%s", async (_, more, shown = QUESTION) => {
    const edge = edgeWith(more);
    const response = await choose(edge, ["personalization"], shown);
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(setCookies(response)["sv_c"]!.value).toBe(choice(["personalization"]));
  });
});

test("invariant 7: nothing is stored of a choice but that there was one more, by its purposes", async () => {
  const edge = edgeWith();
  const before = await totalsOf(edge);
  await choose(edge, []);
  await choose(edge, ["personalization", "measurement"], { layer: "settings", language: "pl" });
  await choose(edge, ["personalization", "measurement"], {}, { epoch: 3 });
  const after = await totalsOf(edge);
  const added = Object.fromEntries(
    Object.entries(after)
      .map(([name, total]) => [name, total - (before[name] ?? 0)] as const)
      .filter(([, total]) => total > 0),
  );
  expect(added).toEqual({
    "choice:-": 1,
    "choice:pm": 2,
    "choice-method:question": 1,
    "choice-method:settings": 1,
    "choice-method:api": 1,
    "choice-language:en": 1,
    "choice-language:pl": 1,
  });
  const { SITE: kv } = env as unknown as Env;
  expect((await kv.list()).keys.filter(({ name }) => !name.startsWith("plan:"))).toEqual([]);
});
