import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askHtml } from "../../shared/ask/html.ts";
import { ASK_STYLE } from "../../shared/ask/style.ts";
import type { AskQuestion } from "../../shared/site/ask-schema.ts";
import { directionOf } from "../../shared/widget-languages.ts";
import { launchBrowser } from "../e2e/harness.ts";
import { axeFindings } from "./axe.ts";

// How questions look on an owner's page: by the page's own fonts and colours.

const PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'%3E%3C/svg%3E";
const QUESTIONS: AskQuestion[] = [
  { id: "nps", preset: "nps" },
  { id: "csat", preset: "csat" },
  { id: "ces", preset: "ces" },
  { id: "stars", preset: "stars" },
  {
    id: "taste",
    preset: "taste",
    options: ["classic", "sporty"].map((value) => ({ value, image: PICTURE })),
  },
  { id: "role", preset: "role", type: "multiple" },
  { id: "why", preset: "why", to: "https://owner.example/feedback" },
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function open(language: string, scheme: "light" | "dark", width: number): Promise<Page> {
  const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 900 } });
  const html = askHtml("poll", { questions: QUESTIONS }, [language], new Set());
  await page.setContent(
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"><title>Shop</title>
    <meta name="viewport" content="width=device-width"><style>:root{color-scheme:light dark}body{margin:16px;font:16px/1.5 sans-serif}${ASK_STYLE}</style></head>
    <body><main><h1>Shop</h1>${html}</main></body></html>`,
  );
  return page;
}

/** Shows a step, as the part does. */
const show = (page: Page, index: number) =>
  page.evaluate((at) => {
    for (const [each, step] of [...document.querySelectorAll("[data-selvedge-steps]>*")].entries())
      step.toggleAttribute("data-selvedge-now", each === at);
  }, index);

test.each([
  ["en", "light", 1280],
  ["pl", "dark", 320],
  ["ar", "light", 375],
  ["ar", "dark", 1280],
] as const)(
  "in %s, %s, %i px wide, axe finds nothing wrong with any step",
  async (language, scheme, width) => {
    const page = await open(language, scheme, width);
    for (let step = 0; step <= QUESTIONS.length; step++) {
      await show(page, step);
      const { violations } = await axeFindings(page, "form");
      expect(violations).toEqual([]);
    }
    await page.close();
  },
);

test.each([320, 1280])(
  "at %i px nothing is cut off, and all that is pressed is 44 pixels large",
  async (width) => {
    const page = await open("de", "light", width);
    const heights = new Set<number>();
    for (let step = 0; step <= QUESTIONS.length; step++) {
      await show(page, step);
      const { height, small, wide } = await page.evaluate(() => {
        const boxes = [
          ...document.querySelectorAll("[data-selvedge-now] :is(label,button,textarea,legend,img,p)"),
        ].map((element) => [element.localName, element.getBoundingClientRect()] as const);
        return {
          height: document.querySelector("form")!.getBoundingClientRect().height,
          small: boxes.filter(
            ([name, box]) => /label|button/.test(name) && Math.min(box.width, box.height) < 43.9,
          ),
          wide: boxes.filter(([, box]) => box.left < 0 || box.right > innerWidth),
        };
      });
      heights.add(height);
      expect([small, wide]).toEqual([[], []]);
    }
    // Every step is as high as the highest.
    expect(heights.size).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  },
);
