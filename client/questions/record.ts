import { promisifyRequest, type UseStore } from "idb-keyval";
import { dayOf } from "../../shared/day.ts";
import type { Kept } from "../kept.ts";

/** Where the record is, beside the profile. */
export const ASKED_KEY = "asked";

/** What the device keeps of one block that asks: never an answer, those are attributes. */
interface Asked {
  /** Whether this visitor is among those who are asked; drawn once. */
  readonly drawn?: boolean;
  /** The day (UTC day number) of the latest answer. */
  readonly day?: number;
}

/** What the device keeps of questions, beside the profile and no longer than that. */
export interface AskedRecord {
  /** The day on which the profile began. */
  readonly since: number;
  readonly blocks: Readonly<Record<string, Asked>>;
}

/**
 * Reads what is kept of a block, and keeps what `change` makes of it, in one transaction; undefined where nothing may
 * be kept, or there is no profile to keep it beside.
 */
export async function changeAsked(
  store: UseStore,
  id: string,
  change: (asked: Asked, today: number, known: Kept["profile"]["attributes"]) => Asked,
): Promise<Asked | undefined> {
  const done = await store("readwrite", async (objects) => {
    const [kept, record] = await Promise.all([
      promisifyRequest<Kept | undefined>(objects.get("profile")),
      promisifyRequest<AskedRecord | undefined>(objects.get(ASKED_KEY)),
    ]);
    if (!kept) return undefined;
    const since = kept.profile.created;
    const blocks = record?.since === since ? record.blocks : {};
    const before = blocks[id] ?? {};
    const after = change(before, dayOf(Date.now()), kept.profile.attributes);
    if (after !== before) {
      objects.put({ since, blocks: { ...blocks, [id]: after } } satisfies AskedRecord, ASKED_KEY);
      await promisifyRequest(objects.transaction);
    }
    return after;
  });
  return done || undefined;
}

/** Draws whether this visitor is asked, if that wasn't drawn before. */
export function drawn(asked: Asked, sample: number): Asked {
  return asked.drawn === undefined && sample < 1 ? { ...asked, drawn: Math.random() < sample } : asked;
}

/** Whether it may be asked on a day: whoever has answered is asked again after `every` days, or never. */
export function isDue({ drawn: isDrawn = true, day }: Asked, today: number, every = Infinity): boolean {
  return isDrawn && (day === undefined || Math.abs(today - day) >= every);
}
