import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wranglerStore } from "../../../tools/publish/wrangler-store.ts";
import { run } from "./run.ts";

const PRODUCTS = join(import.meta.dirname, "../../site");
let folder: string;
const site = (name: string) => join(folder, name);

async function written(name: string, catalog: object, pin: string[] = []): Promise<void> {
  const recommend = { strategy: "newest", item: "<b>{{title}}</b>", pin };
  const blocks = { row: { target: "#row", op: "content", recommend } };
  await writeFile(site(name), JSON.stringify({ version: 1, id: "t", catalog, blocks }));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-catalog-"));
  await writeFile(site("items.csv"), "id,title,url,price\na,A,/a,5\nb,B,/b,much\nc,C,/c,\n");
  await written("site.json", { feed: "items.csv" }, ["a", "gone"]);
  await written("learned.json", { feed: "learned-items.json", learn: ["/products/*"] });
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test("invariant 9: what is wrong with a catalog is told with its line, and check warns of it", async () => {
  const { code, out } = await run("catalog", "--site", site("site.json"));
  expect(code).toBe(1);
  expect(out).toContain('items.csv:3 the price isn\'t an amount: "much"');
  expect(out).toMatch(/items +2\n/);
  const checked = await run("check", site("site.json"));
  expect(checked.code).toBe(0);
  expect(checked.out).toContain("catalog.feed: 1 of its rows are left out");
  expect(checked.out).toContain('blocks.row.recommend.pin[1]: the catalog has no item "gone"');
});

test("items are learned off pages, written, and read again", async () => {
  const { code, out } = await run("catalog", "--site", site("learned.json"), "--from", PRODUCTS, "--json");
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    { items: 12, problems: [], pages: [], withoutImage: [] },
  ]);
  const items = JSON.parse(await readFile(site("learned-items.json"), "utf8")) as { readonly id: string }[];
  expect(items).toHaveLength(12);
  expect(items[0]).toMatchObject({ id: "beck-overtrousers", categories: ["rain"] });
});

test("a feed can be an address; what is published of it is what the Worker reads, and one that fails changes nothing", async () => {
  let status = 200;
  let body = "id,title,url,price\na,Ä,/a,5\nb,B,/b,1.5\n";
  const server = createServer((_, response) => {
    response.statusCode = status;
    response.end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/items.csv`;
  await written("remote.json", { feed });
  const place = ["--env", "production", "--local", "--persist-to", join(folder, "storage")];
  const published = () =>
    wranglerStore({ env: "production", local: true, folder: place.at(-1) }).get("catalog");
  const { code, out, errors } = await run("catalog", "--site", site("remote.json"), ...place);
  expect([code, errors]).toEqual([0, ""]);
  expect(out).toContain("Published to production on this machine");
  const before = await published();
  expect(JSON.parse(before)).toMatchObject([
    { id: "a", title: "Ä", price: 5 },
    { id: "b", price: 1.5 },
  ]);
  const failing: [status: number, body: string, told: string][] = [
    [500, body, `${feed}: answers with status 500`],
    [200, "<!doctype html><p>Back soon", `${feed}: it looks like XML or a page`],
    [200, "id,title,url\n", "Nothing is published: what was published before serves on"],
    [200, "id,title,url\n,A,/a\n", "Nothing is published: what was published before serves on"],
  ];
  for (const [nextStatus, nextBody, told] of failing) {
    [status, body] = [nextStatus, nextBody];
    expect(await run("catalog", "--site", site("remote.json"), ...place)).toMatchObject({
      code: 1,
      errors: expect.stringContaining(told),
    });
    expect(await published()).toBe(before);
  }
  expect(await run("publish", site("remote.json"), ...place)).toMatchObject({
    code: 0,
    errors: expect.stringContaining("The catalog stays as it is: there is no item in it"),
  });
  expect(await published()).toBe(before);
  server.closeAllConnections();
  server.close();
}, 120_000);

test("what can't be done is said", async () => {
  await written("none.json", { feed: "gone.csv" });
  expect(await run("catalog", "--site", site("none.json"))).toMatchObject({
    code: 1,
    errors: expect.stringContaining("gone.csv doesn't exist"),
  });
  expect(await run("catalog", "--site", site("site.json"), "--from", PRODUCTS)).toMatchObject({
    code: 2,
    errors: expect.stringContaining("--from writes the feed"),
  });
});
