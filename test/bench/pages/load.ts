import { Connection } from "./connection.ts";

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
  let left = requests;
  const connections: Connection[] = [];
  try {
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        for (let connection: Connection | undefined; left-- > 0;) {
          const url = next();
          if (!connection) connections.push((connection = new Connection(url)));
          await connection.ask(requestFor(url, cookie));
        }
      }),
    );
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** One page, as text. */
export async function getPage(url: string, cookie: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { headers: { ...BROWSER, ...(cookie && { cookie }) } });
  return { status: response.status, text: await response.text() };
}

let latest: { readonly url: string; readonly cookie: string; readonly request: Buffer } | undefined;

/** A browser's request as it goes over the wire. Most are the same as the one before. */
export function requestFor(url: string, cookie: string): Buffer {
  if (latest?.url === url && latest.cookie === cookie) return latest.request;
  const { host, pathname, search } = new URL(url);
  const headers = Object.entries({ host, ...BROWSER, ...(cookie && { cookie }) });
  const lines = [`GET ${pathname}${search} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const request = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
  latest = { url, cookie, request };
  return request;
}
