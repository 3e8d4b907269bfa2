import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf } from "../../shared/day.ts";
import { makeToken } from "../../tools/attested-token.ts";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { sayYes, statesOf, visit } from "./acts.ts";
import { launchBrowser, newVisitor, startShop } from "./harness.ts";

const SITE = "attested-shop";

/** What the shop's own server puts into the head of its pages, by path. */
const heads: Record<string, string> = {};
const server = createServer((request, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(
    `<!doctype html><html lang="en"><head>${heads[request.url!] ?? ""}</head><body><h1>Hello</h1></body></html>`,
  );
});

let selvedge: Selvedge;
let browser: Browser;
let tokenOf: (values: Record<string, string>, secret?: string) => string;

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const site = (site: Record<string, unknown>) => {
    for (const key of Object.keys(site)) delete site[key];
    Object.assign(site, {
      version: 1,
      id: SITE,
      attributes: { stage: { attested: ["lead", "customer"] } },
      segments: { customers: { when: { stage: "customer" } } },
      blocks: { greeting: { target: "h1", op: "text", text: "Hello, {{stage}}", when: "customers" } },
    });
  };
  [selvedge, browser] = await Promise.all([startShop({ origin, site }), launchBrowser()]);
  const own = await readFile(join(selvedge.folder, "attest-secret"), "utf8");
  tokenOf = (values, secret = own) => makeToken({ values, until: dayOf(Date.now()) + 7 }, secret, SITE);
});
afterAll(async () => {
  await browser?.close();
  await selvedge?.stop();
  server.close();
});

const meta = (token: string) => `<meta name="selvedge-attested" content="${token}">`;

test("what the shop's server vouches for greets the visitor by the first byte of the next page, till it is taken back", async () => {
  heads["/in"] = meta(tokenOf({ stage: "customer" }));
  heads["/out"] = meta("");
  heads["/forged"] = meta(tokenOf({ stage: "lead" }, "guessed"));
  const visitor = await newVisitor(browser);
  const { page } = visitor;
  const greeting = () => page.locator("h1").textContent();

  await page.goto(`${selvedge.url}/in`);
  expect(await greeting()).toBe("Hello");
  await sayYes(page);
  await visit(page, `${selvedge.url}/`);
  expect(await greeting()).toBe("Hello, customer");
  const html = await (await visitor.context.request.get(`${selvedge.url}/`)).text();
  expect(html).toContain("<h1>Hello, customer</h1>");
  const me = (await (await visitor.context.request.get(`${selvedge.url}/_selvedge/me`)).json()) as {
    projection: { attributes: object[] };
  };
  expect(me.projection.attributes).toMatchObject([{ id: "stage", bucket: { values: ["customer"] } }]);

  await visit(page, `${selvedge.url}/forged`);
  await visit(page, `${selvedge.url}/`);
  expect(await greeting()).toBe("Hello, customer");

  await visit(page, `${selvedge.url}/out`);
  await visit(page, `${selvedge.url}/`);
  expect(await greeting()).toBe("Hello");
  expect(await statesOf(page)).toEqual({ stage: ["", 0, null] });
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});
