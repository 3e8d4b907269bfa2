import { type UseStore, update } from "idb-keyval";
import { QUEUE_HOURS } from "../shared/limits.ts";
import type { Count } from "../shared/wire.ts";

/** Counts of one page on their way to the edge. */
export interface Message {
  /** 16 random bytes as hex, made once, so that the edge counts a retry once. */
  readonly message: string;
  /** When it was begun, in milliseconds since the epoch; never sent. */
  readonly at: number;
  readonly path: string;
  readonly language: string;
  readonly counts: Count[];
}

export function newMessage(): Message {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return {
    message: Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join(""),
    at: Date.now(),
    path: location.pathname,
    language: document.documentElement.lang,
    counts: [],
  };
}

/**
 * Adds a message to those on the device, or removes it there, and drops what is too old. Resolves to what
 * remains; rejects where nothing can be stored.
 */
export async function changeQueue(store: UseStore, added?: Message, removed?: Message): Promise<Message[]> {
  let queue: Message[] = [];
  await update<unknown>(
    "queue",
    (kept) => {
      const oldest = Date.now() - QUEUE_HOURS * 3_600_000;
      queue = (Array.isArray(kept) ? (kept as Message[]) : [])
        .concat(added ?? [])
        .filter(({ message, at }) => at > oldest && message !== removed?.message);
      return queue;
    },
    store,
  );
  return queue;
}
