import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayOf } from "../../../shared/day.ts";
import type { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import { kept } from "../stub.ts";
import { startHarness } from "./harness.ts";
import type { Harness, Visit } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const REMEMBER: Readonly<Record<(typeof WIDGET_LANGUAGES)[number], string>> = {
  en: "Remember",
  ru: "Запомнить",
  pl: "Zapamiętaj",
  de: "Merken",
  fr: "Retenir",
  es: "Recordar",
  uk: "Запам’ятати",
  ar: "تذكّر",
};
const TODAY = dayOf(Date.now());
/** Opens the page of somebody who permits personalization, or doesn't. */
async function open(purposes: string, query = "sensitive&p", language = "en"): Promise<Visit> {
  const visit = await harness.open({}, `${query}&language=${language}`);
  await visit.context.addCookies([{ name: "sv_c", value: `1.${purposes}.1.${TODAY}.0.1`, url: harness.url }]);
  await visit.page.evaluate((lang) => (document.documentElement.lang = lang), language);
  return visit;
}
const ask = (page: Page, said = "nuts") =>
  page.evaluate(`import("/_s/sensitive.js").then((it) => it.ask("/_s", "diet", ${JSON.stringify(said)}))`);
/** The answers in the profile, by attribute. */
const answers = async (page: Page) =>
  Object.fromEntries(
    Object.entries((await kept(page, "profile"))?.profile.attributes ?? {}).map(([id, { state }]) => [
      id,
      state,
    ]),
  );

describe("in the settings", () => {
  test("each is a switch of its own, off at first, that acts at once and answers for itself alone", async () => {
    const { page, context, complaints } = await open("p");
    await page.evaluate("host.settings()");
    const diet = page.getByRole("switch", { name: "What you don’t eat" });
    const faith = page.getByRole("switch", { name: "Holidays that you keep" });
    await diet.waitFor();
    expect([await diet.isChecked(), await faith.isChecked()]).toEqual([false, false]);
    await diet.click();
    await page.getByText("From now on this is kept in this browser.").waitFor();
    expect(await answers(page)).toEqual({ diet: { day: TODAY, yes: true } });
    expect(await page.evaluate("calls")).toEqual([]);
    await page.getByRole("button", { name: "Close without saving" }).click();
    await page.evaluate("host.settings()");
    await diet.waitFor();
    expect([await diet.isChecked(), await faith.isChecked()]).toEqual([true, false]);
    await diet.click();
    await page.getByText("Erased. It isn’t kept any more.").waitFor();
    expect(await answers(page)).toEqual({ diet: { day: TODAY, yes: false } });
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("accepting all doesn't include any", async () => {
    const { page, context } = await open("p");
    await page.evaluate("host.settings()");
    await page.getByRole("switch", { name: "What you don’t eat" }).waitFor();
    await page.getByRole("button", { name: "Accept all" }).click();
    expect(await page.evaluate("calls")).toEqual([["personalization", "measurement"]]);
    expect(await answers(page)).toEqual({});
    await context.close();
  });

  test("without personalization they can't be switched on, and it is said why", async () => {
    const { page, context } = await open("m", "sensitive&m");
    await page.evaluate("host.settings()");
    const diet = page.getByRole("switch", { name: "What you don’t eat" });
    await diet.waitFor();
    expect([await diet.isDisabled(), await diet.isChecked()]).toEqual([true, false]);
    expect(await page.getByText("First switch on personalization").count()).toBe(1);
    await context.close();
  });

  test("a site without any loads nothing for it", async () => {
    const { page, context } = await open("p", "p");
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    await page.evaluate("host.settings()");
    await page.locator("dialog").waitFor();
    expect(loaded.filter((path) => path.includes("sensitive"))).toEqual([]);
    await context.close();
  });

  test("invariant 1: permission that was taken back meanwhile, in another tab, keeps nothing", async () => {
    const { page, context } = await open("p");
    await page.evaluate("host.settings()");
    const diet = page.getByRole("switch", { name: "What you don’t eat" });
    await diet.waitFor();
    await context.addCookies([{ name: "sv_c", value: `1.-.1.${TODAY}.0.2`, url: harness.url }]);
    await diet.click();
    await page.getByText("That didn’t work. Please try again.").waitFor();
    expect(await diet.isChecked()).toBe(false);
    expect(await answers(page)).toEqual({});
    await context.close();
  });
});

describe("the question after something was declared", () => {
  test.each(Object.entries(REMEMBER))(
    "asks in %s with two answers that are equals, and takes no focus",
    async (language, remember) => {
      const { page, context, complaints } = await open("p", "p", language);
      await page.locator("#l3").focus();
      await ask(page);
      const card = page.getByRole("region");
      await card.getByRole("heading").waitFor();
      expect(await card.getByRole("link").getAttribute("href")).toBe("/privacy");
      expect(await card.getByRole("button").first().textContent()).toBe(remember);
      const [yes, no] = await card.getByRole("button").evaluateAll((all) =>
        all.map((one) => {
          const { color, backgroundColor, fontWeight, fontSize } = getComputedStyle(one);
          const { width, height } = one.getBoundingClientRect();
          return [color, backgroundColor, fontWeight, fontSize, Math.round(width), Math.round(height)];
        }),
      );
      expect(yes).toEqual(no);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("l3");
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  test("a yes is kept, and what was declared is declared anew", async () => {
    const { page, context } = await open("p");
    await page.evaluate("window.selvedge = (...call) => calls.push(call)");
    await ask(page);
    await page.getByRole("button", { name: "Remember", exact: true }).click();
    await page.getByText("From now on this is kept in this browser.").waitFor();
    expect(await answers(page)).toEqual({ diet: { day: TODAY, yes: true } });
    expect(await page.evaluate("calls")).toEqual([["declare", "diet", "nuts"]]);
    await ask(page, "milk");
    expect(await page.locator("section").count()).toBe(0);
    await context.close();
  });

  test("a no is kept, and not asked about again for 180 days", async () => {
    const { page, context } = await open("p");
    await ask(page);
    await page.getByRole("button", { name: "Don’t remember" }).click();
    await page.getByText("All right, it isn’t kept.").waitFor();
    expect(await answers(page)).toEqual({ diet: { day: TODAY, yes: false } });
    await ask(page, "milk");
    expect(await page.locator("section").count()).toBe(0);
    await context.close();
  });
});
