import { reset } from "cloudflare:test";
import * as v from "valibot";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Neighbours, PairCount } from "../../../shared/recommend/contract.ts";
import { packNeighbours } from "../../../shared/recommend/packed.ts";
import { pairOf } from "../../../shared/recommend/pairs.ts";
// Loaded when it is first asked, which here isn't what is waited for.
import "../../../worker/owner/api.ts";
import { recommendedSchema } from "../../../worker/owner/answer-schemas.ts";
import { NEIGHBOURS_KEY } from "../../../worker/publishing.ts";
import { ADMIN, ownedEdge } from "../preview/support.ts";
import { choice, type Edge, SITE, TODAY } from "../support.ts";
import { item } from "../items.ts";
import { get, owner, post } from "./asking.ts";

// Not a limit on speed: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

type Recommended = v.InferOutput<typeof recommendedSchema>;
const CATALOG = [
  item("shell", {
    categories: ["rain"],
    price: 245,
    priceText: "€245",
    image: "/art/shell.svg",
    images: { polish: "/art/pl.svg" },
    added: TODAY,
  }),
  item("hat", { categories: ["rain"], added: TODAY - 1 }),
  item("mug", { categories: ["camp"] }),
  item("tent", { categories: ["camp"], available: false }),
  item("flag", { language: "pl", title: "Flaga" }),
];
const SHOP = { ...SITE, catalog: { feed: "catalog.csv" } };
const edgeWith = (site: object = SHOP) => ownedEdge({ site, catalog: CATALOG });
const publish = (edge: Edge, of: Neighbours["of"], trending: readonly string[] = []) =>
  edge.env.SITE.put(NEIGHBOURS_KEY, packNeighbours({ day: TODAY, of, trending }));

/** What is answered, which is as the description says. */
async function asked(edge: Edge, query: string): Promise<Recommended> {
  const answer = await get(edge, `recommendations?${query}`);
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  const body = await answer.json<Recommended>();
  expect(v.safeParse(recommendedSchema, body).issues ?? []).toEqual([]);
  for (const { id } of body.items) expect(query.split(/[=,&]/)).not.toContain(id);
  return body;
}

const found = ({ items }: Recommended) => items.map(({ id, strategy }) => `${id} by ${strategy}`);

describe("what goes with a basket", () => {
  test("is by what devices have told of, from the first request on, with all that the catalog says of it", async () => {
    const counting = edgeWith();
    const config = await counting.config();
    let sent = 0;
    const tell = async (counts: readonly (PairCount | undefined)[]) => {
      const message = (++sent).toString(16).padStart(32, "0");
      const body = { plan: config.plan, path: "/", language: "en", counts, message, token: config.token };
      const headers = { "cf-connecting-ip": `10.0.${sent}.7` };
      const ask = { cookies: { sv_c: choice() }, headers };
      expect(await (await counting.post("/_selvedge/signals", body, ask)).json()).toMatchObject({
        counted: true,
      });
    };
    for (let visitor = 0; visitor < 40; visitor++)
      await tell([
        pairOf("bought", "mug", "shell"),
        pairOf("bought", "mug", "tent"),
        ...(visitor % 2 ? [pairOf("bought", "hat", "flag")] : []),
        ...(visitor % 2 ? [pairOf("viewed", "hat", "mug")] : []),
      ]);
    const published = await counting.ask(`${ADMIN}/neighbours`, { method: "POST", headers: owner });
    expect(published.status).toBe(200);

    // An isolate that knows nothing yet waits for what is published.
    const edge = edgeWith();
    expect(await asked(edge, "items=mug,gone&strategy=boughtTogether")).toEqual({
      day: "2026-12-01",
      items: [
        {
          id: "shell",
          title: "The shell",
          url: "/p/shell",
          image: "/art/shell.svg",
          images: { polish: "/art/pl.svg" },
          price: 245,
          priceText: "€245",
          categories: ["rain"],
          tags: [],
          added: "2026-12-01",
          strategy: "boughtTogether",
        },
      ],
      unknown: ["gone"],
    });
    // What can't be had doesn't come, but what goes with it does.
    expect(found(await asked(edge, "items=tent&strategy=boughtTogether,alsoViewed"))).toEqual([
      "mug by boughtTogether",
    ]);
    // Whoever buys a hat buys a flag; of those with a mug half of what they buy is a shell.
    const both = "items=mug,hat&strategy=boughtTogether";
    expect(found(await asked(edge, both))).toEqual(["flag by boughtTogether", "shell by boughtTogether"]);
    expect(found(await asked(edge, `${both}&language=en-GB`))).toEqual(["shell by boughtTogether"]);
    expect(found(await asked(edge, "items=hat&strategy=alsoViewed,boughtTogether&language=pl"))).toEqual([
      "mug by alsoViewed",
      "flag by boughtTogether",
    ]);
  });

  test("is near one item rather than far from two, and without nearness in most lists", async () => {
    const edge = edgeWith();
    const of = (nearness: readonly [string?, string?, string?]) => ({
      mug: { bought: { ids: ["shell"], ...(nearness[0] && { nearness: nearness[0] }) } },
      tent: { bought: { ids: ["hat"], ...(nearness[1] && { nearness: nearness[1] }) } },
      flag: { bought: { ids: ["hat"], ...(nearness[2] && { nearness: nearness[2] }) } },
    });
    const query = "items=mug,tent,flag&strategy=boughtTogether&show=1";
    await publish(edge, of(["~", "f", "f"]));
    expect(found(await asked(edge, query))).toEqual(["shell by boughtTogether"]);
    const later = edgeWith();
    await publish(later, of([]));
    expect(found(await asked(later, query))).toEqual(["hat by boughtTogether"]);
  });

  test("is by what the release before has published, until there is something newer", async () => {
    const edge = edgeWith();
    const bought = [
      [0, 1],
      [2, 3],
      [4, 3],
    ];
    const ids = ["mug", "shell", "tent", "hat", "flag"];
    const of = { viewed: [], bought, "viewed-bought": [] };
    const before = { version: 1, day: TODAY, ids, of, trending: [] };
    await edge.env.SITE.put(NEIGHBOURS_KEY, JSON.stringify(before));
    expect(await asked(edge, "items=mug,tent,flag&strategy=boughtTogether")).toMatchObject({
      day: "2026-12-01",
      items: [{ id: "hat" }, { id: "shell" }],
    });
  });

  test("is filled up by one strategy after the other, each item once, as many as are asked for", async () => {
    const edge = edgeWith();
    await publish(
      edge,
      {
        mug: { "viewed-bought": { ids: ["hat"], nearness: "z" }, viewed: { ids: ["tent"], nearness: "z" } },
      },
      ["mug", "hat", "shell", "gone"],
    );
    const all = "alsoViewed,boughtAfterViewing,boughtTogether,trending,similar,newest";
    expect(found(await asked(edge, `items=mug&strategy=${all}`))).toEqual([
      "hat by boughtAfterViewing",
      "shell by trending",
    ]);
    expect(found(await asked(edge, `items=mug&strategy=${all}&show=1`))).toEqual([
      "hat by boughtAfterViewing",
    ]);
    expect(found(await asked(edge, "items=hat&strategy=similar,newest"))).toEqual(["shell by similar"]);
    expect(found(await asked(edge, "items=&strategy=newest,trending"))).toEqual([
      "shell by newest",
      "hat by newest",
      "mug by trending",
    ]);
    expect(found(await asked(edge, "strategy=trending&show=50"))).toHaveLength(3);
  });

  test("is what the catalog can say by itself before any pair is counted", async () => {
    expect(await asked(edgeWith(), "items=shell&strategy=boughtTogether,similar,trending")).toMatchObject({
      day: null,
      items: [{ id: "hat", strategy: "similar" }],
      unknown: [],
    });
  });

  test("is by the catalog that is published, also in an isolate that has only just started", async () => {
    const edge = edgeWith();
    await edge.env.SITE.put("catalog", JSON.stringify([item("lamp", { added: TODAY })]));
    expect(found(await asked(edge, "items=shell&strategy=newest"))).toEqual(["lamp by newest"]);
  });

  test("invariant 9: neighbours that can't be read leave what needs none", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const edge = edgeWith();
    await edge.env.SITE.put(NEIGHBOURS_KEY, "{");
    expect(found(await asked(edge, "items=shell&strategy=boughtTogether,newest"))).toEqual(["hat by newest"]);
    expect(error).toHaveBeenCalled();
  });
});

describe("who asks otherwise", () => {
  test.each<[string, readonly string[]]>([
    ["items=mug", ["strategy"]],
    ["strategy=", ["strategy"]],
    ["strategy=boughtTogether,forYou", ["strategy[1]"]],
    ["strategy=boughtTogheter", ["strategy[0]"]],
    ["strategy=trending&items=mug,,hat", ["items[1]"]],
    [`strategy=trending&items=${Array.from({ length: 51 }, (_, at) => `i${at}`).join()}`, ["items"]],
    ["strategy=trending&show=0", ["show"]],
    ["strategy=trending&show=51", ["show"]],
    ["strategy=trending&show=", ["show"]],
    ["strategy=trending&show=1e1", ["show"]],
    ["strategy=trending&language=English!", ["language"]],
    ["strategy=trending&visitor=7", ["visitor"]],
    ["strategy=recentlyViewed&show=x&items=,", ["items[0]", "items[1]", "strategy[0]", "show"]],
  ])("invariant 9: of %s each place is told", async (query, places) => {
    const answer = await get(edgeWith(), `recommendations?${query}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
    const { issues } = await answer.json<{ issues: readonly { path: string; message: string }[] }>();
    expect(issues.map(({ path }) => path)).toEqual(places);
  });

  test("hears what was meant", async () => {
    const said = async (query: string) =>
      (await (await get(edgeWith(), `recommendations?${query}`)).json<{ detail: string }>()).detail;
    expect(await said("strategy=boughtTogheter")).toBe(
      "strategy[0]: there is no such strategy, did you mean boughtTogether?",
    );
    expect(await said("strategy=forYou")).toBe(
      "strategy[0]: goes by a visitor, of whom nothing is known here",
    );
    expect(await said("strategy=newest&show=x")).toBe("show: expected a whole number from 1 to 50");
    expect(await said("items=mug")).toBe("strategy: missing");
  });

  test("is told that there is no catalog, or none that can be read", async () => {
    expect((await get(edgeWith(SITE), "recommendations?strategy=newest")).status).toBe(404);
    const damaged = ownedEdge({ site: SHOP, catalog: "damaged" });
    const answer = await get(damaged, "recommendations?strategy=newest");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
  });

  test("has to be the owner, or have a token to read", async () => {
    const edge = edgeWith();
    const path = "recommendations?strategy=newest";
    expect((await get(edge, path, {})).status).toBe(401);
    const token = async (scopes: readonly string[]) =>
      (await (await post(edge, "tokens", { scopes })).json<{ token: string }>()).token;
    const bearer = async (scope: string) => ({ authorization: `Bearer ${await token([scope])}` });
    expect((await get(edge, path, await bearer("publish"))).status).toBe(403);
    expect((await get(edge, path, await bearer("read"))).status).toBe(200);
    const elsewhere = await edge.ask(`/api/${path}`, { headers: owner });
    expect(elsewhere.headers.get("content-type")).toContain("text/html");
  });
});

test("the description tells of each parameter what a program has to know", async () => {
  const { paths } = await (
    await get(edgeWith(), "openapi.json", {})
  ).json<{ paths: Record<string, { get: { parameters: readonly object[] } }> }>();
  expect(paths["/api/recommendations"]!.get.parameters).toMatchObject([
    { name: "items", in: "query", required: false, explode: false, schema: { type: "array", maxItems: 50 } },
    { name: "strategy", required: true, schema: { type: "array", items: { enum: expect.any(Array) } } },
    { name: "show", required: false, schema: { type: "integer", minimum: 1, maximum: 50, default: 4 } },
    { name: "language", required: false, schema: { type: "string" } },
  ]);
});
