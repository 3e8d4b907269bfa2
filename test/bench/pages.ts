import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { startSelvedge } from "../../tools/start/selvedge.ts";
import { BY_HAND, PASS_THROUGH } from "./by-hand.ts";
import { cpuMilliseconds, workerdProcesses } from "./cpu.ts";
import { quantile, ratioOf, type Report } from "./report.ts";
import { BENCH_SITE } from "./site.ts";
import { rainyVisitor } from "./visitor.ts";

const ROUNDS = 9;
const REQUESTS = 300;
const AT_ONCE = 4;
/** Whoever doesn't look like a browser may be a bot, and gets the default page. */
const BROWSER = {
  accept: "text/html",
  "user-agent":
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
};

interface Contender {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  readonly cookie: string;
  /** Each page is another one. */
  readonly unseen?: true;
}

/**
 * Processor time of workerd per page of about 100 KB, as the kernel accounts for it. The origin is a process of
 * its own; contenders take turns, so that a noisy machine disturbs all of them alike.
 */
export async function benchPages(progress: (text: string) => void): Promise<Report> {
  const origin = fork(join(import.meta.dirname, "origin.ts"));
  const [port] = (await once(origin, "message")) as [number];
  const stops: (() => Promise<unknown>)[] = [async () => stopped(origin)];
  try {
    const address = `http://127.0.0.1:${port}`;
    const selvedge = await started(
      () => startSelvedge({ origin: address, site: JSON.stringify(BENCH_SITE) }),
      stops,
    );
    const byHand = await started(() => startScript(BY_HAND, address), stops);
    const through = await started(() => startScript(PASS_THROUGH, address), stops);
    const cookie = await rainyVisitor(selvedge.url);
    const contenders: Contender[] = [
      { name: "pass-through", ...through, url: `${through.url}/`, cookie },
      { name: "by hand", ...byHand, url: `${byHand.url}/`, cookie },
      { name: "personalized", ...selvedge, url: `${selvedge.url}/`, cookie },
      { name: "never seen before", ...selvedge, url: `${selvedge.url}/`, cookie, unseen: true },
      { name: "without consent", ...selvedge, url: `${selvedge.url}/`, cookie: "" },
      { name: "instrumented", ...selvedge, url: `${selvedge.url}/about/`, cookie },
      { name: "other", ...selvedge, url: `${selvedge.url}/other/`, cookie },
    ];
    await checkPages(contenders);
    const times = await measure(contenders, progress);
    const rows = contenders.map(({ name }) => {
      const ratios = [];
      if (name === "never seen before") ratios.push(ratioOf("by hand", times[name]!, times["by hand"]!));
      if (name === "personalized") ratios.push(ratioOf("by hand", times[name]!, times["by hand"]!, 1.3));
      if (name !== "pass-through") {
        ratios.push(
          ratioOf("pass-through", times[name]!, times["pass-through"]!, name === "other" ? 1.15 : undefined),
        );
      }
      return { name, value: quantile(times[name]!, 0.5), unit: "ms", ratios };
    });
    return {
      title: `pages: processor time per page, median of ${ROUNDS} rounds of ${REQUESTS} requests (quartiles)`,
      rows,
    };
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

/** A benchmark of the wrong thing is worse than none. */
async function checkPages(contenders: readonly Contender[]): Promise<void> {
  const expected: Record<string, RegExp> = {
    personalized: /is-returning[^]*see you again[^]*Two rain jackets[^]*href="\/rain\/"[^>]*>See/,
    "never seen before": /is-returning[^]*see you again[^]*Two rain jackets[^]*href="\/rain\/"[^>]*>See/,
    "by hand": /is-returning[^]*see you again[^]*Two rain jackets[^]*href="\/rain\/"[^>]*>See/,
    instrumented: /tag\.js[^]*Made for weather/,
    "without consent": /tag\.js[^]*Made for weather/,
  };
  for (const { name, url, cookie } of contenders) {
    const text = await (await fetch(url, { headers: { cookie, ...BROWSER } })).text();
    if (!(expected[name] ?? /Made for weather/).test(text)) throw new Error(`${name} serves the wrong page`);
  }
}

async function measure(
  contenders: readonly Contender[],
  progress: (text: string) => void,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(contenders.map(({ name }) => [name, []]));
  // One round more than is counted: the first one warms up.
  for (let round = -1; round < ROUNDS; round++) {
    for (const { name, url, pid, cookie, unseen } of contenders) {
      progress(`pages: round ${Math.max(0, round + 1)} of ${ROUNDS}, ${name}`);
      const before = cpuMilliseconds(pid);
      await load((request) => (unseen ? `${url}?${round}.${request}` : url), cookie);
      if (round >= 0) times[name]!.push((cpuMilliseconds(pid) - before) / REQUESTS);
    }
  }
  return times;
}

/** A bounded number of requests, on this machine only. */
async function load(urlOf: (request: number) => string, cookie: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const one = (request: number) =>
    new Promise<void>((resolve, reject) => {
      const headers = { ...BROWSER, ...(cookie && { cookie }) };
      get(urlOf(request), { agent, headers }, (response) =>
        response.on("end", resolve).on("error", reject).resume(),
      ).on("error", reject);
    });
  let left = REQUESTS;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await one(left);
    }),
  );
  agent.destroy();
}

async function started(
  start: () => Promise<{ readonly url: string; readonly stop: () => Promise<unknown> }>,
  stops: (() => Promise<unknown>)[],
): Promise<{ url: string; pid: number }> {
  const before = workerdProcesses();
  const { url, stop } = await start();
  stops.push(stop);
  const pid = workerdProcesses().find((each) => !before.includes(each));
  if (pid === undefined) throw new Error("no workerd process was started");
  return { url: url.replace("localhost", "127.0.0.1"), pid };
}

async function startScript(script: string, origin: string) {
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: {},
      log: new Log(LogLevel.WARN),
      telemetry: { enabled: false },
      workers: [
        {
          name: "peer",
          modules: [{ type: "ESModule", path: "worker.js", contents: script }],
          compatibilityDate: "2026-11-02",
          bindings: { ORIGIN: origin },
        },
      ],
    }),
  );
  const ready = await worker.ready;
  return { url: `http://127.0.0.1:${ready.port}`, stop: () => worker.dispose() };
}

async function stopped(child: ChildProcess): Promise<void> {
  child.kill();
  await once(child, "exit");
}
