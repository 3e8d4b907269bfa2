import { afterAll, beforeAll, expect, test } from "vitest";
import { startHarness } from "./harness.ts";
import type { Harness } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

test.each(["light", "dark"] as const)(
  "the way back is a named round button in the corner, %s",
  async (colorScheme) => {
    const { page, context, complaints } = await harness.open({ colorScheme });
    const button = page.getByRole("button", { name: "Privacy settings" });
    const box = (await button.boundingBox())!;
    expect(box).toEqual({ x: 16, y: 720 - 16 - 40, width: 40, height: 40 });
    const { color, background } = await button.evaluate((it) => {
      const style = getComputedStyle(it);
      return { color: style.color, background: style.backgroundColor };
    });
    expect(color === "rgb(0, 0, 0)").toBe(colorScheme === "light");
    expect(background).not.toBe(color);
    await button.press("Enter");
    await page.locator("dialog").waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  },
);

test("it waits while the question covers its place, and is there again after the answer", async () => {
  const { page, context } = await harness.open();
  const button = page.locator(".back");
  await page.evaluate("widget.show(host)");
  await page.locator("section.card").waitFor();
  expect(await button.isVisible()).toBe(false);
  await page.getByRole("button", { name: "Reject" }).click();
  expect(await button.isVisible()).toBe(true);
  await context.close();
});
