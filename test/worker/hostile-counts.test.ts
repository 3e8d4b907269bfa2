import { reset } from "cloudflare:test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Count, TagConfig } from "../../shared/wire.ts";
import { choice, Edge, SITE, totalsOf } from "./support.ts";

/** From so many visitors a day on five keys move a rate by no more than half a point; see docs/scaling.md. */
const VISITORS = 20_000;
const AT_ONCE = 100;
/** What each of the five sends: far more than its share. */
const TRIES = 200;
const HOSTILE = ["203.0.113.9", "198.51.100.1", "192.0.2.3", "2001:db8:1::1", "2001:db8:2::1"];
const RATE = 0.1;

let edge: Edge;
let config: TagConfig;
let sent = 0;

async function tell(counts: readonly Count[], address: string): Promise<void> {
  // Spread over shards, as by chance, and the same each time.
  const message = (++sent * 2_654_435_761).toString(16).padStart(32, "0");
  const body = { plan: config.plan, path: "/", language: "en", counts, message, token: config.token };
  const headers = { "cf-connecting-ip": address };
  const answer = await edge.post("/_selvedge/signals", body, { cookies: { sv_c: choice() }, headers });
  // Whoever is left out isn't told.
  expect(await answer.json()).toMatchObject({ counted: true });
}

/** Everybody of so many, some at once. */
async function each(length: number, act: (index: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < length; from += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, length - from) }, (_, index) => act(from + index)),
    );
}

const reached: Count = ["reached", "d", "order", 0, 1, []];
const joined: Count = ["joined", "d", []];
const rate = async () => {
  const { "joined:d": all = 0, "reached:d:order:1": some = 0 } = await totalsOf(edge);
  return some / all;
};

beforeAll(async () => {
  edge = new Edge({ site: SITE });
  config = await edge.config();
  // One in ten buys something.
  await each(VISITORS, (visitor) =>
    tell(
      visitor % (1 / RATE) === 0 ? [joined, reached] : [joined],
      `10.${visitor >> 16}.${(visitor >> 8) & 255}.${visitor & 255}`,
    ),
  );
}, 600_000);
afterAll(() => reset());

describe("somebody with five keys of the rate limiter", () => {
  test("moves the rate of the whole site by half a point at most, whichever way", async () => {
    expect(await rate()).toBe(RATE);
    await each(TRIES * HOSTILE.length, (index) => tell([reached], HOSTILE[index % HOSTILE.length]!));
    const high = await rate();
    expect(high - RATE).toBeGreaterThan(0.004);
    expect(high - RATE).toBeLessThanOrEqual(0.005);
    await each(TRIES * HOSTILE.length, (index) => tell([joined], HOSTILE[index % HOSTILE.length]!));
    expect(high - (await rate())).toBeLessThanOrEqual(0.005);
    // The owner sees how much was left out.
    const { "mishap:crowded": crowded = 0 } = await totalsOf(edge);
    const taken = 2 * TRIES * HOSTILE.length - crowded;
    // 20 of each kind by each key.
    expect(taken).toBe(2 * 20 * HOSTILE.length);
  }, 600_000);
});
