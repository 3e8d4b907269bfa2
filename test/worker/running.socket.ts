import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { SiteInput } from "../../shared/site/schema.ts";
import { startSelvedge } from "../../tools/start/selvedge.ts";

/** What an origin says, byte for byte: pieces that are written one after the other, and how it ends. */
export interface Saying {
  readonly pieces: readonly Buffer[];
  /** `close`: in order. `reset`: in the middle. `hang`: never, until the client goes. Absent: the message says its length. */
  readonly end?: "close" | "reset" | "hang";
  /** How long it waits between two pieces; absent: no longer than it takes to send the first one. */
  readonly pauseMilliseconds?: number;
}

/** The whole product in workerd, in front of an origin that is scripted down to its bytes. */
export interface Running {
  readonly url: URL;
  /** What the origin says to whoever asks for this path, from now on. */
  say(path: string, saying: Saying): void;
  readonly logs: readonly string[];
  stop(): Promise<void>;
}

/**
 * Pages under /me/ get a block, under /none/ there is one for visitors that nobody here is; all others but
 * /excluded/ get the tag.
 */
const SITE = {
  version: 1,
  id: "running",
  exclude: ["/excluded/*"],
  attributes: { visits: { count: "visit" } },
  blocks: {
    hero: { pages: ["/me/*"], target: "#hero", op: "content", html: "<b>Dzień dobry</b>" },
    nobody: {
      pages: ["/none/*"],
      target: "p, div, td, li, #hero",
      op: "replace",
      html: "<b>Nobody</b>",
      when: { visits: { $gte: 2 } },
    },
  },
} as const satisfies SiteInput;

/** Starts both. Stop it afterwards. */
export async function startRunning(): Promise<Running> {
  const sayings = new Map<string, Saying>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.setNoDelay());
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    let heard = "";
    socket.on("data", (data) => {
      heard += data.toString("latin1");
      const path = /^[A-Z]+ (\S+) HTTP[^]*\r\n\r\n$/.exec(heard)?.[1];
      if (path === undefined) return;
      heard = "";
      void speak(socket, sayings.get(path) ?? NOT_FOUND);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const selvedge = await startSelvedge({ origin, site: JSON.stringify(SITE) });
  return {
    url: new URL(selvedge.url.replace("localhost", "127.0.0.1")),
    say: (path, saying) => void sayings.set(path, saying),
    logs: selvedge.logs,
    async stop() {
      await selvedge.stop();
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function speak(socket: Socket, { pieces, end, pauseMilliseconds }: Saying): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    socket.write(piece);
    await (pauseMilliseconds === undefined ? new Promise(setImmediate) : sleep(pauseMilliseconds));
  }
  if (end === "reset") socket.resetAndDestroy();
  else if (end === "close") socket.end();
}

const NOT_FOUND = answer("nothing here", { status: "404 Not Found", type: "text/plain" });

/** An answer in one piece. `type` is the content type; `headers` are lines. */
export function answer(
  body: Buffer | string,
  more: {
    readonly type?: string;
    readonly status?: string;
    readonly headers?: readonly string[];
    readonly chunked?: boolean;
  } = {},
): Saying {
  const { type = "text/html; charset=utf-8", status = "200 OK", headers = [], chunked = false } = more;
  const bytes = Buffer.from(body as string);
  const framing = chunked ? "Transfer-Encoding: chunked" : `Content-Length: ${bytes.length}`;
  const own = type === "" ? [] : [`Content-Type: ${type}`];
  const head = Buffer.from([`HTTP/1.1 ${status}`, ...own, framing, ...headers, "", ""].join("\r\n"));
  return { pieces: [head, chunked ? inChunks(bytes) : bytes] };
}

/** The same bytes, cut at these places. */
export function cut({ pieces, ...rest }: Saying, places: readonly number[]): Saying {
  const all = Buffer.concat(pieces);
  const sorted = [...new Set(places.map((place) => place % all.length))].sort((a, b) => a - b);
  return {
    ...rest,
    pieces: [0, ...sorted].map((from, index) => all.subarray(from, sorted[index] ?? all.length)),
  };
}

function inChunks(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0, size = 7; at < bytes.length; at += size, size = (size * 3) % 4093) {
    const part = bytes.subarray(at, at + size);
    chunks.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n"));
  }
  return Buffer.concat([...chunks, Buffer.from("0\r\n\r\n")]);
}
