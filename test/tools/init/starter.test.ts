import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, asyncProperty, constantFrom, record, string, uniqueArray } from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parsePage } from "../../../tools/init/document.ts";
import { findingsOf } from "../../../tools/init/findings.ts";
import { idOf, starterSite } from "../../../tools/init/starter.ts";
import { loadSiteFile } from "../../../tools/site-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-starter-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function issuesOf(...pages: readonly [path: string, html: string][]): Promise<unknown> {
  const text = starterSite(
    findingsOf(pages.map(([path, html]) => parsePage(path, html))),
    "./site.schema.json",
  );
  const path = join(folder, "site.json");
  await writeFile(path, text);
  const loaded = await loadSiteFile(path);
  return loaded.ok ? [] : loaded.issues;
}

const article = (section: string) =>
  `<meta property="article:section" content="${section.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}">`;

describe("a starter file passes the check, whatever the pages are", () => {
  test.each([
    ["an empty page", ""],
    ["only text", "hello"],
    ["broken JSON-LD", `<script type="application/ld+json">{ "@type": </script><h1>x</h1>`],
    ["a template in a class", `<h1 class="{{x}}">x</h1><nav class="a:b">n</nav>`],
    ["many headings", "<h1>a</h1><h1>b</h1><main><h1>c</h1><h1>d</h1></main>"],
    ["odd attributes", `<button data-add-to-cart data-price-cents="1" id="1x">Add to cart</button>`],
    ["an odd language", `<html lang="x-klingon"><h1>x`],
    ["a policy that is no address", `<a href="javascript:privacy()">Privacy</a>`],
  ])("%s", async (_, html) => expect(await issuesOf(["/", html])).toEqual([]));

  test("topics that nobody may be sorted by are left out", async () => {
    expect(
      await issuesOf(["/", article("Religion")], ["/b", article("Health")], ["/c", article("Garden")]),
    ).toEqual([]);
  });

  test("property: any names of categories, titles and languages", async () => {
    const page = record({
      section: string(),
      title: string(),
      lang: constantFrom("en", "pl-PL", "de", "", "??"),
    });
    await assert(
      asyncProperty(uniqueArray(page, { minLength: 1, maxLength: 20 }), async (pages) => {
        const files = pages.map(({ section, title, lang }, index): [string, string] => [
          index === 0 ? "/" : `/page-${index}/`,
          `<html lang="${lang}"><title>${title.replaceAll("<", "&lt;")}</title>${article(section)}<nav></nav><h1>x</h1>`,
        ]);
        expect(await issuesOf(...files)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

test.each([
  ["Fell & Ford", "fell-ford"],
  ["Zażółć gęślą", "zazo-c-gesla"],
  ["Магазин", "my-site"],
  ["24 hours", "hours"],
])("the id of %s is %s", (name, id) => expect(idOf(name)).toBe(id));
