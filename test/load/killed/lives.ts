import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, Response } from "miniflare";
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from "wrangler";
import { bundleWorker } from "../../../tools/build/worker.ts";
import { BARE } from "../../../tools/start/selvedge.ts";
import { startedProcess } from "../../bench/pages/workers.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** A workerd with the Worker in it. */
export interface Life {
  /** Without a slash at the end. */
  readonly url: string;
  readonly pid: number;
  readonly worker: Miniflare;
}

/**
 * Begins a life of the Worker on the storage of the lives before, with the bindings of wrangler.toml, but for the rate
 * limiter. It is bundled once, and browsers get nothing of it: so a life begins in a moment.
 */
export async function livesIn(
  folder: string,
  site: string,
  variables: Readonly<Record<string, string>>,
): Promise<() => Promise<Life>> {
  const { workerOptions, main } = readWorkerOptions(join(ROOT, "wrangler.toml"));
  const contents = await bundleWorker(ROOT, main!, { site, catalog: "[]" });
  const { modulesRules: _, assets: __, ...configured } = workerOptions;
  const begin = async () => {
    const worker = new Miniflare(
      convertV4MiniflareOptions({
        host: "127.0.0.1",
        port: 0,
        cf: {},
        log: new Log(LogLevel.NONE),
        handleStructuredLogs: () => undefined,
        telemetry: { enabled: false },
        resourcePersistencePath: join(folder, "storage"),
        workers: [
          {
            ...configured,
            ratelimits: {},
            ...BARE,
            name: "selvedge",
            modules: [{ type: "ESModule", path: "worker.js", contents }],
            serviceBindings: { ASSETS: () => new Response("not found", { status: 404 }) },
            bindings: { ...(configured["bindings"] as Readonly<Record<string, string>>), ...variables },
          },
        ],
      }),
    );
    await worker.ready;
    return { worker, url: (await worker.unsafeGetDirectURL("selvedge")).origin };
  };
  return async () => {
    const { pid, result } = await startedProcess(begin);
    return { pid, ...result };
  };
}
