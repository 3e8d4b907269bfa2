import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../client/stub.ts";
import { differences, found } from "./dom-operations.ts";
import { editedPages, searchedPages } from "./random-edits.ts";

/**
 * Chromium as referee of the page engine, on the same random pages each time. In Node parse5 is, on more of them; but
 * what visitors have is a browser.
 */
const SEED = 20_261_122;
const AT_ONCE = 500;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
});
afterAll(() => browser?.close());

describe("the reference is the DOM of a browser", () => {
  test("what isn't refused of edits and reorders equals what the DOM's own methods do", async () => {
    const cases = editedPages(SEED, 10_000);
    expect(cases.length).toBeGreaterThan(1500);
    const wrong: string[] = [];
    for (let at = 0; at < cases.length; at += AT_ONCE)
      wrong.push(...(await page.evaluate(differences, cases.slice(at, at + AT_ONCE))));
    expect(wrong).toEqual([]);
  });

  test("targets are those that querySelectorAll finds", async () => {
    const findings = searchedPages(SEED, 2000);
    let told = 0;
    for (let at = 0; at < findings.length; at += AT_ONCE) {
      const part = findings.slice(at, at + AT_ONCE);
      const searches = part.map(({ page, selectors }) => ({ page, selectors }));
      const theirs = await page.evaluate(found, searches);
      part.forEach(({ page, selectors, own }, index) => {
        own.forEach((numbers, place) => {
          if (!numbers) return;
          told++;
          // Those that only the end of the page makes up are in nothing.
          const expected = theirs[index]![place]!.filter((number) => number !== "-");
          const written = numbers.filter((number) => number !== "-");
          expect(written.toSorted(), `${selectors[place]} on ${page}`).toEqual(expected.toSorted());
        });
      });
    }
    expect(told).toBeGreaterThan(4000);
  });
});
