import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import ROWS from "../vectors/policies.json";
import { sayYes } from "./acts.ts";
import { launchBrowser, newVisitor, startShop } from "./harness.ts";

/** Policies and what becomes of the tag under them; test/worker/page/policy.test.ts holds the Worker to the same rows. */
interface Row {
  readonly policies: readonly string[];
  readonly tag: string;
  readonly nonce?: string;
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

describe("what the Worker reads out of policies is what Chromium does", () => {
  /** Asks for a part and for the edge, as the tag does. */
  const TAG = `{
    const base = new URL(".", document.currentScript.src).href;
    const did = (promise) => promise.then(() => true, () => false);
    window.did = Promise.all([did(import(base + "widget.js")), did(fetch(base + "config"))]);
  }`;
  let server: Server;
  let port: number;
  let row: Row;
  let page: Page;

  beforeAll(async () => {
    server = createServer(({ url, headers }, response) => {
      if (url === "/_selvedge/tag.js") return response.setHeader("content-type", "text/javascript").end(TAG);
      if (url !== "/") return response.setHeader("content-type", "text/javascript").end("0");
      const { policies, nonce } = row;
      const written = policies.map((policy) => policy.replaceAll("{host}", headers.host!));
      response.setHeader("content-type", "text/html; charset=utf-8");
      if (written.length > 0) response.setHeader("content-security-policy", written);
      const attribute = nonce === undefined ? "" : ` nonce="${nonce}"`;
      return response.end(
        `<!doctype html><html lang=en><head><script async src="/_selvedge/tag.js"${attribute}></script><title>x</title>`,
      );
    });
    port = await listen(server);
    page = await browser.newPage();
  });
  afterAll(async () => {
    await page.close();
    server.close();
  });

  test.each((ROWS as readonly Row[]).map((each) => [each.policies.join(" | "), each] as const))(
    "%s",
    async (_, each) => {
      row = each;
      await page.goto(`http://shop.localhost:${port}/`);
      const did = await page.evaluate(() => (window as unknown as { did?: Promise<boolean[]> }).did);
      const [loads, asks] = did ?? [];
      const found = !loads ? "script-src" : !asks ? "connect-src" : "in";
      // A sandbox keeps the tag from the one or the other.
      expect(found === "in" ? "in" : each.tag === "sandbox" ? "sandbox" : found).toBe(each.tag);
    },
  );
});

describe("invariant 4: behind the Worker, a page with a strict policy", () => {
  let policy: string;
  let meta = "";
  let origin: Server;
  let shop: Selvedge;

  beforeAll(async () => {
    origin = createServer((_, response) => {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.setHeader("content-security-policy", policy);
      response.end(
        `<!doctype html><html lang="en"><head>${meta}<title>x</title></head><body><h1>Hello</h1></body></html>`,
      );
    });
    shop = await startShop({ origin: `http://127.0.0.1:${await listen(origin)}` });
  });
  afterAll(async () => {
    await shop.stop();
    origin.close();
  });

  const TYPES =
    "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; connect-src 'self'";
  test.each([
    ["a nonce", `default-src 'none'; script-src 'nonce-n1'; ${TYPES}`, ""],
    [
      "a nonce that hands on its trust",
      `script-src 'nonce-n1' 'strict-dynamic'; object-src 'none'; ${TYPES}`,
      "",
    ],
    ["its own address", `default-src 'none'; script-src 'self'; ${TYPES}`, ""],
    [
      "a nonce in a meta element",
      TYPES,
      `<meta http-equiv="Content-Security-Policy" content="script-src 'nonce-n2' 'strict-dynamic'">`,
    ],
  ])("that trusts %s asks for consent, and says yes to the edge", async (_, header, element) => {
    policy = header;
    meta = element;
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    const violations: string[] = [];
    page.on("console", (message) => violations.push(message.text()));
    await page.goto(shop.url);
    const signal = page.waitForResponse((response) => response.url().endsWith("/signals"));
    await sayYes(page);
    expect((await signal).status()).toBe(200);
    expect([violations, visitor.errors]).toEqual([[], []]);
    await visitor.close();
  });

  test.each(["script-src 'sha256-abc='", "default-src 'none'; script-src 'self'"])(
    "%s isn't given the tag in vain",
    async (header) => {
      policy = header;
      meta = "";
      const visitor = await newVisitor(browser);
      const answer = await visitor.page.goto(shop.url);
      expect(answer!.headers()["server-timing"]).toMatch(/-src blocks the tag/);
      expect(visitor.errors).toEqual([]);
      expect((await visitor.sent()).filter(({ url }) => url.includes("/_selvedge/"))).toEqual([]);
      await visitor.close();
    },
  );
});
