import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { BARE, startSelvedge } from "../../../tools/start/selvedge.ts";
import { workerdProcesses } from "./cpu.ts";
import { rainyVisitor } from "./visitor.ts";

/** A Worker in a workerd of its own, and the visitor who asks it. */
export interface Running {
  /** Without a slash at the end. */
  readonly url: string;
  readonly pid: number;
  /** The visitor's Cookie header. */
  readonly cookie: string;
  /** Where its memory can be looked at, if it was started so. */
  readonly inspector?: URL;
}

/** Starts what is to be compared, all in front of the same origin. */
export interface Workers {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  script(source: string): Promise<Running>;
  /** With a visitor who has said yes and likes rain. */
  selvedge(
    site: object,
    options?: { readonly inspector?: boolean; readonly catalog?: readonly object[] },
  ): Promise<Running>;
}

/** Starts the origin, in a process of its own, and ends it and all Workers when `use` is through. */
export async function withWorkers<T>(use: (workers: Workers) => Promise<T>): Promise<T> {
  const child = fork(join(import.meta.dirname, "origin.ts"));
  const stops: (() => Promise<unknown>)[] = [() => stopped(child)];
  try {
    const [port] = (await once(child, "message")) as [number];
    const origin = `http://127.0.0.1:${port}`;
    return await use({
      origin,
      script: (source) => startScript(source, origin, stops),
      selvedge: (site, { inspector = false, catalog = [] } = {}) =>
        startSite({ site, catalog, origin, inspector }, stops),
    });
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

type Stops = (() => Promise<unknown>)[];

interface Started {
  readonly site: object;
  readonly catalog: readonly object[];
  readonly origin: string;
  readonly inspector: boolean;
}

async function startSite({ site, catalog, origin, inspector }: Started, stops: Stops): Promise<Running> {
  const { pid, result } = await startedProcess(async () => {
    const texts = { site: JSON.stringify(site), catalog: JSON.stringify(catalog) };
    const started = await startSelvedge({ origin, ...texts, bare: true, inspector });
    stops.push(started.stop);
    return started;
  });
  return {
    url: result.url,
    pid,
    cookie: await rainyVisitor(result.url),
    ...(inspector && { inspector: await result.worker.getInspectorURL() }),
  };
}

async function startScript(contents: string, origin: string, stops: Stops): Promise<Running> {
  const { pid, result } = await startedProcess(async () => {
    const worker = new Miniflare(
      convertV4MiniflareOptions({
        host: "127.0.0.1",
        port: 0,
        cf: {},
        log: new Log(LogLevel.WARN),
        telemetry: { enabled: false },
        workers: [
          {
            ...BARE,
            name: "peer",
            modules: [{ type: "ESModule", path: "worker.js", contents }],
            compatibilityDate: "2026-11-02",
            bindings: { ORIGIN: origin },
          },
        ],
      }),
    );
    stops.push(() => worker.dispose());
    await worker.ready;
    return worker.unsafeGetDirectURL("peer");
  });
  return { url: result.origin, pid, cookie: "" };
}

/** Runs `start`, and finds the workerd that came by it. */
export async function startedProcess<T>(
  start: () => Promise<T>,
): Promise<{ readonly pid: number; readonly result: T }> {
  const before = workerdProcesses();
  const result = await start();
  const pid = workerdProcesses().find((each) => !before.includes(each));
  if (pid === undefined) throw new Error("no workerd process was started");
  return { pid, result };
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, "exit");
}
