import { Agent, get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

/** So many requests are on their way at once. */
export const CONNECTIONS = 4;
/**
 * Whoever doesn't look like a browser may be a bot, and gets the default page. By the last header workerd learns
 * where the visitor is, as Cloudflare tells it.
 */
const BROWSER = {
  accept: "text/html",
  "accept-language": "en",
  "sec-fetch-dest": "document",
  "sec-fetch-mode": "navigate",
  "sec-fetch-site": "none",
  "user-agent":
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
  "mf-cf-blob": JSON.stringify({ country: "FR", continent: "EU", timezone: "Europe/Paris" }),
};

interface Visitor {
  readonly next: () => string;
  readonly cookie: string;
}

/** A bounded number of requests, on this machine only; the next one when one is answered. @throws unless all are 200 */
export async function load({ next, cookie }: Visitor, requests: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let left = requests;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left-- > 0) await whole(await answer(next(), cookie, agent));
    }),
  ).finally(() => agent.destroy());
}

/** One page, as text. */
export async function getPage(url: string, cookie: string): Promise<{ status: number; text: string }> {
  const agent = new Agent();
  const response = await answer(url, cookie, agent);
  return { status: response.statusCode!, text: await text(response) };
}

/** Asks for a page; resolves with its first bytes. */
export function answer(url: string, cookie: string, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { ...BROWSER, ...(cookie && { cookie }) } }, resolve).on("error", reject);
  });
}

/** Reads a page to its end. @throws unless it is one */
export function whole(response: IncomingMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    if (response.statusCode !== 200) reject(new Error(`a page came with status ${response.statusCode}`));
    response.on("end", resolve).on("error", reject).resume();
  });
}
