import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import type { Ingester } from "./workers.ts";

/** So many signals are on their way at once to each object. */
const CONNECTIONS = 32;

/** What came of a turn. */
export interface Turn {
  readonly perSecond: number;
  /** How long each signal took, in milliseconds. */
  readonly waits: readonly number[];
}

/** Sends signals for so long, on this machine only; the next one when one is answered. @throws unless each is counted */
export async function ingest(ingester: Ingester, milliseconds: number): Promise<Turn> {
  const connections = CONNECTIONS * ingester.shards;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waits: number[] = [];
  const begun = performance.now();
  let turn = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (;;) {
        const from = performance.now();
        if (from - begun > milliseconds) return;
        const network = `10.${turn >> 16}.${(turn >> 8) & 255}.${turn++ & 255}`;
        await post(ingester, network, agent);
        waits.push(performance.now() - from);
      }
    }),
  ).finally(() => agent.destroy());
  return { perSecond: (waits.length * 1000) / (performance.now() - begun), waits };
}

async function post({ url, headers, body }: Ingester, network: string, agent: Agent): Promise<void> {
  const sent = body();
  const own = { "content-length": Buffer.byteLength(sent), "cf-connecting-ip": network };
  const answer = await new Promise<string>((resolve, reject) => {
    const asked = request(url, { method: "POST", agent, headers: { ...headers, ...own } }, (response) => {
      const whole = text(response);
      if (response.statusCode === 200) whole.then(resolve, reject);
      else whole.then((why) => reject(new Error(`${response.statusCode} ${why}`)), reject);
    });
    asked.on("error", reject).end(sent);
  });
  if (answer.includes('"counted":false')) throw new Error("a signal wasn't counted");
}
