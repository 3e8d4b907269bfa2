import { describe, expect, test } from "vitest";
import { dayOf } from "../../shared/day.ts";
import { context, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, cookie, hasDatabase, kept, type PageWindow, state } from "./stub.ts";

openAroundEach();

const DAY = 86_400_000;
const TODAY = dayOf(Date.now());
const asked = () => (window as unknown as PageWindow).firstLayer !== undefined;
/** Opens the page so many days later, by the browser's clock. */
const openAfter = async (days: number) => {
  // No page of ours is there while the clock is put in: it stands at 1970 for a moment.
  await page.goto("about:blank");
  await page.clock.setFixedTime(Date.now() + days * DAY);
  await page.goto(stub.origin);
};
/** That nobody is asked shows only after a while. */
const isAsked = async () => {
  await page.waitForTimeout(500);
  return page.evaluate(asked);
};
/** How many signals there have been, also that which goes out as the page is left. */
const signalsTillNow = async () => {
  await page.goto("about:blank");
  await page.waitForTimeout(300);
  return stub.signals().length;
};
const terms = (changed: object) => {
  stub.config = { ...stub.config, consent: { ...stub.config.consent, ...changed } };
};

describe("with the clock moved on", () => {
  test("a no isn't asked about again for 180 days, whatever the retention, and then it is", async () => {
    terms({ retention: 30 });
    await answered(context, stub, "-");
    await openAfter(179);
    expect(await isAsked()).toBe(false);
    await openAfter(180);
    await page.waitForFunction(asked);
  });

  test("invariant 1: a yes lasts for the retention; after it everything is erased, and it is asked for anew", async () => {
    terms({ retention: 30 });
    await answered(context, stub, "pm");
    await page.goto(stub.origin);
    await until(() => kept(page, "profile"));
    await openAfter(29);
    await until(async () => (await state(page, "visits")) === 2);
    expect(await page.evaluate(asked)).toBe(false);
    const signals = await signalsTillNow();
    await openAfter(30);
    await page.waitForFunction(asked);
    await until(async () => !(await hasDatabase(page)));
    expect(await cookie(context, "sv_v")).toBeUndefined();
    expect(stub.signals().length).toBe(signals);
  });

  test("invariant 1: a profile that is older than the retention is erased though its yes is not", async () => {
    terms({ retention: 30 });
    await answered(context, stub, "pm");
    await page.goto(stub.origin);
    await until(async () => (await kept(page, "profile"))?.sent);
    await page.evaluate(() => (window as unknown as PageWindow).selvedge("event", "cart", { value: 5 }));
    await until(async () => (await state(page, "spent")) === 5);
    await context.addCookies([{ name: "sv_c", value: `1.pm.1.${TODAY + 20}.0.1`, url: stub.origin }]);
    await openAfter(30);
    await until(async () => (await state(page, "spent")) === undefined);
    await until(async () => (await state(page, "views")) === 1);
    expect(await state(page, "visits")).toBe(1);
  });
});

test("invariant 1: another revision of the terms erases what was kept under the one before, and asks", async () => {
  await answered(context, stub, "pm");
  await page.goto(stub.origin);
  await until(() => kept(page, "profile"));
  terms({ revision: 2 });
  const signals = await signalsTillNow();
  await page.goto(`${stub.origin}/?later`);
  await page.waitForFunction(asked);
  await until(async () => !(await hasDatabase(page)));
  expect(stub.signals().length).toBe(signals);
});

test("invariant 1: Global Privacy Control that is switched on later ends a yes, erases, and asks nothing", async () => {
  await answered(context, stub, "pm");
  await page.goto(stub.origin);
  await until(() => kept(page, "profile"));
  await context.addInitScript(() =>
    Object.defineProperty(navigator, "globalPrivacyControl", { value: true }),
  );
  const signals = await signalsTillNow();
  await page.goto(`${stub.origin}/?later`);
  await until(async () => !(await hasDatabase(page)));
  expect(await isAsked()).toBe(false);
  expect(stub.signals().length).toBe(signals);
});
