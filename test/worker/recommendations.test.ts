import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import type { Neighbours } from "../../shared/recommend/contract.ts";
import { packNeighbours } from "../../shared/recommend/packed.ts";
import type { Env } from "../../worker/env.ts";
import { NEIGHBOURS_KEY } from "../../worker/publishing.ts";
import { Recommendations } from "../../worker/recommendations.ts";
import { NOON } from "./support.ts";

const { SITE: kv } = env as unknown as Env;
const some = (id: string): Neighbours => ({
  day: 1,
  of: { [id]: { viewed: { ids: ["b"], nearness: "f" } } },
  trending: [id],
});
const put = (all: Neighbours) => kv.put(NEIGHBOURS_KEY, packNeighbours(all));

/** What is here at once, and when everything in the background is done. */
async function latest(of: Recommendations, now: number, from: KVNamespace = kv) {
  const works: Promise<unknown>[] = [];
  const known = of.latest({ kv: from, now, waitUntil: (work) => void works.push(work) });
  await Promise.all(works);
  return { known, asked: works.length };
}

afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

test("are never waited for, and newer ones are looked for once a minute", async () => {
  const all = new Recommendations();
  expect(await latest(all, NOON)).toEqual({ known: undefined, asked: 1 });
  await put(some("a"));
  expect(await latest(all, NOON + 59_000)).toEqual({ known: undefined, asked: 0 });
  expect(await latest(all, NOON + 60_000)).toEqual({ known: undefined, asked: 1 });
  expect(await latest(all, NOON + 60_001)).toEqual({ known: some("a"), asked: 0 });
  const { known } = await latest(all, NOON + 60_002);
  await latest(all, NOON + 120_001);
  expect((await latest(all, NOON + 120_002)).known).toBe(known);
});

test("who can wait has them at once; who knows some already doesn't look for them again", async () => {
  const all = new Recommendations();
  const get = vi.fn<(key: string) => Promise<string | null>>((key) => kv.get(key));
  const source = { kv: { get } as unknown as KVNamespace, now: NOON, waitUntil: () => {} };
  await put(some("a"));
  await all.ready(source);
  expect((await latest(all, NOON)).known).toEqual(some("a"));
  await all.ready(source);
  expect(get).toHaveBeenCalledOnce();
});

test.each([
  ["is broken", () => kv.put(NEIGHBOURS_KEY, "{")],
  ["is far too long", () => kv.put(NEIGHBOURS_KEY, `${packNeighbours(some("a"))}${" ".repeat(9_000_000)}`)],
])("what %s changes nothing", async (_, spoil) => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const all = new Recommendations();
  await put(some("a"));
  await latest(all, NOON);
  await spoil();
  await latest(all, NOON + 60_000);
  expect((await latest(all, NOON + 60_001)).known).toEqual(some("a"));
  expect(error).toHaveBeenCalledOnce();
});

test("storage that fails changes nothing", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const all = new Recommendations();
  await put(some("a"));
  await latest(all, NOON);
  const failing = { get: () => Promise.reject(new Error("down")) } as unknown as KVNamespace;
  await latest(all, NOON + 60_000, failing);
  expect((await latest(all, NOON + 60_001)).known).toEqual(some("a"));
});
