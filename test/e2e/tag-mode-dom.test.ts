import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { domEditsOf } from "../../shared/dom-edit.ts";
import { openBrowser } from "../client/stub.ts";
import { type Case, differences } from "./dom-operations.ts";
import { blendedPages, editedPages } from "./random-edits.ts";

// What the pasted tag does to the DOM equals what the edge writes into the page, in Chromium, on the same random
// pages each time.

const SEED = 20_261_122;
const AT_ONCE = 500;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  const built = await build({
    stdin: {
      contents: `export * from "./client/tag-mode/apply.ts"; export { operate } from "./client/parts/tag-mode-rare.ts";
        export { createKeeper } from "./client/views/keeper.ts";`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    format: "iife",
    globalName: "tagMode",
    write: false,
  });
  await page.evaluate(`${built.outputFiles[0]!.text}; globalThis.tagMode = { ...tagMode };`);
});
afterAll(() => browser?.close());

async function wrongOf(cases: readonly Case[], how: Pick<Case, "isOpen"> = {}): Promise<string[]> {
  const wrong: string[] = [];
  const done = cases.map((each) => ({ ...each, ...how, edits: domEditsOf(each.blocks) }));
  for (let at = 0; at < done.length; at += AT_ONCE)
    wrong.push(...(await page.evaluate(differences, done.slice(at, at + AT_ONCE))));
  return wrong;
}

describe("the pasted tag does what the edge does", () => {
  test("with one block", async () => {
    const cases = editedPages(SEED, 6000);
    expect(cases.length).toBeGreaterThan(900);
    expect(await wrongOf(cases)).toEqual([]);
  });

  test("with several, of which some want the same, or stand in another one's way", async () => {
    const cases = blendedPages(SEED, 20_000);
    expect(cases.length).toBeGreaterThan(200);
    expect(await wrongOf(cases)).toEqual([]);
  });
});

describe("on a page that is open the same is done, and undone without a trace", () => {
  test("with one block", async () => {
    expect(await wrongOf(editedPages(SEED, 6000), { isOpen: true })).toEqual([]);
  });

  test("with several, of which some want the same, or stand in another one's way", async () => {
    expect(await wrongOf(blendedPages(SEED, 20_000), { isOpen: true })).toEqual([]);
  });
});
