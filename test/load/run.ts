import { gather, keptConnections, mingle, straightTo } from "../worker/caching/crowd.socket.ts";
import { startCrowdedShop } from "../worker/caching/shop.socket.ts";
import type { Reply } from "../worker/caching/strict-cache.socket.ts";
import { installedCaches } from "./caches.ts";

/**
 * `npm run load [-- REQUESTS]`: what interleaved.socket.test.ts does, through caches that sites really have: many
 * visitors ask for the same pages, and nobody may get what was decided for somebody else. All of it on this machine's
 * loopback, a bounded number of requests. Ends with 1 where there was a leak, or nothing to try it with.
 */
const REQUESTS = Number(process.argv[2] ?? 100_000);
const AT_ONCE = 24;
/** After so many requests the caches are as good as empty: others come first. */
const ROUND = 2000;
/** Fewer than this from the store, and the cache was idle: then nothing was tried. */
const LEAST_HITS = 0.2;
const LEAKS_SHOWN = 10;

if (!Number.isInteger(REQUESTS) || REQUESTS < 1) {
  console.error("how many requests? npm run load -- 100000");
  process.exit(2);
}
const caches = installedCaches();
if (caches.length === 0) {
  console.error(
    "neither nginx nor varnish is installed here; on Debian: apt-get install nginx-light varnish",
  );
  process.exit(1);
}

const shop = await startCrowdedShop();
const origin = shop.url.replace("localhost", "127.0.0.1");
let failed = false;
try {
  const people = await gather(origin);
  console.log(`${REQUESTS.toLocaleString("en")} requests by ${people.length} visitors through each:`);
  for (const { version, start } of caches) {
    const cache = await start(origin);
    const agent = keptConnections(AT_ONCE);
    const ask = straightTo(cache.url, agent);
    const begun = performance.now();
    // Addresses that the cache hangs up on.
    const refused = new Map<string, string>();
    try {
      const { hits, personal, leaks } = await mingle(
        people,
        async ({ headers, ...exchange }, index) => {
          const round = String(Math.floor(index / ROUND));
          const asking = ask({ ...exchange, headers: { ...headers, "x-round": round } });
          const reply = await asking.catch((error: unknown): Reply => {
            refused.set(exchange.path, error instanceof Error ? error.message : String(error));
            return { status: 0, headers: {}, body: "", isHit: false };
          });
          return { ...reply, isHit: reply.headers["x-cache"] === "HIT" };
        },
        { requests: REQUESTS, atOnce: AT_ONCE },
      );
      const seconds = (performance.now() - begun) / 1000;
      const isIdle = hits < REQUESTS * LEAST_HITS || personal === 0;
      failed ||= leaks.length > 0 || isIdle;
      console.log(
        `  ${version.padEnd(16)} ${leaks.length} leaks; ${share(hits)} came from the cache, ` +
          `${share(personal)} were decided for who asked; ${seconds.toFixed(0)} s${isIdle ? " – too idle to tell" : ""}`,
      );
      for (const [path, why] of refused) console.log(`    refuses ${path}: ${why}`);
      for (const leak of leaks.slice(0, LEAKS_SHOWN)) console.log(`    ${leak}`);
    } finally {
      agent.destroy();
      await cache.stop();
    }
  }
} finally {
  await shop.stop();
}
process.exitCode = failed ? 1 : 0;

function share(count: number): string {
  return `${((100 * count) / REQUESTS).toFixed(1)} %`;
}
