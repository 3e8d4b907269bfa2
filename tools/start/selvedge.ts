import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, Response } from "miniflare";
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from "wrangler";
import { buildClient } from "../build/client.ts";
import { bundleWorker } from "../build/worker.ts";
import { newReceiptKey } from "../receipts/key.ts";
import { alsoOnIpv6, demandFreePort } from "./listening.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Options of Miniflare for a Worker that is reached directly, and reaches the network directly. */
export const BARE = { unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }], stripCfConnectingIp: false };

/** Browsers take every name under `localhost` for this machine, and what is there for trustworthy. */
const ADMIN_HOST = "admin.localhost";

/** What one instance is started with. */
export interface SelvedgeOptions {
  /** Where pages come from: `http://127.0.0.1:4000`. */
  readonly origin: string;
  /** The text of a checked site file, JSON. */
  readonly site: string;
  /** The text of a catalog, JSON; absent: no items. */
  readonly catalog?: string;
  /** Where to listen on localhost; 0 or absent takes a free port. */
  readonly port?: number;
  /** Where the built client, the secret and the storage live. Absent: a temporary folder, removed at `stop`. */
  readonly folder?: string;
  /** Variables on top of the ones that development sets. */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * Listens without the Workers that Miniflare puts before and behind each one, which Cloudflare doesn't have: they
   * cost as much as ours does, so benchmarks leave them out. `url` is then one on `127.0.0.1` only.
   */
  readonly bare?: boolean;
  /**
   * False: without the rate limiter. Its local stand-in writes to the disk what Cloudflare holds in memory, and would be
   * most of what a signal costs.
   */
  readonly limiter?: boolean;
  /** Lets `worker.getInspectorURL()` look into its memory. */
  readonly inspector?: boolean;
}

/** A running instance. */
export interface Selvedge {
  /** `http://localhost:<port>`, without a slash at the end. */
  readonly url: string;
  readonly origin: string;
  /** Where the dashboard is, and what lets in there. */
  readonly owner: { readonly url: string; readonly token: string };
  /** The folder that holds all its state. */
  readonly folder: string;
  /** Every line that the Worker logged since the start. */
  readonly logs: readonly string[];
  /** For looking into its storage: `worker.getKVNamespace("SITE")`, `worker.getBindings()`. */
  readonly worker: Miniflare;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the Worker in workerd in front of `origin`, with the bindings of wrangler.toml on storage of this
 * machine, and resolves when it answers. Any number of instances can run side by side. Rejects with
 * `PortInUse`, or with what the build or workerd had to say; then nothing is left running.
 */
export async function startSelvedge(options: SelvedgeOptions): Promise<Selvedge> {
  const port = options.port ?? 0;
  if (port !== 0) await demandFreePort(port);
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "selvedge-")));
  await mkdir(folder, { recursive: true });
  const stops: (() => Promise<unknown>)[] = [];
  if (!options.folder) stops.push(() => rm(folder, { recursive: true, force: true }));
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const logs: string[] = [];
    const worker = await startWorker(options, folder, logs);
    stops.push(() => worker.dispose());
    const ready = await worker.ready;
    if (options.bare) {
      const { origin: url } = await worker.unsafeGetDirectURL("selvedge");
      return { url, origin: options.origin, owner: await ownerAt(url, folder), folder, logs, worker, stop };
    }
    stops.push(await alsoOnIpv6(Number(ready.port)));
    const url = `http://localhost:${ready.port}`;
    const owner = await ownerAt(url, folder);
    return { url, origin: options.origin, owner, folder, logs, worker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startWorker(options: SelvedgeOptions, folder: string, logs: string[]): Promise<Miniflare> {
  const client = join(folder, "client");
  const { workerOptions, main } = readWorkerOptions(join(ROOT, "wrangler.toml"));
  if (main === undefined) throw new Error("wrangler.toml names no main");
  const { site, catalog = "[]" } = options;
  const [contents] = await Promise.all([
    bundleWorker(ROOT, main, { site, catalog, mapped: !options.bare }),
    buildClient(ROOT, client),
  ]);
  // Miniflare would put two more Workers before ours for the sake of a few scripts; at the edge their work
  // is Cloudflare's own. So locally the binding answers by itself.
  const { modulesRules: _, assets: __, ...all } = workerOptions;
  const configured = options.limiter === false ? { ...all, ratelimits: {} } : all;
  return new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: options.port ?? 0,
      // Where a visitor is comes from the header `selvedge-context`; asking the network for it is slow. What
      // time it is there, this machine knows.
      cf: { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      log: new Log(LogLevel.WARN),
      handleStructuredLogs: ({ message }) => void logs.push(message),
      telemetry: { enabled: false },
      resourcePersistencePath: join(folder, "storage"),
      ...(options.inspector && { inspectorPort: 0 }),
      workers: [
        {
          ...configured,
          ...(options.bare && BARE),
          name: "selvedge",
          modules: [{ type: "ESModule", path: "worker.js", contents }],
          serviceBindings: {
            ...(configured["serviceBindings"] as object),
            ASSETS: (request) => asset(client, request),
          },
          bindings: {
            ...(configured["bindings"] as Readonly<Record<string, string>>),
            ORIGIN: options.origin,
            DEV_CONTEXT: "1",
            SELVEDGE_SECRET: await secretOf(folder, "secret"),
            ATTEST_SECRET: await secretOf(folder, "attest-secret"),
            ADMIN_HOST,
            OWNER_TOKEN: await secretOf(folder, "owner-token"),
            RECEIPT_KEY: await secretOf(folder, "receipt-key", newReceiptKey),
            ...options.variables,
          },
        },
      ],
    }),
  );
}

/** A file that the build has made for browsers. The Worker sets all headers that matter. */
async function asset(client: string, request: { readonly url: string }): Promise<Response> {
  const name = basename(new URL(request.url).pathname);
  const text = await readFile(join(client, name), "utf8").catch(() => undefined);
  if (text === undefined) return new Response("not found", { status: 404 });
  return new Response(text, { headers: { "content-type": "text/javascript; charset=utf-8" } });
}

async function ownerAt(url: string, folder: string): Promise<Selvedge["owner"]> {
  return { url: `http://${ADMIN_HOST}:${new URL(url).port}`, token: await secretOf(folder, "owner-token") };
}

/** Made once for a folder, so that cookies stay valid over a restart. */
async function secretOf(folder: string, name: string, make = randomText): Promise<string> {
  const path = join(folder, name);
  const kept = await readFile(path, "utf8").catch(() => "");
  if (kept !== "") return kept;
  const secret = make();
  await writeFile(path, secret, { mode: 0o600 });
  return secret;
}

function randomText(): string {
  return randomBytes(32).toString("base64url");
}
