import type { ByteBudget } from "./budget.ts";

/** How much of a body may be read, and how long that may take. */
export interface ReadLimits {
  readonly bytes: number;
  /** Resolves when the time since the first bytes is over; undefined for no limit. */
  readonly deadline?: () => Promise<void>;
  readonly budget?: ByteBudget;
  /** How many bytes will come, if that is known. */
  readonly expected?: number;
  /** How much more room is taken than for what is expected, for what will be put in. */
  readonly spare?: number;
  /**
   * Whether a body that is as long as expected is known to end there, so that nobody has to ask for its end. Asked once.
   */
  readonly isKnown?: (bytes: Uint8Array) => boolean;
  /** Whether this is enough, asked when the time is over or was none; if not, reading goes on till it is. */
  readonly enough?: (bytes: Uint8Array) => boolean;
}

/** The part of a body that was read, and how to send all of it on as it is. */
export interface ReadBody {
  readonly bytes: Uint8Array;
  /** The memory that `bytes` are in, from their first one on, and more behind them: to be written to, once they are given up. */
  readonly room: Uint8Array;
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
/** The same once all is there that was announced, and most likely nothing follows: what is asked for is cleared memory. */
const ASKED_AT_END_BYTES = 64;

interface Reader {
  /** What it gives is ours to write to. */
  readonly owned: boolean;
  /** At most so many bytes, without waiting for more than are there. */
  read(most: number): Promise<Read>;
  cancel(error: unknown): Promise<void>;
  releaseLock(): void;
}

/** Reads into memory of our own; bodies that script has made, by the chunk. */
function readerOf(stream: ReadableStream<Uint8Array>): Reader {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: "byob" });
  } catch {
    const chunks = stream.getReader();
    return {
      owned: false,
      read: () => chunks.read(),
      cancel: (error) => chunks.cancel(error),
      releaseLock: () => chunks.releaseLock(),
    };
  }
  return {
    owned: true,
    read: (most) => reader.read(new Uint8Array(most)),
    cancel: (error) => reader.cancel(error),
    releaseLock: () => reader.releaseLock(),
  };
}

/** Bytes that come piece by piece. */
class Gathered {
  readonly #expected: number;
  #room: Uint8Array = new Uint8Array(0);
  #length = 0;

  /** @param expected how many will come, as far as that is known */
  constructor(expected: number) {
    this.#expected = expected;
  }

  get bytes(): Uint8Array {
    return this.#room.subarray(0, this.#length);
  }

  get room(): Uint8Array {
    return this.#room;
  }

  /** How many more there should be. */
  get missing(): number {
    return Math.max(this.#expected - this.#length, 0);
  }

  /**
   * @param owned its memory may be written to
   * @returns how many there are now
   */
  add(piece: Uint8Array, owned: boolean): number {
    // Most of a page comes first, into memory that was made for all of it.
    if (this.#length === 0 && owned) {
      this.#room = new Uint8Array(piece.buffer);
      return (this.#length = piece.byteLength);
    }
    const length = this.#length + piece.byteLength;
    if (length > this.#room.byteLength) {
      const room = new Uint8Array(Math.max(length, this.#expected, 2 * this.#room.byteLength));
      room.set(this.bytes);
      this.#room = room;
    }
    this.#room.set(piece, this.#length);
    return (this.#length = length);
  }
}

/** How much is asked for next. */
function askedFor(
  { bytes: { byteLength }, missing }: Gathered,
  { expected = 0, spare = 0, bytes }: ReadLimits,
): number {
  const isAll = expected > 0 && byteLength === expected;
  const first = byteLength === 0 ? spare : 0;
  return Math.min(missing > 0 ? missing + first : isAll ? ASKED_AT_END_BYTES : ASKED_BYTES, bytes);
}

/** Reads a body up to the limits. */
export async function readBody(stream: ReadableStream<Uint8Array>, limits: ReadLimits): Promise<ReadBody> {
  const reader = readerOf(stream);
  const { expected = 0, budget, deadline, enough, isKnown } = limits;
  const gathered = new Gathered(Math.min(expected, limits.bytes));
  let taken = 0;
  let pending: Promise<Read> | undefined;
  let late: Promise<"late"> | undefined;
  let isLate = deadline === undefined;
  let end: ReadBody["end"] | undefined;
  while (end === undefined) {
    pending ??= reader.read(askedFor(gathered, limits));
    let read: Read | "late";
    try {
      read = await (late ? Promise.race([pending, late]) : pending);
    } catch {
      end = "failed";
      break;
    }
    if (read === "late") {
      isLate = true;
      late = undefined;
      if (!enough) end = "slow";
      else if (enough(gathered.bytes)) end = "enough";
      continue;
    }
    pending = undefined;
    if (read.done) {
      end = "complete";
      break;
    }
    const { value } = read;
    const length = gathered.add(value, reader.owned);
    if (isLate && enough?.(gathered.bytes)) end = "enough";
    else if (length > limits.bytes) end = "large";
    else if (budget && !budget.take(value.byteLength)) end = "busy";
    else if (budget) taken += value.byteLength;
    if (end === undefined && length === expected && isKnown?.(gathered.bytes)) end = "complete";
    // A page that is there needs no clock.
    if (end === undefined && length !== expected && !isLate) late ??= deadline?.().then(() => "late");
  }
  const { bytes, room } = gathered;
  return {
    bytes,
    room,
    end,
    replay(instead = [bytes], length) {
      const { readable, writable } =
        length === undefined ? new IdentityTransformStream() : new FixedLengthStream(length);
      return { body: readable, done: send(instead, end, pending, reader, stream, writable) };
    },
    release() {
      budget?.release(taken);
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
