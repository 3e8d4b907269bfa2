import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFindings } from "../axe.ts";
import { type Harness, startHarness } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const PAGES = [
  "data",
  "segments",
  "blocks",
  "experiments",
  "experiments/short-form",
  "experiments/hero-video",
  "register",
  "privacy",
  "site",
  "simulator",
  "weekly",
];

test.each(PAGES)(
  "axe finds nothing wrong with %s, light and dark, on a desk and on a phone",
  async (name) => {
    const desk = await harness.open();
    await desk.go(`#/${name}?days=7`);
    // What is folded away is to be read, too.
    await desk.page.evaluate(() => {
      for (const each of document.querySelectorAll("main details:not(.custom)"))
        each.setAttribute("open", "");
    });
    for (const width of [1280, 375])
      for (const colorScheme of ["light", "dark"] as const) {
        await desk.page.setViewportSize({ width, height: 800 });
        await desk.page.emulateMedia({ colorScheme });
        // Only colours differ in the dark.
        const rules = colorScheme === "dark" ? [["color-contrast"]] : [];
        const { violations, passed } = await axeFindings(desk.page, "html", ...rules);
        expect([width, colorScheme, violations]).toEqual([width, colorScheme, []]);
        expect(passed).toBeGreaterThan(15);
        // Nothing stands beyond the edge of the screen.
        expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          width,
        );
      }
    expect(desk.complaints).toEqual([]);
    await desk.close();
  },
);
