import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { answer, openSettings, sayYes, settled, statesOf, visit } from "./acts.ts";
import { launchBrowser, newVisitor, startShop, type Visitor, type VisitorOptions } from "./harness.ts";
import { OURS } from "./shop-site.ts";
import { NOTHING, storageOf } from "./storage.ts";
import { visitorsOfTest } from "./visitors.ts";

let shop: Selvedge;
let browser: Browser;
const visitors = visitorsOfTest();

beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

async function arrive(options: VisitorOptions = {}): Promise<Visitor> {
  const visitor = await newVisitor(browser, options);
  visitors.push(visitor);
  return visitor;
}

/** What went to the endpoints: method and path, without the scripts that a page loads. */
async function told(visitor: Visitor): Promise<string[]> {
  const sent = (await visitor.sent()).filter(({ url }) => new URL(url).pathname.startsWith(OURS));
  return sent
    .map(({ method, url }) => `${method} ${new URL(url).pathname.slice(OURS.length)}`)
    .filter((line) => !line.endsWith(".js"));
}

describe("invariant 1: nothing before yes", () => {
  test("whatever the visitor does before answering, nothing is stored and nothing of it is sent", async () => {
    const visitor = await arrive();
    const { page } = visitor;
    await page.goto(`${shop.url}/?utm_source=instagram&utm_campaign=spring`);
    await page.getByRole("button", { name: "Accept", exact: true }).waitFor();
    await page.goto(`${shop.url}/rain/`);
    await page.goto(`${shop.url}/`);
    await page.getByRole("button", { name: "Hiking" }).click();
    await page.mouse.wheel(0, 3000);
    await page.waitForTimeout(1000);
    expect(await storageOf(page)).toEqual(NOTHING);
    expect(new Set(await told(visitor))).toEqual(new Set(["GET config"]));
    for (const { url, headers } of await visitor.sent()) {
      expect([url, headers["cookie"]]).toEqual([url, undefined]);
      if (url.endsWith("/config")) expect(headers["referer"] ?? "").toBe("");
    }
    expect(visitor.errors).toEqual([]);
  });

  test("after a no there is the choice and nothing else, and pages ask nothing of the edge", async () => {
    const visitor = await arrive();
    const { page } = visitor;
    await page.goto(shop.url);
    await answer(page, "Reject");
    const { cookies, local, ...rest } = await storageOf(page);
    expect({ ...rest, cookies: {}, local: {} }).toEqual(NOTHING);
    // The receipt of the choice, once it is there.
    expect(Object.keys(local).filter((name) => name !== "selvedge-receipt")).toEqual([]);
    expect(Object.keys(cookies)).toEqual(["sv_c"]);
    expect(cookies["sv_c"]).toMatch(/^1\.-\.1\.\d{5}\.0\.1$/);
    visitor.forget();
    await page.goto(`${shop.url}/rain/`);
    await page.goto(`${shop.url}/`);
    await page.waitForTimeout(800);
    expect(await told(visitor)).toEqual([]);
    expect(await page.getByRole("button", { name: "Accept", exact: true }).count()).toBe(0);
    expect(Object.keys((await storageOf(page)).cookies)).toEqual(["sv_c"]);
  });

  test("a yes records the current page, nothing earlier", async () => {
    const { page } = await arrive();
    await page.goto(`${shop.url}/camp/`);
    await page.goto(`${shop.url}/rain/`);
    await sayYes(page);
    const states = await statesOf(page);
    expect(states["visits"]).toBe(1);
    expect(JSON.stringify(states["favourite"])).toContain("rain");
    expect(JSON.stringify(states["favourite"])).not.toContain("camp");
    expect(Object.keys((await storageOf(page)).cookies).sort()).toEqual(["sv_c", "sv_p", "sv_v"]);
  });

  test("Global Privacy Control: no question, nothing kept; the settings say that it is honoured; a yes there wins", async () => {
    const visitor = await arrive({ gpc: true });
    const { page } = visitor;
    await page.goto(shop.url);
    await page.waitForTimeout(1200);
    expect(await page.getByRole("button", { name: "Accept", exact: true }).count()).toBe(0);
    expect(await storageOf(page)).toEqual(NOTHING);
    await openSettings(page);
    await page.getByText("Opt-out preference signal honored").waitFor();
    await page.getByRole("button", { name: "Accept all" }).click();
    await settled(page);
    expect((await storageOf(page)).cookies["sv_c"]).toMatch(/^1\.pm\.1\.\d{5}\.1\.1$/);
    expect((await statesOf(page))["visits"]).toBe(1);
  });

  test("one purpose alone: measurement keeps no profile and gets no projection, personalization counts nothing", async () => {
    for (const [off, cookies, keys] of [
      ["Personalization", ["sv_c"], []],
      ["Measurement", ["sv_c", "sv_p", "sv_v"], ["profile"]],
    ] as const) {
      const visitor = await arrive();
      const { page } = visitor;
      await page.goto(shop.url);
      await page.getByRole("button", { name: "Choose in detail" }).click();
      const wanted = off === "Personalization" ? "Measurement" : "Personalization";
      await page.getByRole("switch", { name: wanted }).click();
      await page.getByRole("button", { name: "Save choice" }).click();
      await settled(page);
      await page.waitForTimeout(500);
      const stored = await storageOf(page);
      expect(Object.keys(stored.cookies).sort()).toEqual([...cookies]);
      const records = (stored.databases["selvedge/kept"] ?? []).filter(
        ([key, value]) => key === "profile" || (value as unknown[]).length > 0,
      );
      expect(records.map(([key]) => key)).toEqual([...keys]);
      const bodies = (await visitor.sent())
        .filter(({ url }) => url.endsWith("/signals"))
        .map(({ body }) => JSON.parse(body!) as object);
      expect(bodies.length).toBeGreaterThan(0);
      for (const body of bodies) {
        expect("now" in body).toBe(off === "Measurement");
        expect("counts" in body).toBe(off === "Personalization");
      }
    }
  });
});

describe("invariant 6: revoking is complete in every tab", () => {
  test.each([false, true])("offline: %s", async (offline) => {
    const visitor = await arrive();
    const { page, context } = visitor;
    await page.goto(`${shop.url}/rain/`);
    await sayYes(page);
    const other = await visitor.open();
    await visit(other, `${shop.url}/`);
    await openSettings(other);
    await other.getByRole("button", { name: "Reject all" }).waitFor();
    await context.setOffline(offline);
    visitor.forget();
    await other.getByRole("button", { name: "Reject all" }).click();
    // How long that takes is measured by a bench.
    for (const tab of [page, other])
      await vi.waitFor(async () => expect((await storageOf(tab)).databases).toEqual({}), { timeout: 15_000 });
    for (const tab of [page, other]) {
      const { cookies } = await storageOf(tab);
      expect(cookies["sv_c"]).toMatch(/^1\.-\./);
      expect(cookies["sv_v"]).toBeUndefined();
    }
    // What happens afterwards is neither kept nor sent.
    await page.bringToFront();
    await page
      .getByRole("link", { name: /tarn shell/i })
      .first()
      .hover();
    await page.mouse.wheel(0, 2000);
    await page.waitForTimeout(700);
    expect((await told(visitor)).filter((line) => line !== "POST consent")).toEqual([]);
    expect((await storageOf(page)).databases).toEqual({});
    await context.setOffline(false);
    const { headers } = await (await page.goto(`${shop.url}/`))!
      .request()
      .response()
      .then(async (response) => ({ headers: await response!.allHeaders() }));
    expect(headers["server-timing"]).toContain("personalized");
    expect(await page.locator(".because").count()).toBe(0);
  });

  test("what was erased never comes back by an answer that was on its way", async () => {
    const visitor = await arrive();
    const { page, context } = visitor;
    await page.goto(`${shop.url}/rain/`);
    await sayYes(page);
    // The next signal's answer is held back until everything has been erased.
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await context.route("**/_selvedge/signals", async (route) => {
      const response = await route.fetch();
      await held;
      await route.fulfill({ response }).catch(() => undefined);
    });
    await page.goto(`${shop.url}/products/tarn-shell.html`);
    await page.getByRole("button", { name: /add to basket/i }).click();
    await page.waitForTimeout(500);
    await openSettings(page);
    await page.getByRole("button", { name: "Reject all" }).click();
    await page.waitForTimeout(200);
    release();
    await page.waitForTimeout(500);
    expect((await storageOf(page)).databases).toEqual({});
    // A second yes starts with nothing, whatever cookie came back.
    await context.unroute("**/_selvedge/signals");
    await page.goto(`${shop.url}/privacy/`);
    await openSettings(page);
    await page.getByRole("button", { name: "Accept all" }).click();
    await settled(page);
    expect(JSON.stringify((await statesOf(page))["favourite"]) ?? "").not.toContain("rain");
    await visit(page, `${shop.url}/`);
    expect(await page.locator(".because").count()).toBe(0);
  });
});
