/** How many bytes of pages all requests of an isolate together hold. */
export class ByteBudget {
  readonly #limit: number;
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes so many bytes, if there are as many left. */
  take(bytes: number): boolean {
    if (this.#held + bytes > this.#limit) return false;
    this.#held += bytes;
    return true;
  }

  /** Gives back what was taken. */
  release(bytes: number): void {
    this.#held -= bytes;
  }
}

/** How much of a body may be read, and how long that may take. */
export interface ReadLimits {
  readonly bytes: number;
  /** Resolves when the time since the first byte is over; undefined for no limit. */
  readonly deadline?: () => Promise<void>;
  readonly budget?: ByteBudget;
  /** How many bytes will come, if that is known. */
  readonly expected?: number;
  /** Tells each time whether this is enough. */
  readonly enough?: (bytes: Uint8Array) => boolean;
}

/** The part of a body that was read, and how to send all of it on as it is. */
export interface ReadBody {
  readonly bytes: Uint8Array;
  /** Why reading ended. `failed`: the origin broke off. */
  readonly end: "complete" | "enough" | "large" | "slow" | "busy" | "failed";
  /**
   * What was read, or what is given instead of it, and then the rest; fails where the origin fails.
   * @param length of all of it, if that is known
   */
  replay(
    instead?: readonly Uint8Array[],
    length?: number,
  ): {
    readonly body: ReadableStream<Uint8Array>;
    readonly done: Promise<void>;
  };
  /** Gives back what was taken from the budget. */
  release(): void;
}

type Read = ReadableStreamReadResult<Uint8Array>;

/** How much is asked for at once: each answer costs a turn, so few large ones are cheaper than many small ones. */
const ASKED_BYTES = 64 * 1024;

interface Reader {
  /** What it gives is there until the next read. */
  read(): Promise<Read>;
  cancel(error: unknown): Promise<void>;
  releaseLock(): void;
}

/** Reads what is there, up to so many bytes, without waiting for more; bodies that script has made, by the chunk. */
function readerOf(stream: ReadableStream<Uint8Array>, asked: number): Reader {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: "byob" });
  } catch {
    return stream.getReader();
  }
  let room = new Uint8Array(asked);
  return {
    async read() {
      const read = await reader.read(room);
      // The room has become part of another object meanwhile, as it does each time.
      if (read.value) room = new Uint8Array(read.value.buffer);
      return read;
    },
    cancel: (error) => reader.cancel(error),
    releaseLock: () => reader.releaseLock(),
  };
}

/** Bytes that come piece by piece. */
class Gathered {
  #room: Uint8Array;
  #length = 0;

  /** @param expected how many will come, as far as that is known */
  constructor(expected: number) {
    this.#room = new Uint8Array(expected);
  }

  get bytes(): Uint8Array {
    return this.#room.subarray(0, this.#length);
  }

  add(piece: Uint8Array): number {
    const length = this.#length + piece.byteLength;
    if (length > this.#room.byteLength) {
      const room = new Uint8Array(Math.max(length, 2 * this.#room.byteLength));
      room.set(this.bytes);
      this.#room = room;
    }
    this.#room.set(piece, this.#length);
    return (this.#length = length);
  }
}

/** Reads a body up to the limits. */
export async function readBody(stream: ReadableStream<Uint8Array>, limits: ReadLimits): Promise<ReadBody> {
  const reader = readerOf(stream, limits.enough ? Math.min(ASKED_BYTES, limits.bytes) : ASKED_BYTES);
  const gathered = new Gathered(Math.min(limits.expected ?? 0, limits.bytes));
  let taken = 0;
  let pending: Promise<Read> | undefined;
  let late: Promise<"slow"> | undefined;
  let end: ReadBody["end"] | undefined;
  while (end === undefined) {
    pending = reader.read();
    let read: Read | "slow";
    try {
      read = await (late ? Promise.race([pending, late]) : pending);
    } catch {
      end = "failed";
      break;
    }
    if (read === "slow") {
      end = "slow";
      break;
    }
    pending = undefined;
    if (read.done) {
      end = "complete";
      break;
    }
    const { value } = read;
    const length = gathered.add(value);
    if (length > limits.bytes) end = "large";
    else if (limits.budget && !limits.budget.take(value.byteLength)) end = "busy";
    else {
      if (limits.budget) taken += value.byteLength;
      if (limits.enough?.(gathered.bytes)) end = "enough";
    }
    // A page that is there needs no clock.
    if (end === undefined && length !== limits.expected) late ??= limits.deadline?.().then(() => "slow");
  }
  const { bytes } = gathered;
  return {
    bytes,
    end,
    replay(instead = [bytes], length) {
      const { readable, writable } =
        length === undefined ? new IdentityTransformStream() : new FixedLengthStream(length);
      return { body: readable, done: send(instead, end, pending, reader, stream, writable) };
    },
    release() {
      limits.budget?.release(taken);
      taken = 0;
    },
  };
}

/** Writes the chunks and then the rest of the stream. A failure reaches the client as one, never as an end. */
async function send(
  chunks: readonly Uint8Array[],
  end: ReadBody["end"],
  pending: Promise<Read> | undefined,
  reader: Reader,
  stream: ReadableStream<Uint8Array>,
  writable: WritableStream<Uint8Array>,
): Promise<void> {
  const writer = writable.getWriter();
  try {
    // Each write costs a turn.
    if (chunks.length > 0) await writer.write(concat(chunks));
    const read = await pending;
    if (read?.value) await writer.write(read.value);
    if (end === "complete" || read?.done) return await writer.close();
  } catch (error) {
    await Promise.allSettled([writer.abort(error), reader.cancel(error)]);
    return;
  }
  writer.releaseLock();
  reader.releaseLock();
  await stream.pipeTo(writable).catch(() => undefined);
}

/** One piece of all of them. */
export function concat(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
