import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { context, openAroundEach, stub, until } from "./opened.ts";
import { answered, cookie, hasDatabase, type PageWindow, state } from "./stub.ts";

openAroundEach();

const TABS = 8;
const choose = (purposes: string[]) => (window as unknown as PageWindow).selvedge("consent", purposes);

/** Eight tabs of one visitor, with everything told that they have to tell. */
async function openTabs(): Promise<readonly Page[]> {
  await answered(context, stub, "pm");
  const tabs: Page[] = [];
  for (let count = 0; count < TABS; count++) {
    const tab = await context.newPage();
    await tab.goto(stub.origin);
    tabs.push(tab);
  }
  await until(async () => (await state(tabs[0]!, "views")) === TABS && (await cookie(context, "sv_v")));
  let before = -1;
  await until(async () => {
    const now = stub.signals().length;
    await tabs[0]!.waitForTimeout(300);
    const isStill = now === before;
    before = now;
    return isStill;
  });
  return tabs;
}

test.each([false, true])(
  "invariant 6: a no in one of eight tabs reaches all of them, and none sends anything afterwards; offline: %s",
  async (offline) => {
    const tabs = await openTabs();
    const bodies: (string | null)[] = [];
    context.on("request", (request) => {
      if (request.url().endsWith("/signals")) bodies.push(request.postData());
    });
    await context.setOffline(offline);
    await tabs[5]!.evaluate(choose, []);
    await until(async () => !(await hasDatabase(tabs[0]!)));
    expect(await cookie(context, "sv_c")).toMatch(/^1\.-\./);
    expect(await cookie(context, "sv_v")).toBeUndefined();
    for (const tab of tabs) {
      await tab.evaluate(() => {
        (window as unknown as PageWindow).selvedge("event", "cart", { value: 5 });
        history.pushState(null, "", "/later");
        dispatchEvent(new Event("pagehide"));
      });
    }
    await tabs[0]!.waitForTimeout(1200);
    await context.setOffline(false);
    await tabs[0]!.waitForTimeout(500);
    expect(bodies).toEqual([]);
    expect(await hasDatabase(tabs[0]!)).toBe(false);
    // A second yes begins with nothing.
    await tabs[2]!.evaluate(choose, ["personalization"]);
    await until(async () => ((await state(tabs[2]!, "views")) as number) > 0);
    expect(await state(tabs[2]!, "spent")).toBeUndefined();
  },
);

test("invariant 6: what reads where the way back is, and arrives only after a no, makes no database", async () => {
  await answered(context, stub, "pm");
  const page = await context.newPage();
  let arrive = () => {};
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/corner.js", async (route) => {
    await held;
    await route.continue();
  });
  const [asked] = await Promise.all([page.waitForRequest("**/corner.js"), page.goto(stub.origin)]);
  await until(() => hasDatabase(page));
  // The page has a way of its own by now, so that the part isn't told of the no.
  await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", "<a data-selvedge=preferences>"));
  await page.evaluate(choose, []);
  await until(async () => !(await hasDatabase(page)));
  arrive();
  await (await asked.response())!.finished();
  await page.locator("selvedge-consent .back").waitFor();
  expect(await hasDatabase(page)).toBe(false);
});
