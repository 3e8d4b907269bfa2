import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unpackNeighbours } from "../../shared/recommend/packed.ts";
import { askOwner } from "../../tools/demo-data/ask.ts";
import { sendVisitors } from "../../tools/demo-data/send.ts";
import { demoProducts } from "../../tools/demo-data/shop.ts";
import { serveFolder } from "../../tools/serve-folder.ts";
import type { Served } from "../../tools/served.ts";
import { loadSiteFile } from "../../tools/site-file.ts";
import { type Selvedge, startSelvedge } from "../../tools/start/selvedge.ts";

let shop: Served;
let selvedge: Selvedge;
beforeAll(async () => {
  shop = await serveFolder("test/site");
  const loaded = await loadSiteFile("test/site/site.json");
  if (!loaded.ok) throw new Error("the demo shop's site file is broken");
  selvedge = await startSelvedge({ origin: shop.url, site: loaded.value.json });
});
afterAll(async () => {
  await selvedge.stop();
  await shop.stop();
});

test("simulated visitors come on several days, are drawn and counted, and make items neighbours by their categories", async () => {
  const running = { url: selvedge.url, path: "/_selvedge" };
  const products = await demoProducts();
  const progress: number[] = [];
  const days: number[] = [];
  const sent = await sendVisitors(running, products, {
    visitors: 240,
    days: 5,
    seed: 1,
    until: Date.now() - 24 * 3_600_000,
    came: (visits) => void progress.push(visits),
    closed: async (now) => void days.push(now),
  });
  expect(progress.at(-1)).toBe(sent.visits);
  expect(days).toHaveLength(5);
  expect(sent.messages).toBeGreaterThan(400);
  expect(sent.counted).toBe(sent.messages);

  await expect(askOwner(running, "/neighbours", "not the owner's")).rejects.toThrow("401");
  const token = await readFile(`${selvedge.folder}/owner-token`, "utf8");
  const published = (await askOwner(running, "/neighbours", token)) as { readonly items: number };
  // Which parts don't count depends on the secret, which is new each time.
  expect(published.items).toBeGreaterThanOrEqual(10);

  const kv = await selvedge.worker.getKVNamespace("SITE");
  const { of, trending } = unpackNeighbours((await kv.get("neighbours", "text"))!)!;
  const categoryOf = new Map(products.map(({ id, category }) => [id, category]));
  const alike = products.filter(({ id, category }) => {
    const [nearest] = of[id]?.viewed?.ids ?? [];
    return nearest !== undefined && categoryOf.get(nearest) === category;
  });
  expect(alike.length).toBeGreaterThanOrEqual(8);
  expect(trending.length).toBeGreaterThanOrEqual(10);
  // Not a limit on speed: a busy machine may take its time.
}, 300_000);
