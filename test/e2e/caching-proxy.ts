import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";

/** A shared cache that stores whatever HTTP allows it to, keyed by nothing but the URL. */
export interface CachingProxy {
  readonly url: string;
  /** Requests that were answered from the store. */
  hits(): number;
  stop(): Promise<void>;
}

interface Stored {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Source of the rules: RFC 9111, section 3, for a cache that ignores cookies as many do. */
export async function startCachingProxy(target: string): Promise<CachingProxy> {
  const store = new Map<string, Stored>();
  let hits = 0;
  const server = createServer((incoming, outgoing) => {
    const key = incoming.url!;
    const kept = incoming.method === "GET" ? store.get(key) : undefined;
    if (kept) {
      hits++;
      outgoing.writeHead(kept.status, { ...kept.headers, "x-cache": "hit" });
      return void outgoing.end(kept.body);
    }
    const { hostname, port } = new URL(target);
    const headers = { ...incoming.headers, "accept-encoding": "identity" };
    const upstream = ask({ hostname, port, path: key, method: incoming.method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const body = Buffer.concat(chunks);
        const entry = { status: answer.statusCode!, headers: answer.headers, body };
        if (incoming.method === "GET" && mayStore(entry)) store.set(key, entry);
        const { "transfer-encoding": _, ...rest } = answer.headers;
        outgoing.writeHead(entry.status, { ...rest, "content-length": body.length });
        outgoing.end(body);
      });
    });
    upstream.on("error", () => outgoing.destroy());
    incoming.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    hits: () => hits,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function mayStore({ status, headers }: Stored): boolean {
  const control = String(headers["cache-control"] ?? "");
  if (/\b(private|no-store|no-cache)\b/.test(control) || headers["set-cookie"]) return false;
  // Without an explicit lifetime a cache may guess one (RFC 9111, 4.2.2): so this one does.
  return [200, 301, 404].includes(status);
}
