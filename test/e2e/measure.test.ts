import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Count } from "../../shared/wire.ts";
import { answer, sayYes, settled, visit } from "./acts.ts";
import { launchBrowser, newVisitor, type PastedShop, startPastedShop, type Visitor } from "./harness.ts";
import { storageOf } from "./storage.ts";

let shop: PastedShop;
let browser: Browser;

beforeAll(async () => {
  [shop, browser] = await Promise.all([startPastedShop(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

/** What a visitor has told of cohorts; where the tag is pasted a signal stands in what goes for cookies. */
async function told(visitor: Visitor): Promise<Count[]> {
  const bodies = (await visitor.sent()).flatMap(({ url, body }) =>
    url.endsWith("/signals") ? [JSON.parse(body!)] : [],
  );
  const counts = bodies.flatMap((body): Count[] => (body.ask ?? body).counts ?? []);
  return counts.filter(([name]) => ["joined", "reached", "again"].includes(name));
}

const record = async ({ page }: Visitor) =>
  ((await storageOf(page)).databases["selvedge/kept"] ?? []).find(([key]) => key === "counted");

test.each(["behind the Worker", "with a pasted tag"])(
  "%s a visitor is counted once a day, week and month, in their segments, and by goals",
  async (where) => {
    const url = where === "behind the Worker" ? shop.url : shop.pasted;
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    await page.goto(`${url}/rain/`);
    await sayYes(page);
    await expect.poll(() => told(visitor)).toHaveLength(3);
    const joined = await told(visitor);
    expect(joined.map(([, cohort]) => cohort)).toEqual(["d", "w", "m"]);
    const [segments] = joined.map(([, , frozen]) => frozen);
    expect(joined.map(([, , frozen]) => frozen)).toEqual([segments, segments, segments]);
    expect(segments).toContain("likes-rain");
    await visit(page, `${url}/camp/`);
    await page.evaluate(`selvedge("event", "purchase", { value: 123.45, items: ["mug"] })`);
    await expect.poll(() => told(visitor)).toHaveLength(5);
    // Segments stay what they were; the value leaves as a step.
    expect((await told(visitor)).slice(3)).toEqual([
      ["reached", "d", "order", 0, 4, segments],
      ["reached", "m", "order", 0, 4, segments],
    ]);
    expect((await visitor.sent()).map(({ body }) => body).join()).not.toContain("123.45");
    expect(await record(visitor)).toBeDefined();
    await visitor.close();
  },
);

test("invariant 1: after a no nobody is counted", async () => {
  const visitor = await newVisitor(browser);
  await visitor.page.goto(shop.url);
  await answer(visitor.page, "Reject");
  await visit(visitor.page, `${shop.url}/rain/`);
  await visitor.page.evaluate(`selvedge("event", "purchase", { value: 120 })`);
  await settled(visitor.page);
  expect(await told(visitor)).toEqual([]);
  expect(await record(visitor)).toBeUndefined();
  await visitor.close();
});

describe.each(["behind the Worker", "with a pasted tag"])("tests, %s", (where) => {
  test("expose to what the page has a place for, and to nothing else, whatever the variant", async () => {
    const tested = await startPastedShop({ site: withHereAndGone });
    const visitor = await newVisitor(browser);
    try {
      const { page } = visitor;
      const url = where === "behind the Worker" ? tested.url : tested.pasted;
      await page.goto(url);
      await sayYes(page);
      await visit(page, url);
      const cohorts = async () =>
        (await told(visitor)).map(([, cohort]) => String(cohort).replace(/\.\d$/, ""));
      await expect.poll(cohorts, { timeout: 10_000 }).toContain("x.gone-soon");
      expect(await cohorts()).toContain("x.here");
      expect(await cohorts()).not.toContain("x.nowhere");
    } finally {
      await visitor.close();
      await tested.stop();
    }
  });
});

/** A test of what is on the page, one of what is taken from it, and one of what isn't there. */
function withHereAndGone(file: Record<string, unknown>): void {
  const test = (block: string) => ({
    hypothesis: "it helps",
    primary: "order",
    variants: { without: {}, with: { blocks: [block], weight: 1e12 } },
  });
  Object.assign(file["blocks"] as object, {
    here: { target: "footer", op: "class", add: ["tested"], priority: 99 },
    "gone-soon": { target: "[data-slot=business]", op: "remove", priority: 99 },
    nowhere: { target: "#nowhere", op: "text", text: "Far", priority: 99 },
  });
  file["experiments"] = { here: test("here"), "gone-soon": test("gone-soon"), nowhere: test("nowhere") };
}
