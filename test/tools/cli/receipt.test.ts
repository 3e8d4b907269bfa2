import { createServer, type Server } from "node:http";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPrivateKey, sign, type JsonWebKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Receipt, signedReceipt } from "../../../shared/receipt.ts";
import { newReceiptKey, publicHalf, thumbprint } from "../../../tools/receipts/key.ts";
import type { KeptTexts } from "../../../tools/receipts/texts.ts";
import { type Ran, run } from "./run.ts";

const KEY = newReceiptKey();
const OLD_KEY = newReceiptKey();

let folder: string;
let site: string;
let keys: string;
let texts: readonly KeptTexts[];
let server: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-receipt-"));
  site = await written("site.json", { version: 1, id: "my-shop", consent: { policyUrl: "/privacy" } });
  keys = await written("keys.json", { keys: [jwk(KEY)] });
  texts = JSON.parse((await run("receipt", "texts", "--site", site, "--json")).out) as typeof texts;
  server = createServer((_, response) => void response.end(JSON.stringify({ keys: [jwk(KEY)] })));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function written(name: string, content: unknown): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const jwk = (key: string) => ({ kty: "OKP", crv: "Ed25519", x: publicHalf(key) });

function receiptOf(more: Partial<Receipt> = {}): Receipt {
  const { hash } = texts.find(({ language }) => language === "en")!;
  return {
    site: "my-shop",
    day: 20_779,
    accepted: ["measurement"],
    revision: 1,
    texts: { hash, language: "en" },
    method: "settings",
    gpc: true,
    ...more,
  };
}

function tokenOf(receipt = receiptOf(), key = KEY): string {
  const signed = signedReceipt(receipt, thumbprint(publicHalf(key)));
  const privateKey = createPrivateKey({ key: JSON.parse(key) as JsonWebKey, format: "jwk" });
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString("base64url")}`;
}

const verify = (...args: readonly string[]): Promise<Ran> => run("receipt", "verify", ...args);

/** The marks before signature, site and texts. */
const marks = ({ out }: Ran) =>
  ["signature", "site", "texts"].map((about) => new RegExp(`^(.) +${about} `, "m").exec(out)?.[1]).join("");

describe("receipt verify", () => {
  test("tells in words what was agreed to, and that all holds", async () => {
    const ran = await verify(tokenOf(), "--keys", keys, "--site", site);
    const { hash } = receiptOf().texts!;
    expect(ran).toEqual({
      code: 0,
      errors: "",
      out: `On 22 November 2026 (UTC) a visitor of my-shop
  said yes to             measurement
  said no to              personalization
  was asked               in the privacy settings, in the language en
  under                   revision 1 of the terms, texts ${hash}
  Global Privacy Control  was on

✓  signature  it was made with the key ${thumbprint(publicHalf(KEY))}
✓  site       it is of my-shop
✓  texts      those of revision 1 in en
`,
    });
  });

  test("takes a file in which the token stands, and keys by URL; what it has nothing to hold against it leaves open", async () => {
    const file = await written("kept.txt", `A receipt of 2026-11-22\n\n${tokenOf()}\n`);
    const { port } = server.address() as AddressInfo;
    const ran = await verify(file, "--keys", `http://127.0.0.1:${port}/_selvedge/receipt-keys`);
    expect([ran.code, marks(ran)]).toEqual([0, "✓––"]);
  });

  test("believes keys that the site file names as retired", async () => {
    const token = tokenOf(receiptOf(), OLD_KEY);
    expect(marks(await verify(token, "--keys", keys, "--site", site))).toBe("✗✓✓");
    const rotated = await written("rotated.json", {
      version: 1,
      id: "my-shop",
      consent: { policyUrl: "/privacy", retiredReceiptKeys: [publicHalf(OLD_KEY)] },
    });
    expect(marks(await verify(token, "--keys", keys, "--site", rotated))).toBe("✓✓✓");
  });

  test("holds older receipts against the texts that the owner has kept", async () => {
    const kept = await written("texts-1.json", texts);
    const newer = await written("newer.json", {
      version: 1,
      id: "my-shop",
      consent: { policyUrl: "/privacy/2027", revision: 2 },
    });
    const lost = await verify(tokenOf(), "--keys", keys, "--site", newer);
    expect([lost.code, marks(lost)]).toEqual([1, "✓✓✗"]);
    expect(lost.out).toMatch(/--texts FILE/);
    const found = await verify(tokenOf(), "--keys", keys, "--site", newer, "--texts", kept);
    expect([found.code, marks(found)]).toEqual([0, "✓✓✓"]);
  });

  test("says what doesn't hold", async () => {
    const [head, body, signature] = tokenOf().split(".") as [string, string, string];
    const other = tokenOf(receiptOf({ accepted: ["personalization", "measurement"] })).split(".")[1]!;
    const forged = await verify([head, other, signature].join("."), "--keys", keys, "--site", site);
    expect([forged.code, marks(forged)]).toEqual([1, "✗✓✓"]);
    const elsewhere = await verify(
      tokenOf(receiptOf({ site: "other-shop" })),
      "--keys",
      keys,
      "--site",
      site,
    );
    expect([elsewhere.code, marks(elsewhere)]).toEqual([1, "✓✗✗"]);
    const json = await verify(tokenOf(), "--keys", keys, "--json");
    expect(JSON.parse(json.out)).toMatchObject({ holds: true, receipt: { accepted: ["measurement"] } });
    const spelt = await verify([head, body, "A".repeat(85)].join("."), "--keys", keys);
    expect([spelt.code, spelt.errors]).toEqual([1, expect.stringMatching(/^this: it isn't a receipt/)]);
  });

  test.each<[string, () => Promise<readonly string[]>, RegExp]>([
    ["no such file", async () => ["nowhere.txt"], /^nowhere.txt: there is no such file/],
    [
      "a file without a receipt",
      async () => [await written("empty.txt", "hello")],
      /there is no receipt in it/,
    ],
    [
      "a file with several",
      async () => [await written("two.txt", `${tokenOf()}\n${tokenOf(receiptOf({ gpc: false }))}`)],
      /there are 2 tokens in it/,
    ],
    [
      "keys that are none",
      async () => [tokenOf(), "--keys", await written("k.json", "{}")],
      /no public Ed25519 key/,
    ],
    [
      "keys that aren't JSON",
      async () => [tokenOf(), "--keys", await written("k.txt", "x")],
      /expected public keys/,
    ],
    [
      "texts that were changed",
      async () => {
        const changed = texts.map((each) => ({ ...each, owner: { policyUrl: "/other" } }));
        return [tokenOf(), "--keys", keys, "--texts", await written("t.json", changed)];
      },
      /\[0\]\.hash: isn't that of these texts/,
    ],
    [
      "a site file that is wrong",
      async () => [
        tokenOf(),
        "--site",
        await written("bad.json", { version: 1, id: "x", consent: { retiredReceiptKeys: ["short"] } }),
      ],
      /consent\.retiredReceiptKeys\[0\]: expected a public key/,
    ],
  ])("invariant 9: %s", async (_, args, message) => {
    const { code, out, errors } = await verify(...(await args()));
    expect([code, out]).toEqual([expect.toSatisfy((number) => number === 1 || number === 2), ""]);
    expect(errors).toMatch(message);
  });
});

test("receipt key prints the key alone on the standard output, and beside it what to do with it", async () => {
  const { code, out, errors } = await run("receipt", "key");
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(out) as object)).toEqual(["kty", "crv", "x", "d"]);
  expect(errors).toContain("secret put RECEIPT_KEY");
  expect(errors).toContain(publicHalf(out));
  expect(errors).not.toContain((JSON.parse(out) as { d: string }).d);
});

test("receipt texts prints a hash for each language, which changes with what is asked", async () => {
  const { out } = await run("receipt", "texts", "--site", site);
  expect(out).toMatch(/^revision 1 +en +[\w-]{32}$/m);
  expect(new Set(texts.map(({ hash }) => hash)).size).toBe(texts.length);
  expect(texts.find(({ language }) => language === "en")).toMatchObject({
    site: "my-shop",
    revision: 1,
    texts: { question: { reject: "Reject" }, settings: { lang: "en" } },
    owner: { policyUrl: "/privacy" },
  });
});
