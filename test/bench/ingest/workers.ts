import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { dayOf } from "../../../shared/day.ts";
import { formatChoice } from "../../../shared/consent.ts";
import type { Count, TagConfig } from "../../../shared/wire.ts";
import { BARE, startSelvedge } from "../../../tools/start/selvedge.ts";
import { startedProcess } from "../pages/workers.ts";

/** What takes signals, or what stands for it. */
export interface Ingester {
  readonly name: string;
  /** Where a signal is posted. */
  readonly url: string;
  readonly pid: number;
  /** So many objects count. */
  readonly shards: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A message that was never sent before. */
  readonly body: () => string;
  readonly stop: () => Promise<unknown>;
}

const SITE = {
  version: 1,
  id: "bench",
  attributes: { visits: { count: "visit" } },
  segments: { returning: { when: { visits: { $gte: 2 } } }, french: { when: { "context.country": "FR" } } },
  goals: { order: { event: "purchase", value: "value", steps: [50, 100] } },
} as const;

/** Of ten messages: most tell of one more page, two of a new visitor, one of an order. */
const PAGE: readonly Count[] = [["view"], ["event", "view"]];
const NEW: readonly Count[] = [
  ...PAGE,
  ["event", "visit"],
  ["joined", "d", ["french", "returning"]],
  ["joined", "w", ["french", "returning"]],
  ["joined", "m", ["french", "returning"]],
];
const ORDER: readonly Count[] = [
  ...PAGE,
  ["event", "purchase"],
  ["goal", "order", 50],
  ["reached", "d", "order", 0, 2, ["french", "returning"]],
  ["reached", "m", "order", 0, 2, ["french", "returning"]],
];
const MESSAGES = [NEW, PAGE, PAGE, PAGE, NEW, PAGE, PAGE, ORDER, PAGE, PAGE];

/** All that a Worker has to do to count: one object, one number. */
const PEER = `
import { DurableObject } from "cloudflare:workers";
export class One extends DurableObject {
  constructor(state, env) {
    super(state, env);
    state.storage.sql.exec("CREATE TABLE IF NOT EXISTS one (only INTEGER PRIMARY KEY, total INTEGER NOT NULL)");
    state.storage.sql.exec("INSERT OR IGNORE INTO one VALUES (1, 0)");
  }
  add() {
    this.ctx.storage.sql.exec("UPDATE one SET total = total + 1");
    return true;
  }
}
export default {
  async fetch(request, env) {
    await env.ONE.get(env.ONE.idFromName("one")).add();
    return new Response("{}", { headers: { "content-type": "application/json" } });
  },
};
`;

/** A Worker with a Durable Object that only raises one number. */
export async function startPeer(): Promise<Ingester> {
  const folder = await mkdtemp(join(tmpdir(), "selvedge-ingest-"));
  const { pid, result } = await startedProcess(async () => {
    const worker = new Miniflare(
      convertV4MiniflareOptions({
        host: "127.0.0.1",
        port: 0,
        cf: {},
        log: new Log(LogLevel.WARN),
        telemetry: { enabled: false },
        resourcePersistencePath: folder,
        workers: [
          {
            ...BARE,
            name: "peer",
            modules: [{ type: "ESModule", path: "worker.js", contents: PEER }],
            compatibilityDate: "2026-11-02",
            durableObjects: { ONE: { className: "One", useSQLite: true } },
          },
        ],
      }),
    );
    await worker.ready;
    return { worker, url: (await worker.unsafeGetDirectURL("peer")).origin };
  });
  const stop = async () => {
    await result.worker.dispose();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    name: "one object, one number",
    url: result.url,
    pid,
    shards: 1,
    headers: {},
    body: () => "{}",
    stop,
  };
}

/** The real Worker, with so many shards. */
export async function startCounting(shards: number): Promise<Ingester> {
  const { pid, result } = await startedProcess(() =>
    startSelvedge({
      origin: "http://127.0.0.1:9",
      site: JSON.stringify(SITE),
      bare: true,
      limiter: false,
      variables: { COUNTER_SHARDS: String(shards) },
    }),
  );
  const config = (await (await fetch(`${result.url}/_selvedge/config`)).json()) as TagConfig;
  const day = dayOf(Date.now());
  const choice = formatChoice({ purposes: ["measurement"], revision: 1, day, gpc: false, epoch: 1 });
  let sent = 0;
  return {
    name: `counting, ${shards} shard${shards === 1 ? "" : "s"}`,
    url: `${result.url}/_selvedge/signals`,
    pid,
    shards,
    headers: { "content-type": "application/json", cookie: `sv_c=${choice}` },
    body: () =>
      JSON.stringify({
        plan: config.plan,
        path: "/",
        language: "en",
        counts: MESSAGES[sent++ % MESSAGES.length],
        message: crypto.randomUUID().replaceAll("-", ""),
        token: config.token,
      }),
    stop: result.stop,
  };
}
