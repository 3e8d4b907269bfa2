import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";

export interface Stage {
  /** Where the Worker listens. */
  readonly url: URL;
  stop(): Promise<void>;
}

/** An origin over a real socket, with the way of a page in a real workerd in front of it. */
export async function stage(origin: RequestListener): Promise<Stage> {
  const server = createServer(origin);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const entry = fileURLToPath(new URL("worker.ts", import.meta.url));
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    write: false,
    target: "es2022",
  });
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: bundle.outputFiles[0]!.text,
      compatibilityDate: "2026-11-02",
      bindings: { ORIGIN: `http://127.0.0.1:${port}` },
    }),
  );
  const url = await worker.ready;
  return { url, stop: () => stop(worker, server) };
}

async function stop(worker: Miniflare, server: Server): Promise<void> {
  await worker.dispose();
  server.closeAllConnections();
  server.close();
}

/** The answer to a request, byte for byte as it comes over the socket, up to the end of the connection. */
export async function raw(
  url: URL,
  path: string,
  headers: readonly string[] = [],
  method = "GET",
): Promise<{ head: string; body: Buffer }> {
  const socket = connect(Number(url.port), url.hostname);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.on("error", () => undefined);
  socket.write(
    [`${method} ${path} HTTP/1.1`, `Host: ${url.host}`, "Connection: close", ...headers, "", ""].join("\r\n"),
  );
  await once(socket, "close");
  const all = Buffer.concat(chunks);
  const end = all.indexOf("\r\n\r\n");
  return {
    head: all.subarray(0, Math.max(end, 0)).toString("latin1"),
    body: all.subarray(end < 0 ? all.length : end + 4),
  };
}

/** Whether a body is framed as complete: chunks up to the last, or as long as announced. */
export function isComplete({ head, body }: { head: string; body: Buffer }): boolean {
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  if (length !== undefined) return body.length === Number(length);
  return /^transfer-encoding: chunked/im.test(head) && body.subarray(-5).toString("latin1") === "0\r\n\r\n";
}

/** The body of an answer, without its framing. */
export function bodyOf({ head, body }: { head: string; body: Buffer }): Buffer {
  return /^transfer-encoding: chunked/im.test(head) ? unchunk(body) : body;
}

function unchunk(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const end = body.indexOf("\r\n", at);
    const length = Number.parseInt(body.subarray(at, end).toString(), 16);
    if (!length) break;
    chunks.push(body.subarray(end + 2, end + 2 + length));
    at = end + 4 + length;
  }
  return Buffer.concat(chunks);
}
