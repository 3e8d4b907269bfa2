import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { answer, leaveForHalfAnHour, sayYes, settled, visit } from "./acts.ts";
import { startCachingProxy } from "./caching-proxy.ts";
import { launchBrowser, newVisitor, startShop, type Visitor } from "./harness.ts";

let shop: Selvedge;
let browser: Browser;

beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

async function browse(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/`);
  await sayYes(page);
  await visit(page, `${url}/rain/`);
  await visit(page, `${url}/pricing/`);
}

describe("invariant 2: no identifier leaves the device", () => {
  test("two visitors who do the same send the same bytes, but for the message number", async () => {
    const bodies: string[][] = [];
    for (const language of ["en-GB", "en-GB"]) {
      const visitor = await newVisitor(browser, { language });
      await browse(visitor.page, shop.url);
      const sent = (await visitor.sent()).filter(({ method }) => method === "POST");
      // How long pages took to paint is no count that two visitors have in common.
      const alike = sent.filter(({ body }) => !body!.includes('["vital"'));
      bodies.push(alike.map(({ body }) => body!.replace(/"message":"[0-9a-f]{32}"/, '"message":"*"')));
      await visitor.close();
    }
    expect(bodies[0]!.length).toBeGreaterThan(3);
    expect(bodies[0]!.toSorted()).toEqual(bodies[1]!.toSorted());
  });

  test("a message number is used once, and the configuration is the same for everybody", async () => {
    const numbers: string[] = [];
    const configurations: string[] = [];
    for (let visits = 0; visits < 2; visits++) {
      const visitor = await newVisitor(browser);
      visitor.page.on("response", async (response) => {
        if (response.url().endsWith("/config")) configurations.push(await response.text().catch(() => ""));
      });
      await browse(visitor.page, shop.url);
      for (const { body } of await visitor.sent())
        numbers.push(...(/"message":"([0-9a-f]{32})"/.exec(body ?? "")?.slice(1) ?? []));
      await visitor.close();
    }
    expect(numbers.length).toBeGreaterThan(3);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(new Set(configurations.filter((text) => text !== "")).size).toBe(1);
  });
});

describe("invariant 5: never leak a page", () => {
  test("two visitors and one without consent, through a cache that stores all it may", async () => {
    const proxy = await startCachingProxy(shop.url);
    try {
      const people: Visitor[] = [];
      for (let count = 0; count < 3; count++) people.push(await newVisitor(browser));
      const [one, two, none] = people as [Visitor, Visitor, Visitor];
      await browse(one.page, proxy.url);
      await two.page.goto(`${proxy.url}/camp/`);
      await sayYes(two.page);
      await none.page.goto(`${proxy.url}/`);
      await answer(none.page, "Reject");
      for (let round = 0; round < 3; round++) {
        for (const { page } of people) {
          await page.goto(`${proxy.url}/`);
          await settled(page);
        }
        expect(await one.page.locator(".because").innerText()).toMatch(/rain/i);
        expect(await two.page.locator(".because").innerText()).toMatch(/camp/i);
        expect(await none.page.locator(".because").count()).toBe(0);
        expect(await none.page.content()).not.toMatch(/Trade prices/);
        for (const path of ["/account.css", "/rain/x.css", "/art/hero-day.svg"])
          await none.page.request.get(proxy.url + path);
      }
      // The cache isn't idle: what is the same for everybody is stored.
      expect(proxy.hits()).toBeGreaterThan(10);
      for (const person of people) await person.close();
    } finally {
      await proxy.stop();
    }
  });

  test("pages that anybody's blocks could change are private for everybody; ours set no cookie", async () => {
    for (const headers of [{}, { cookie: "sv_c=1.pm.1.20000.0.1" }, { "user-agent": "Googlebot/2.1" }]) {
      const response = await fetch(shop.url, { headers });
      expect(response.headers.get("cache-control")).toBe("private, no-cache");
      expect(response.headers.get("etag")).toBeNull();
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  });
});

describe("invariant 7: the edge stores counts only", () => {
  test("nothing of a request is logged or stored", async () => {
    const canary = "canary7f3a";
    const own = await startShop();
    try {
      const visitor = await newVisitor(browser, { language: "en-GB" });
      await visitor.context.setExtraHTTPHeaders({
        "user-agent": `Mozilla/5.0 Chrome/156.0 ${canary}ua`,
        "x-forwarded-for": "203.0.113.77",
        "x-canary": canary,
      });
      await visitor.context.addCookies([{ name: "session", value: `${canary}cookie`, url: own.url }]);
      const { page } = visitor;
      await page.goto(`${own.url}/?utm_campaign=${canary}campaign&q=${canary}query`, {
        referer: `https://${canary}.example/`,
      });
      await sayYes(page);
      await visit(page, `${own.url}/rain/?${canary}=1`);
      await leaveForHalfAnHour(page);
      await visit(page, `${own.url}/`);
      await visitor.close();
      const kept = [...own.logs];
      const storage = join(own.folder, "storage");
      for (const entry of await readdir(storage, { recursive: true, withFileTypes: true })) {
        if (entry.isFile())
          kept.push((await readFile(join(entry.parentPath, entry.name))).toString("latin1"));
      }
      expect(kept.length).toBeGreaterThan(0);
      expect(kept.filter((text) => text.includes(canary) || text.includes("203.0.113.77"))).toEqual([]);
    } finally {
      await own.stop();
    }
  });
});
