import type { Agent } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Selvedge } from "../../../tools/start/selvedge.ts";
import { gather, keptConnections, mingle, type Person, straightTo } from "./crowd.socket.ts";
import { startCrowdedShop } from "./shop.socket.ts";
import { StrictCache } from "./strict-cache.socket.ts";

const AT_ONCE = 16;

let shop: Selvedge;
let people: readonly Person[];
let agent: Agent;
let local: string;

beforeAll(async () => {
  shop = await startCrowdedShop();
  local = shop.url.replace("localhost", "127.0.0.1");
  people = await gather(local);
  agent = keptConnections(AT_ONCE);
});
afterAll(async () => {
  agent.destroy();
  await shop.stop();
});

test("each gets their own page where no cache is", async () => {
  const ask = straightTo(local, agent);
  const page = { method: "GET", path: "/account" };
  for (const { name, headers, own } of people) {
    const { body } = await ask({
      ...page,
      headers: { accept: "text/html", "sec-fetch-dest": "document", ...headers },
    });
    expect(body.match(/for-(interest|country)-\w+(?=<\/)/g) ?? [], name).toEqual(own);
  }
});

test("invariant 5: of 10,000 requests through an eager cache, nobody gets what was decided for somebody else", async () => {
  const cache = new StrictCache(local, agent);
  const { leaks, hits, personal } = await mingle(
    people,
    (exchange, index) => {
      cache.now = index / 10;
      if (index % 500 === 0) cache.forget();
      return cache.ask(exchange);
    },
    { requests: 10_000, atOnce: AT_ONCE },
  );
  expect(leaks).toEqual([]);
  // The cache isn't idle, and the pages are decided for those who ask.
  expect(hits).toBeGreaterThan(3000);
  expect(personal).toBeGreaterThan(1000);
}, 120_000);
