import { readFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { head, serveLayered, thrown } from "../client/layered.ts";
import { becomes, call, context, openAroundEach, page, stub, until } from "../client/opened.ts";
import { answered } from "../client/stub.ts";

// The recipes of docs/other-tools.md, as owners copy them, beside what Segment's snippet and library do with them.

const DOCS = readFileSync("docs/other-tools.md", "utf8");
const recipe = (name: string) =>
  new RegExp(`<!-- recipe: ${name} -->\\s+\`\`\`js\\n([^]*?)\`\`\``).exec(DOCS)![1]!;

/** Stands in for Segment: its snippet queues calls in order, its library, when it comes, does them in that order. */
const SEGMENT = `<script>
const queue = [];
const listeners = [];
window.tracked = [];
window.analytics = {
  on: (...all) => queue.push(["on", all]),
  track: (...all) => queue.push(["track", all]),
  page: () => {},
};
window.library = () => {
  analytics.on = (_, listener) => listeners.push(listener);
  analytics.track = (...all) => { tracked.push(all); listeners.forEach((each) => each(...all)); };
  queue.forEach(([method, all]) => analytics[method](...all));
};
</script>`;
const SHELL = { product_id: "tarn-shell", category: "rain", price: 100 };

openAroundEach();
beforeEach(() => serveLayered([]));

const track = (name: string, properties?: object) =>
  page.evaluate(
    ([name, properties]) =>
      (window as unknown as { analytics: { track(...all: unknown[]): void } }).analytics.track(
        name,
        properties,
      ),
    [name, properties] as const,
  );

test("what is tracked with Segment counts here, with what was tracked before its library came", async () => {
  await answered(context, stub, "pm");
  stub.pages["/"] = head(
    `${SEGMENT}<script>${recipe("track")}</script>
    <script>analytics.track("Product Added", ${JSON.stringify(SHELL)}); library();</script>`,
  );
  await page.goto(stub.origin);
  await becomes("cartValue", 100);
  await track("Product Viewed", SHELL);
  await becomes("looked", "rain");
  await track("Product Added", { ...SHELL, quantity: 2 });
  await becomes("cartValue", 300);
  await track("Product Removed", SHELL);
  await becomes("cartValue", 200);
  await track("Products Searched", { query: "hat" });
  await becomes("term", "hat");
  await track("Something Else");
  await track("constructor");
  await track("Order Completed", { order_id: "4711", revenue: 200, products: [SHELL] });
  await becomes("orders", 1);
  await becomes("cartValue", undefined);
  expect(await thrown()).toEqual([]);
});

test("segments are passed on once they are known and measurement is permitted, each time once", async () => {
  const tracked = () => page.evaluate(() => (window as unknown as { tracked: unknown[] }).tracked);
  // What is decided here the test says alone.
  stub.answer = () => ({ status: 200, body: { counted: true } });
  stub.pages["/"] = `${head(
    `${SEGMENT}<script>window.selvedge ??= function () { (selvedge.q ??= []).push(arguments) };
    ${recipe("segments")}; library();</script>`,
  )}<script type="application/json" id="selvedge-decision">{"segments":["returning"],"blocks":[],"lost":[]}</script>`;
  await page.goto(stub.origin);
  await page.waitForFunction("window.firstLayer");
  expect(await tracked()).toEqual([]);
  await call("consent", ["measurement"]);
  await until(async () => (await tracked()).length > 0);
  await call("decided", { segments: ["returning"], blocks: [], lost: [] });
  await call("decided", { segments: ["returning", "buyer"], blocks: [], lost: [] });
  await until(async () => (await tracked()).length > 1);
  expect(await tracked()).toEqual([
    ["Segments Matched", { segments: "returning" }],
    ["Segments Matched", { segments: "returning,buyer" }],
  ]);
  expect(await thrown()).toEqual([]);
});
