import { describe, expect, test } from "vitest";
import { becomes, call, openAroundEach, page, stub } from "../opened.ts";
import type { PageWindow } from "../stub.ts";
import { decide, message, open, seconds, shown, shows, times } from "./stage.ts";

openAroundEach("pm");

/** Gives the page a second in which something could happen that must not. */
const stays = async (...ids: string[]) => {
  await seconds(1);
  expect(await shown()).toEqual(ids);
};

describe("when a message comes", () => {
  test("at once", async () => {
    decide([message("a")]);
    await open();
    await shows("a");
    expect(await times("a")).toBe(1);
  });

  test("after seconds in which the page is seen", async () => {
    decide([message("a", { triggers: [["time", 20]] })]);
    await open();
    await becomes("views", 1);
    await seconds(15);
    await stays();
    await seconds(10);
    await shows("a");
  });

  test("after an event, so many times", async () => {
    decide([message("a", { triggers: [["event", 2, "cart"]] })]);
    await open();
    await becomes("views", 1);
    await call("event", "cart", {});
    await call("event", "other", {});
    await stays();
    await call("event", "cart", {});
    await shows("a");
  });

  test("deep down in the page", async () => {
    decide([message("a", { triggers: [["scroll", 50]] })]);
    await open();
    await becomes("views", 1);
    await page.addStyleTag({ content: "main{block-size:5000px}" });
    await page.evaluate(() => scrollTo(0, 1000));
    await stays();
    await page.evaluate(() => scrollTo(0, 4000));
    await shows("a");
  });

  test("when nothing was done for a while", async () => {
    decide([message("a", { triggers: [["idle", 10]] })]);
    await open();
    await becomes("views", 1);
    await seconds(8);
    await page.keyboard.press("Shift");
    await seconds(8);
    await stays();
    await seconds(4);
    await shows("a");
  });

  test("when the pointer leaves through the top, not elsewhere", async () => {
    decide([message("a", { triggers: [["exit"]] })]);
    await open();
    await becomes("views", 1);
    const leave = (clientY: number) =>
      page.evaluate(
        (clientY) =>
          document.body.dispatchEvent(
            new PointerEvent("pointerout", { bubbles: true, pointerType: "mouse", clientX: 9, clientY }),
          ),
        clientY,
      );
    await leave(300);
    await stays();
    await leave(-1);
    await shows("a");
  });

  test("on the first page of a visit alone", async () => {
    decide([message("a", { triggers: [["visit"]], caps: { times: 5 } })]);
    await open();
    await shows("a");
    await page.reload();
    await becomes("views", 2);
    await stays();
  });

  test("when its condition becomes true on the open page, not if it was true before", async () => {
    const entered = message("a", { triggers: [["enter"]] });
    const before = message("b", { triggers: [["enter"]] });
    decide([before], [entered, before]);
    await open();
    await shows("a");
  });

  test("views without a load begin anew, and what isn't for them goes", async () => {
    stub.pages["/two"] = "";
    const later = message("b", { triggers: [["time", 3]] });
    decide([message("a"), later], [later]);
    await open();
    await shows("a");
    await page.evaluate(
      ([block]) => {
        history.pushState(null, "", "/two");
        (window as unknown as PageWindow).selvedge("decided", { segments: [], blocks: [block], lost: [] });
      },
      [later],
    );
    await shows();
    await seconds(5);
    await shows("b");
  });
});

describe("who isn't disturbed", () => {
  test("two never at once, the more important first", async () => {
    decide([message("first"), message("second")]);
    await open();
    await shows("first");
    await stays("first");
    await page.getByRole("button", { name: "Close" }).click();
    await seconds(2);
    await shows("second");
  });

  test("nobody who types, and nobody who is asked something", async () => {
    decide([message("a", { triggers: [["event", 1, "cart"]] })]);
    await open();
    await becomes("views", 1);
    await page.locator("#field").focus();
    await call("event", "cart", {});
    await stays();
    await page.evaluate(() => {
      const dialog = document.createElement("dialog");
      document.body.append(dialog);
      dialog.showModal();
    });
    await stays();
    await page.evaluate(() => document.querySelector("dialog")!.remove());
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await seconds(2);
    await shows("a");
  });

  test("nobody reads twice what two tabs would show", async () => {
    decide([message("a", { caps: { times: 1 }, triggers: [["event", 1, "cart"]] })]);
    await open();
    await becomes("views", 1);
    const other = await page.context().newPage();
    await other.goto(stub.origin);
    await becomes("views", 2);
    const cart = () => (window as unknown as PageWindow).selvedge("event", "cart", {});
    await Promise.all([page.evaluate(cart), other.evaluate(cart)]);
    const count = async () => {
      const counts = [page, other].map((each) => each.locator("selvedge-message").count());
      return (await Promise.all(counts)).reduce((sum, each) => sum + each, 0);
    };
    await expect.poll(count).toBe(1);
    await Promise.all(
      [page, other].map((each) => each.evaluate(() => new Promise((done) => setTimeout(done, 300)))),
    );
    expect([await count(), await times("a")]).toEqual([1, 1]);
  });
});

describe("on a phone", () => {
  test.each<[string, () => Promise<unknown>]>([
    [
      "scrolling up fast",
      async () => {
        await page.evaluate(() => scrollTo(0, 3000));
        await seconds(1);
        await stays();
        // However long the machine takes, it is one moment on the page's clock.
        await page.clock.setFixedTime(Date.now() + 60_000);
        await page.evaluate(async () => {
          const scrolled = new Promise((done) => addEventListener("scroll", done, { once: true }));
          scrollTo(0, 2990);
          await scrolled;
          scrollTo(0, 1000);
        });
      },
    ],
    [
      "coming back to the tab",
      () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))),
    ],
  ])("%s looks like leaving", async (_, leave) => {
    const devTools = await page.context().newCDPSession(page);
    await devTools.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    await devTools.send("Emulation.setDeviceMetricsOverride", {
      width: 375,
      height: 700,
      deviceScaleFactor: 1,
      mobile: true,
    });
    decide([message("a", { triggers: [["exit"]] })]);
    await open();
    await becomes("views", 1);
    await page.addStyleTag({ content: "main{block-size:5000px}" });
    await leave();
    await shows("a");
  });
});
