import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, newVisitor, type PastedShop, startPastedShop } from "./harness.ts";
import { visitorsOfTest } from "./visitors.ts";

// Rows that find nothing to recommend, in pages from the edge and in pages that the tag was pasted into.

let shop: PastedShop;
let browser: Browser;
const visitors = visitorsOfTest();

beforeAll(async () => {
  const site = (file: Record<string, unknown>) => {
    const row = (categories: readonly string[], priority: number) => ({
      pages: ["/"],
      target: "[data-slot=business]",
      op: "content",
      priority,
      recommend: {
        strategy: ["trending", "newest"],
        filter: { categories },
        item: "<b>{{title}}</b>",
        show: 1,
      },
    });
    Object.assign(file["blocks"] as object, {
      submarines: row(["submarines"], 3),
      boats: row(["boats"], 2),
      words: {
        pages: ["/"],
        target: "[data-slot=business]",
        op: "content",
        priority: 1,
        html: "<p>By post</p>",
      },
    });
  };
  [shop, browser] = await Promise.all([startPastedShop({ site }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

test.each(["edge", "pasted"] as const)("the next block for the place steps in: %s", async (mode) => {
  const visitor = await newVisitor(browser);
  visitors.push(visitor);
  const { page, errors } = visitor;
  await page.goto(mode === "edge" ? shop.url : shop.pasted);
  await expect
    .poll(() => page.locator("[data-slot=business]").innerText(), { timeout: 10_000 })
    .toBe("By post");
  const lost = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const { selvedge } = window as unknown as { selvedge(...call: unknown[]): void };
        selvedge("decision", (decision: { lost: readonly { id: string; reason: string }[] }) =>
          resolve(decision.lost.filter(({ id }) => /^(?:submarines|boats)$/.test(id))),
        );
      }),
  );
  expect(lost).toEqual(["submarines", "boats"].map((id) => ({ id, reason: "empty" })));
  expect(errors).toEqual([]);
});
