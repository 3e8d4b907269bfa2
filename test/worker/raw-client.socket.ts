import { connect, type Socket } from "node:net";

/** A connection of which the test sees every byte as it comes. */
export interface RawClient {
  readonly socket: Socket;
  /** All that has come so far. */
  received(): string;
  /** Resolves when this has come; rejects where the connection ends before. */
  until(text: string): Promise<void>;
  /** Resolves to all that came when the connection is over. */
  end(): Promise<string>;
}

/** Sends a request head, and perhaps more later. Without a `Host` of its own it is for where it is sent. */
export function rawClient(url: URL, lines: readonly string[]): RawClient {
  const socket = connect(Number(url.port), url.hostname);
  const chunks: Buffer[] = [];
  const received = () => Buffer.concat(chunks).toString("latin1");
  let closed = false;
  let look = () => undefined as void;
  const happened = (test: () => boolean) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (test()) resolve();
      };
      look();
    });
  socket.on("data", (chunk) => {
    chunks.push(chunk);
    look();
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    closed = true;
    look();
  });
  const host = lines.some((line) => /^host:/i.test(line)) ? [] : [`Host: ${url.host}`];
  socket.write([...lines, ...host, "", ""].join("\r\n"));
  return {
    socket,
    received,
    async until(text) {
      await happened(() => closed || received().includes(text));
      if (!received().includes(text)) throw new Error(`never came: ${text}; but: ${received()}`);
    },
    async end() {
      await happened(() => closed);
      return received();
    },
  };
}
