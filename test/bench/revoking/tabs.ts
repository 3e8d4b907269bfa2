import type { Page } from "playwright-core";
import { answered, hasDatabase, openBrowser, openStub } from "../../client/stub.ts";

const TABS = 8;
const POLLED_MILLISECONDS = 5;

/** Opens eight tabs of a visitor who has said yes, says no in one, and returns after how many milliseconds all is over. */
export async function newVisitorTabs(offline: boolean): Promise<number> {
  const [stub, browser] = await Promise.all([openStub(), openBrowser()]);
  try {
    const context = await browser.newContext();
    await answered(context, stub, "pm");
    // Each tab notes when it heard that nothing is permitted, on the clock that all of them share.
    await context.addInitScript(() =>
      document.addEventListener("selvedge:consent", (event) => {
        if ((event as CustomEvent<unknown[]>).detail.length === 0)
          Object.assign(window, { obeyed: Date.now() });
      }),
    );
    const tabs: Page[] = [];
    for (let count = 0; count < TABS; count++) {
      const tab = await context.newPage();
      await tab.goto(stub.origin);
      await tab.waitForTimeout(500);
      tabs.push(tab);
    }
    await context.setOffline(offline);
    const began = await tabs[0]!.evaluate(() => {
      const now = Date.now();
      (window as unknown as { selvedge: (...call: unknown[]) => void }).selvedge("consent", []);
      return now;
    });
    const polled = async (): Promise<number> => {
      while (await hasDatabase(tabs[0]!)) await tabs[0]!.waitForTimeout(POLLED_MILLISECONDS);
      return tabs[0]!.evaluate(() => Date.now());
    };
    const obeyed = tabs.map(async (tab) => {
      // Tabs behind others draw no frames, by which Playwright would look by default.
      await tab.waitForFunction(() => "obeyed" in window, undefined, { polling: POLLED_MILLISECONDS });
      return tab.evaluate(() => (window as unknown as { obeyed: number }).obeyed);
    });
    return Math.max(await polled(), ...(await Promise.all(obeyed))) - began;
  } finally {
    await browser.close();
    await stub.close();
  }
}
