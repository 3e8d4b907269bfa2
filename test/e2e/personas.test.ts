import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VISIT_IDLE_MINUTES } from "../../shared/limits.ts";
import type { PageDecision } from "../../shared/wire.ts";
import { bundledCatalog, shelfFor } from "../../tools/catalog/load.ts";
import { compiledSite } from "../../tools/compiled.ts";
import { loadPersona } from "../../tools/persona/read.ts";
import type { Persona, TimedEvent } from "../../tools/persona/schema.ts";
import { simulate } from "../../tools/persona/simulate.ts";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { launchBrowser, newVisitor, startShop } from "./harness.ts";
import { shopSite } from "./shop-site.ts";
import { storageOf } from "./storage.ts";

const PERSONAS = join(import.meta.dirname, "../personas");
const NAMES = readdirSync(PERSONAS).map((file) => file.replace(/\.json$/, ""));

let shop: Selvedge;
let browser: Browser;
const SITE = join(import.meta.dirname, "../site/site.json");
const site = await shopSite();
const shelf = shelfFor(await bundledCatalog(site, SITE));

beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

async function persona(name: string): Promise<Persona> {
  const read = await loadPersona(join(PERSONAS, `${name}.json`), site, Date.now());
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.value;
}

/** A decision without what messages say: in which language that is the page alone tells. */
function withoutWords(decision: PageDecision): PageDecision {
  const blocks = decision.blocks.map(({ message, ...block }) =>
    message ? { ...block, kind: message.kind } : block,
  );
  return { ...decision, blocks };
}

/** Does in Chromium what the persona did, at its times, and asks for its page; gives what it came to, and the decision there. */
async function playInChromium(who: Persona): Promise<{ path: string; decision: PageDecision }> {
  const visitor = await newVisitor(browser, { language: who.language ?? "en" });
  const { page, context } = visitor;
  let active = Number.NEGATIVE_INFINITY;
  /** Turns the clocks of the device and of the edge, and lets what ends with a pause end. */
  const turnTo = async (at: number) => {
    await context.clock.setFixedTime(at);
    // Cookies live by the browser's own clock.
    if (at - active >= VISIT_IDLE_MINUTES * 60_000) await context.clearCookies({ name: "sv_v" });
    active = at;
    const facts = { timezone: "UTC", ...who.context, now: new Date(at).toISOString() };
    await context.setExtraHTTPHeaders({ "selvedge-context": JSON.stringify(facts) });
  };
  for (const [index, { at, event }] of who.events.entries()) {
    await turnTo(at);
    await act(page, event, who.events[index - 1]?.event);
    if (index === 0) await choose(page, who.consent);
    // After an order the shop goes on by itself, and the tag tells the edge as it leaves.
    if (event.name !== "purchase") await quiet(page);
  }
  await turnTo(who.now);
  const response = await page.goto(shop.url + (who.path ?? "/"));
  const html = await response!.text();
  await visitor.close();
  const decision = JSON.parse(/id="selvedge-decision">(.*?)<\/script>/.exec(html)![1]!) as PageDecision;
  return { path: response!.url().slice(shop.url.length), decision: withoutWords(decision) };
}

/** Waits until nothing changes on the device any more, however busy the machine is. */
async function quiet(page: Page): Promise<void> {
  const kept = async () => JSON.stringify((await storageOf(page)).databases);
  for (let before = ""; ;) {
    const now = await kept();
    if (now === before) return;
    before = now;
    await page.waitForTimeout(300);
  }
}

/** Answers in whatever language the page asks, and waits until the edge knows. */
async function choose(page: Page, consent: Persona["consent"]): Promise<void> {
  if (consent === "unanswered") return;
  const isYes = consent.length > 0;
  const last = isYes ? "/signals" : "/consent";
  const told = page.waitForResponse((response) => response.url().endsWith(last));
  const name = isYes ? /^(Accept|Zgadzam się)$/ : /^(Reject|Nie zgadzam się)$/;
  await Promise.all([told, page.getByRole("button", { name }).click()]);
}

async function act(
  page: Page,
  { name, properties }: TimedEvent["event"],
  before: TimedEvent["event"] | undefined,
): Promise<void> {
  if (name === "cart")
    await page.locator(`[data-add-to-cart][data-sku="${String(properties["item"])}"]`).click();
  else if (name === "purchase") await page.locator("[data-checkout]").click();
  else if (name === "declare")
    await page.locator(`[data-selvedge-declare=outdoors][value=${String(properties["outdoors"])}]`).click();
  // The shop's own doing after an order.
  else if (before?.name === "purchase") await page.waitForURL(`${shop.url}${String(properties["path"])}`);
  else if (name === "view") await page.goto(shop.url + String(properties["path"]));
  else throw new Error(`no way to do ${name} in the shop`);
}

describe("a persona at the command line is the same visitor as in Chromium", () => {
  test("there are at least ten", () => expect(NAMES.length).toBeGreaterThanOrEqual(10));

  test.each(NAMES)("%s", async (name) => {
    const who = await persona(name);
    const seen = (path: string) => simulate(who, compiledSite(site), { host: "localhost", path }, shelf);
    const asked = who.path ?? "/";
    const { redirect } = seen(asked);
    const path = redirect && "to" in redirect ? redirect.to : asked;
    expect(await playInChromium(who)).toEqual({ path, decision: withoutWords(seen(path).decision) });
  });

  test("one of them is sent elsewhere", async () => {
    const who = await persona("for-you");
    const { redirect } = simulate(who, compiledSite(site), { host: "localhost", path: who.path! }, shelf);
    expect(redirect).toEqual({ to: "/camp/", blocks: ["for-you"] });
  });

  test("they differ in what they get", async () => {
    const all = await Promise.all(NAMES.map(persona));
    const decisions = all.map((who) =>
      JSON.stringify(
        simulate(who, compiledSite(site), { host: "localhost", path: who.path ?? "/" }, shelf).decision,
      ),
    );
    expect(new Set(decisions).size).toBeGreaterThanOrEqual(10);
  });
});
