import { connect, type Socket } from "node:net";

/** Larger than what a socket gives at once. */
const ROOM_BYTES = 256 * 1024;
const HEAD_END = "\r\n\r\n";

type State = "head" | "counted" | "size" | "chunk" | "end of chunk" | "end";

/** What waits for an answer. */
interface Asked {
  readonly resolve: (firstByte: number) => void;
  readonly reject: (error: Error) => void;
  /** When the first byte came, by `performance.now()`. */
  firstByte?: number;
}

/**
 * A connection that is kept alive, for one request at a time. All answers are read into the same memory and dropped: with
 * Node's own client those who ask collect more garbage than those who are measured, for tens of milliseconds at once, on
 * the same processors. Source: https://www.rfc-editor.org/rfc/rfc9112
 */
export class Connection {
  readonly #socket: Socket;
  #asked: Asked | undefined;
  #state: State = "head";
  /** How many bytes of the body, or of the chunk, are still to come. */
  #left = 0;
  /** The line with a chunk's size, as far as it has come. */
  #line = "";

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    const fail = (error: Error) => this.#asked?.reject(error);
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(ROOM_BYTES),
        callback: (length, room) => {
          try {
            this.#read(room as Buffer, length);
          } catch (error) {
            fail(error as Error);
          }
          return true;
        },
      },
    });
    this.#socket.on("error", fail).on("close", () => fail(new Error("the connection was closed")));
  }

  /**
   * Resolves once the whole answer is there, to when its first byte came.
   * @param request as it goes over the wire; @throws unless the answer is 200
   */
  ask(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      this.#state = "head";
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#asked = undefined;
    this.#socket.destroy();
  }

  #read(room: Buffer, length: number): void {
    const asked = this.#asked;
    if (!asked) return;
    asked.firstByte ??= performance.now();
    let at = 0;
    if (this.#state === "head") at = this.#readHead(room, length);
    if (this.#state === "counted") {
      this.#left -= length - at;
      if (this.#left === 0) this.#state = "end";
    } else while (at < length) at = this.#readChunked(room, at, length);
    if (this.#state !== "end") return;
    this.#asked = undefined;
    asked.resolve(asked.firstByte);
  }

  /** Returns where the body begins. Heads here come in one piece. */
  #readHead(room: Buffer, length: number): number {
    const end = room.subarray(0, length).indexOf(HEAD_END);
    if (end < 0) throw new Error("the head of an answer came in pieces");
    const head = room.toString("latin1", 0, end).toLowerCase();
    if (!head.startsWith("http/1.1 200")) throw new Error(`a page came as ${head.split("\r\n", 1)[0]}`);
    const counted = /\r\ncontent-length: *(\d+)/.exec(head);
    if (!counted && !/\r\ntransfer-encoding: *chunked/.test(head))
      throw new Error(`a page without a length: ${head}`);
    this.#state = counted ? "counted" : "size";
    this.#left = Number(counted?.[1] ?? 0);
    return end + HEAD_END.length;
  }

  /** Reads on in a body that comes in chunks, and returns how far. */
  #readChunked(room: Buffer, at: number, length: number): number {
    if (this.#state === "chunk") {
      const read = Math.min(this.#left, length - at);
      this.#left -= read;
      if (this.#left === 0) this.#state = "end of chunk";
      return at + read;
    }
    const byte = String.fromCharCode(room[at]!);
    this.#line += byte;
    if (byte !== "\n") return at + 1;
    const line = this.#line.trim();
    this.#line = "";
    if (this.#state === "end of chunk") this.#state = "size";
    else if (this.#left === 0 && line === "") this.#state = "end";
    else if (line !== "") {
      this.#left = Number.parseInt(line, 16);
      if (this.#left > 0) this.#state = "chunk";
    }
    return at + 1;
  }
}
