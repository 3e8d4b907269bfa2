import type { UseStore } from "idb-keyval";
import { QUEUE_HOURS } from "../shared/limits.ts";
import type { Count } from "../shared/wire.ts";
import { update } from "./device-store.ts";

/**
 * Counts of one page on their way to the edge. `id` is 32 random hex digits, made once, so that the edge counts
 * a retry once; `begun`, in milliseconds since the epoch, is never sent.
 */
export type Message = readonly [id: string, begun: number, path: string, language: string, counts: Count[]];

export function newMessage(): Message {
  return [
    crypto
      .getRandomValues(new Uint8Array(32))
      .reduce((digits, byte) => digits + (byte & 15).toString(16), ""),
    Date.now(),
    location.pathname,
    document.documentElement.lang,
    [],
  ];
}

/**
 * Adds a message to those on the device, or removes it there, and drops what is too old or no message. Resolves
 * to what remains, nothing where that isn't permitted; rejects where nothing can be stored.
 */
export async function changeQueue(store: UseStore, added?: Message, removed?: Message): Promise<Message[]> {
  let queue: Message[] = [];
  await update<Message[]>(
    "queue",
    (kept) =>
      (queue = [kept, [added]].flat().filter((each): each is Message => {
        const age = Date.now() - (each?.[1] ?? 0);
        return age < QUEUE_HOURS * 3_600_000 && each![0] !== removed?.[0];
      })),
    store,
  );
  return queue;
}
