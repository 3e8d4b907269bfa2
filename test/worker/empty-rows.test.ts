import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import type { SiteInput } from "../../shared/site/schema.ts";
import { ADMIN, dataOf, OWNER_TOKEN, ownedEdge, previewCookieOf } from "./preview/support.ts";
import { Edge } from "./support.ts";

const ITEM = "<li>{{title}}</li>";
const SHOP = {
  version: 1,
  id: "test-shop",
  catalog: { feed: "catalog.csv" },
  attributes: { visits: { count: "visit" } },
  segments: { returning: { when: { visits: { $gte: 2 } } } },
  blocks: {
    similar: { target: "#row", op: "content", priority: 1, recommend: { strategy: "similar", item: ITEM } },
    always: { target: "#row", op: "content", html: "<p>Ask the shop</p>" },
  },
} as const satisfies SiteInput;

const item = (id: string, category: string) => ({
  id,
  title: `The ${id}`,
  url: `/p/${id}`,
  categories: [category],
  tags: [],
});
const CATALOG = [item("shell", "rain"), item("hat", "rain"), item("mug", "camp")];
const origin = () =>
  new Response(
    "<!doctype html><html lang=en><head><title>Shop</title></head><body><div id=row>-</div></body></html>",
    { headers: { "content-type": "text/html; charset=utf-8" } },
  );
const options = { site: SHOP, origin, catalog: CATALOG };
const LOST = [{ id: "similar", reason: "empty" }];

afterEach(() => reset());

describe("where a row has nothing to recommend, the next block steps in", () => {
  test("in the page, which says why", async () => {
    const edge = new Edge(options);
    const shell = await (await edge.ask("/p/shell")).text();
    expect(shell).toContain("The hat");
    expect(shell).not.toContain("Ask the shop");
    const mug = await (await edge.ask("/p/mug")).text();
    expect(mug).toContain("<div id=row><p>Ask the shop</p></div>");
    const [, told] = /id="selvedge-decision">(.*?)<\/script>/.exec(mug)!;
    expect(JSON.parse(told!)).toMatchObject({ blocks: [{ id: "always" }], lost: LOST });
  });

  test("for pages that ask for the decision", async () => {
    const question = { path: "/p/mug", language: "en", referrer: "" };
    const answer = await new Edge(options).post("/_selvedge/decision", question);
    expect(await answer.json()).toMatchObject({
      blocks: [{ id: "always", edit: { target: "#row" } }],
      lost: LOST,
    });
  });

  test("in a preview, and its inspector is told", async () => {
    const edge = ownedEdge(options);
    const cookies = await previewCookieOf(edge, "returning");
    const page = await edge.ask("/p/mug", { cookies });
    expect(await page.clone().text()).toContain("Ask the shop");
    expect((await dataOf(page)).blocks).toMatchObject([
      { id: "always", shown: true },
      { id: "similar", shown: false, lost: "empty" },
    ]);
  });

  test("in the simulator, which has the catalog, too", async () => {
    const edge = ownedEdge(options);
    const headers = { origin: ADMIN, authorization: `Bearer ${OWNER_TOKEN}` };
    const shown = async (path: string) => {
      const answer = await edge.post(`${ADMIN}/api/simulate`, { path }, { headers });
      const { blocks } = await answer.json<{ blocks: { id: string; shown: boolean }[] }>();
      return blocks.filter((block) => block.shown).map(({ id }) => id);
    };
    expect(await shown("/p/mug")).toEqual(["always"]);
    expect(await shown("/p/shell")).toEqual(["similar"]);
  });
});
