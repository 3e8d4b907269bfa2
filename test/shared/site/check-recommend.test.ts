import { describe, expect, test } from "vitest";
import { formatIssue } from "../../../shared/issue.ts";
import { checkSite } from "../../../shared/site/check.ts";

const ITEM = '<li><a href="{{url}}">{{title}}</a></li>';

function issuesOf(recommend: object, block: object = {}, site: object = {}): string[] {
  const checked = checkSite({
    version: 1,
    id: "t",
    languages: ["en", "pl"],
    catalog: { feed: "catalog.csv" },
    attributes: {
      favourite: { top: "view", of: "category", values: ["rain", "camp"] },
      visits: { count: "visit", buckets: [1, 2] },
      loose: { top: "view", of: "category" },
    },
    blocks: { row: { target: "#row", op: "content", recommend: { item: ITEM, ...recommend }, ...block } },
    ...site,
  });
  return checked.ok ? [] : checked.issues.map(formatIssue);
}

describe("invariant 9: what is wrong with a row is told with its place", () => {
  test.each<[string, object, string[]]>([
    [
      "all that there is",
      {
        strategy: ["forYou", "similar", "trending"],
        by: "favourite",
        show: 3,
        pin: ["a"],
        exclude: ["b"],
        filter: { below: 5 },
        because: { en: "As you saw {{title}}", pl: "Bo {{title}}" },
        html: "<section><ul data-items></ul></section>",
        item: { en: ITEM, pl: ITEM },
      },
      [],
    ],
    [
      "an unknown strategy",
      { strategy: "popular" },
      [
        'blocks.row.recommend.strategy: expected one of alsoViewed, boughtTogether, boughtAfterViewing, trending, newest, similar, forYou, recentlyViewed, or a list of them, got "popular"',
      ],
    ],
    [
      "two roots",
      { strategy: "trending", item: "<li>{{title}}</li><li></li>" },
      ["blocks.row.recommend.item: expected one element with an end tag, and nothing beside it"],
    ],
    [
      "a field that items don't have",
      { strategy: "trending", item: "<li>{{titel}}{{device.points}}</li>" },
      [
        expect.stringMatching(/^blocks\.row\.recommend\.item: \{\{titel\}\} isn't one of .*title/),
        expect.stringContaining("{{device.points}} isn't one of"),
      ] as never,
    ],
    [
      "a place that can't be made safe",
      { strategy: "trending", item: '<li onclick="{{id}}">x</li>' },
      ["blocks.row.recommend.item: {{id}} can't stand in the attribute onclick, which is run as code"],
    ],
    [
      "for you by nothing",
      { strategy: "forYou" },
      [
        'blocks.row.recommend.strategy: "forYou" needs "by", the attribute that says which category somebody likes best',
      ],
    ],
    [
      "by what isn't there",
      { strategy: "forYou", by: "favorite" },
      [
        expect.stringMatching(/^blocks\.row\.recommend\.by: unknown attribute "favorite".*favourite/),
      ] as never,
    ],
    [
      "by what has no values",
      { strategy: "forYou", by: "loose" },
      [expect.stringMatching(/^blocks\.row\.recommend\.by: .*"values"/)] as never,
    ],
    [
      "by numbers",
      { strategy: "forYou", by: "visits" },
      [
        'blocks.row.recommend.by: expected an attribute whose values are categories, but "visits" is a number',
      ],
    ],
    [
      "by what nothing reads",
      { strategy: "trending", by: "favourite" },
      ['blocks.row.recommend.by: only "forYou" reads it'],
    ],
    [
      "the device's own with others",
      { strategy: ["recentlyViewed", "trending"] },
      ['blocks.row.recommend.strategy: "recentlyViewed" is filled in by the device, so it stands alone'],
    ],
    [
      "twice the same",
      { strategy: ["trending", "trending"] },
      ['blocks.row.recommend.strategy[1]: "trending" is listed twice'],
    ],
    [
      "no place for items",
      { strategy: "trending", html: { en: "<ul></ul>", pl: "<ul data-items></ul>" } },
      ["blocks.row.recommend.html.en: expected one element marked data-items, found 0"],
    ],
    [
      "a place that holds nothing",
      { strategy: "trending", html: "<img data-items>" },
      ["blocks.row.recommend.html: <img> can't hold items"],
    ],
    [
      "templates around items",
      { strategy: "trending", html: "<ul data-items>{{favourite}}</ul>" },
      ["blocks.row.recommend.html: templates don't work around items"],
    ],
    [
      "a reason with what isn't known",
      { strategy: "trending", because: "As {{favourite}}" },
      ["blocks.row.recommend.because: {{favourite}} isn't one of {{title}}, {{category}}"],
    ],
    [
      "pinned and excluded",
      { strategy: "trending", pin: ["a"], exclude: ["a"] },
      ["blocks.row.recommend.pin[0]: is both pinned and excluded"],
    ],
    [
      "too many",
      { strategy: "trending", show: 13 },
      ["blocks.row.recommend.show: expected at most 12, got 13"],
    ],
    [
      "a language that the site hasn't",
      { strategy: "trending", item: { de: ITEM } },
      [expect.stringMatching(/^blocks\.row\.recommend\.item\.de: "de" isn't among/)] as never,
    ],
  ])("%s", (_, recommend, expected) => expect(issuesOf(recommend)).toEqual(expected));

  test("no catalog, both a row and HTML, a case with neither", () => {
    expect(issuesOf({ strategy: "trending" }, {}, { catalog: undefined })).toEqual([
      "catalog: missing, but blocks.row.recommend needs items",
    ]);
    expect(issuesOf({ strategy: "trending" }, { html: "<p></p>" })).toEqual([
      "blocks.row.recommend: expected html or recommend, not both",
    ]);
    const cases = [{ when: { visits: 1 } }, { recommend: { strategy: "x", item: ITEM } }];
    expect(issuesOf({}, { recommend: undefined, cases })).toEqual([
      expect.stringContaining("blocks.row.cases[1].recommend.strategy: expected one of"),
      "blocks.row.cases[0]: expected html or recommend",
    ]);
    expect(issuesOf({}, { recommend: undefined })).toEqual(["blocks.row: expected html or cases"]);
  });

  test("what is wrong with the catalog itself", () => {
    const problems = (catalog: object) => issuesOf({ strategy: "trending" }, {}, { catalog });
    expect(problems({ feed: "", support: 1 })).toEqual([
      'catalog.feed: expected a file or a URL, got ""',
      "catalog.support: expected at least 2, got 1",
    ]);
    expect(problems({ feed: "x.csv", learn: ["products"] })).toEqual([
      'catalog.learn[0]: expected a path that starts with "/", got "products"',
    ]);
  });
});
