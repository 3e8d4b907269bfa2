import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import { OWN_TEXTS, startHarness } from "./harness.ts";
import type { Harness } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const show = async (page: Page): Promise<Locator> => {
  await page.evaluate("widget.show(host)");
  const card = page.locator("section.card");
  await card.waitFor();
  return card;
};
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.textContent?.trim().slice(0, 40) ?? "";
  });

describe("asking", () => {
  test("the question is a named region that takes neither the focus nor the page's room", async () => {
    const { page, context } = await harness.open();
    await page.locator("#l3").focus();
    const before = await page.evaluate(() => document.body.getBoundingClientRect().toJSON());
    await show(page);
    expect(await page.getByRole("region", { name: "May we remember what you look at?" }).count()).toBe(1);
    expect(await focused(page)).toBe("Link 3");
    expect(await page.evaluate(() => document.body.getBoundingClientRect().toJSON())).toEqual(before);
    expect(await page.evaluate("calls")).toEqual([]);
    await context.close();
  });

  test("asked twice at once, and once more, it stands there once", async () => {
    const { page, context } = await harness.open();
    await page.evaluate("widget.show(host); widget.show(host)");
    await show(page);
    await page.evaluate("widget.show(host)");
    await page.waitForLoadState("networkidle");
    expect(await page.locator("section").count()).toBe(1);
    await context.close();
  });

  test("taken away while it still loads, it doesn't appear; asked again, it does", async () => {
    const { page, context } = await harness.open();
    await page.evaluate("widget.show(host); widget.hideFirstLayer()");
    await page.waitForLoadState("networkidle");
    expect(await page.locator("section").count()).toBe(0);
    await show(page);
    await page.evaluate("widget.hideFirstLayer()");
    expect(await page.locator("section").count()).toBe(0);
    expect(await page.evaluate("calls")).toEqual([]);
    await context.close();
  });

  test.each([
    ["ru-RU", "Согласиться"],
    ["pl", "Zgadzam się"],
    ["de-AT", "Zustimmen"],
    ["fr", "Accepter"],
    ["es-MX", "Aceptar"],
    ["uk", "Погодитися"],
    ["ar-EG", "أوافق"],
    ["sr", "Accept"],
    ["", "Accept"],
  ])("a page in %j is asked with %j", async (language, accept) => {
    const { page, context } = await harness.open({}, `language=${language}`);
    const card = await show(page);
    expect(await card.getByRole("button").first().textContent()).toBe(accept);
    await context.close();
  });

  test("texts that can't be loaded leave the page as it was, without an error of ours and without an answer", async () => {
    const { page, context } = await harness.open();
    const thrown: unknown[] = [];
    page.on("pageerror", (error) => thrown.push(error));
    await page.route("**/text.*", (route) => route.abort());
    await page.evaluate("widget.show(host)");
    await page.waitForLoadState("networkidle");
    expect(await page.locator("section").count()).toBe(0);
    expect(thrown).toEqual([]);
    expect(await page.evaluate("calls")).toEqual([]);
    await context.close();
  });
});

describe("answering", () => {
  test.each([
    [0, ["personalization", "measurement"]],
    [1, []],
  ])("button %i answers with %j, says so, and goes", async (at, purposes) => {
    const { page, context } = await harness.open();
    const card = await show(page);
    await card.locator(".answer").nth(at).click();
    expect(await page.evaluate("calls")).toEqual([purposes]);
    expect(await card.count()).toBe(0);
    expect(await page.getByRole("status").textContent()).toMatch(/^Saved/);
    await context.close();
  });

  test.each(WIDGET_LANGUAGES)(
    "accept and reject are equals in %s, at every width and colour",
    async (language) => {
      for (const width of [320, 375, 1280]) {
        for (const colorScheme of ["light", "dark"] as const) {
          const { page, context } = await harness.open(
            { viewport: { width, height: 667 }, colorScheme },
            `language=${language}`,
          );
          const card = await show(page);
          const [accept, reject] = await card.locator(".answer").evaluateAll((buttons) =>
            buttons.map((button) => {
              const { width, height } = button.getBoundingClientRect();
              const style = getComputedStyle(button);
              const names = [
                "color",
                "backgroundColor",
                "borderColor",
                "fontWeight",
                "fontSize",
                "opacity",
                "boxShadow",
              ] as const;
              return [
                Math.round(width),
                Math.round(height),
                button.tagName,
                button.getAttribute("part"),
                ...names.map((name) => style[name]),
              ];
            }),
          );
          expect(accept).toEqual(reject);
          expect(accept![0]).toBeGreaterThan(100);
          expect(accept![1]).toBeGreaterThanOrEqual(44);
          await context.close();
        }
      }
    },
  );

  test("a theme reaches the buttons only together", async () => {
    const { page, context } = await harness.open({ bypassCSP: true });
    await page.addStyleTag({
      content:
        ":root{--selvedge-accent:rgb(1,2,3)}selvedge-consent::part(answer){letter-spacing:3px}" +
        "selvedge-consent::part(answer):first-child,selvedge-consent::part(answer accept){font-weight:900}",
    });
    const card = await show(page);
    const styles = await card
      .locator(".answer")
      .evaluateAll((all) =>
        all.map((one) => [
          getComputedStyle(one).backgroundColor,
          getComputedStyle(one).letterSpacing,
          getComputedStyle(one).fontWeight,
        ]),
      );
    expect(styles).toEqual([
      ["rgb(1, 2, 3)", "3px", "600"],
      ["rgb(1, 2, 3)", "3px", "600"],
    ]);
    await context.close();
  });

  test.each(WIDGET_LANGUAGES)(
    "on a phone, in %s, the question leaves more than half of the page in sight",
    async (language) => {
      const { page, context } = await harness.open(
        { viewport: { width: 375, height: 667 } },
        `language=${language}`,
      );
      const box = (await (await show(page)).boundingBox())!;
      // Also in the widest of usual fonts; most leave more.
      expect(box.height / 667).toBeLessThan(0.5);
      await context.close();
    },
  );
});

describe("the keyboard", () => {
  test("Tab comes to the question first, passes through it and on to the page", async () => {
    const { page, context } = await harness.open();
    await show(page);
    const way: string[] = [];
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press("Tab");
      way.push(await focused(page));
    }
    expect(way).toEqual(["Privacy policy", "Accept", "Reject", "Choose in detail", "Link 0"]);
    await context.close();
  });

  test("the answer gives the focus back to where it came from", async () => {
    const { page, context } = await harness.open();
    await page.locator("#l0").focus();
    await show(page);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    expect(await focused(page)).toBe("Reject");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("calls")).toEqual([[]]);
    expect(await focused(page)).toBe("Link 0");
    await context.close();
  });

  test("what gets the focus on the page never lies below the question", async () => {
    const { page, context } = await harness.open({ viewport: { width: 375, height: 667 } });
    const card = await show(page);
    const edge = (await card.boundingBox())!.y;
    await page.locator("#l0").focus();
    for (let step = 0; step < 25; step++) {
      await page.keyboard.press("Tab");
      const bottom = await page.evaluate(() => document.activeElement!.getBoundingClientRect().bottom);
      expect(bottom).toBeLessThanOrEqual(edge);
    }
    await card.locator(".answer").first().click();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollPaddingBottom)).toBe(
      "auto",
    );
    await context.close();
  });

  test("the room for it follows when its text breaks otherwise", async () => {
    const { page, context } = await harness.open({ viewport: { width: 1280, height: 800 } });
    const card = await show(page);
    const room = () => page.evaluate(() => getComputedStyle(document.documentElement).scrollPaddingBottom);
    const wanted = async () => `${await card.evaluate((each) => (each as HTMLElement).offsetHeight + 32)}px`;
    await expect.poll(room).toBe(await wanted());
    const before = await wanted();
    await page.setViewportSize({ width: 320, height: 800 });
    await expect.poll(wanted).not.toBe(before);
    await expect.poll(room).toBe(await wanted());
    await context.close();
  });
});

describe("the owner's own texts", () => {
  test("stand in the place of ours, one by one, in both layers and on the way back", async () => {
    const { page, context, complaints } = await harness.open({}, "language=pl&own");
    const card = await show(page);
    expect(await card.getByRole("heading").textContent()).toBe("Nasze pytanie");
    expect(await card.getByRole("button").first().textContent()).toBe("Zgadzam się");
    await card.locator(".choose").click();
    const dialog = page.getByRole("dialog", { name: "Nasze ustawienia" });
    await dialog.waitFor();
    expect(await dialog.getByRole("switch", { name: "Dla Ciebie" }).count()).toBe(1);
    expect(await dialog.getByText("Tylko w tej przeglądarce").count()).toBe(1);
    expect(await page.locator(".back").getAttribute("title")).toMatch(/^Nasze ustawienia\n/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("bring languages that the widget doesn't have, and the way in which they are written", async () => {
    const { page, context } = await harness.open({}, "language=he-IL&own");
    const card = await show(page);
    expect([await card.getAttribute("lang"), await card.getAttribute("dir")]).toEqual(["he", "rtl"]);
    const box = (await card.boundingBox())!;
    expect(box.x + box.width).toBe(1280 - 20);
    const title = await page.locator(".back").getAttribute("title");
    expect(title!.split("\n", 1)).toEqual([OWN_TEXTS["he"]!.settings!.title]);
    await context.close();
  });

  test("that don't arrive: nobody is asked in other words, and the settings lead to a no all the same", async () => {
    const { page, context } = await harness.open({}, "language=pl&own");
    await page.route("**/texts/pl", (route) => route.abort());
    await page.evaluate("widget.show(host)");
    await page.waitForLoadState("networkidle");
    expect(await page.locator("section").count()).toBe(0);
    await page.locator(".back").click();
    await page.getByRole("button", { name: "Odrzuć wszystko" }).click();
    expect(await page.evaluate("calls")).toEqual([[]]);
    await context.close();
  });
});

describe.each([
  ["ar", "rtl"],
  ["en", "ltr"],
])("in %s", (language, direction) => {
  test(`both layers and the message are written ${direction}, whatever the page's direction`, async () => {
    for (const around of ["ltr", "rtl"]) {
      const { page, context } = await harness.open({ bypassCSP: true }, `language=${language}`);
      await page.evaluate((dir) => (document.documentElement.dir = dir), around);
      const card = await show(page);
      const edge = async (selector: string) => {
        const { x, width } = (await page.locator(selector).boundingBox())!;
        return direction === "ltr" ? x : 1280 - x - width;
      };
      expect(await edge("section.card")).toBe(20);
      await card.locator(".choose").click();
      expect(await page.locator("dialog").evaluate((it) => getComputedStyle(it).direction)).toBe(direction);
      await page.locator("footer .answer").nth(1).click();
      expect([await edge(".back"), await edge(".status")]).toEqual([16, 68]);
      await context.close();
    }
  });
});
