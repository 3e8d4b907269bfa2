import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A request as it came over the wire. */
export interface Asked {
  /** `GET /path HTTP/1.1` */
  readonly line: string;
  /** The lines of its head, without the first. */
  readonly headers: readonly string[];
  /** What of its body has come so far, chunked or not. */
  body(): string;
}

/** Writes an answer, byte by byte if need be. */
export type Answer = (socket: Socket, asked: Asked) => void | Promise<void>;

export interface RawOrigin {
  readonly url: string;
  /** Every request so far. */
  readonly asked: Asked[];
  stop(): void;
}

/** An origin that says exactly what the test says, right or wrong, by the last piece of the path. */
export async function rawOrigin(answers: Readonly<Record<string, Answer>>): Promise<RawOrigin> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let bytes = Buffer.alloc(0);
    let answered = false;
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const end = bytes.indexOf("\r\n\r\n");
      if (end < 0 || answered) return;
      answered = true;
      const [line = "", ...headers] = bytes.subarray(0, end).toString("latin1").split("\r\n");
      const request = { line, headers, body: () => bytes.subarray(end + 4).toString("latin1") };
      asked.push(request);
      const name = line.split(" ")[1]!.split("?")[0]!.split("/").at(-1)!;
      void (answers[name] ?? missing)(socket, request);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** An answer in one piece; without a length of its own it ends with the connection. */
export function whole(head: readonly string[], body: string | Buffer = "", status = "200 OK"): Answer {
  return (socket) => {
    socket.write([`HTTP/1.1 ${status}`, "Connection: close", ...head, "", ""].join("\r\n"));
    socket.end(body);
  };
}

const missing = whole(["Content-Type: text/plain", "Content-Length: 0"], "", "404 Not Found");
