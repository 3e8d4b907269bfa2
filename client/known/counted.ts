import { promisifyRequest } from "idb-keyval";
import { dayOf } from "../../shared/day.ts";
import { type Counted, settle } from "../../shared/measure/ledger.ts";
import type { Tests } from "../../shared/measure/variants.ts";
import { COUNTED_KEY } from "../measure/key.ts";
import type { Kept } from "../kept.ts";
import type { Opened } from "./record.ts";

/** What this device knows of where its visitor was counted, and of the tests that they are part of. */
export interface KnownCounts {
  readonly cohorts: Counted["cohorts"];
  readonly variants: Tests["variants"];
  /** For this visit, or for good, nothing is personalized or counted. */
  readonly resting: boolean;
}

/** Reads both; undefined without consent to measurement. Rejects where nothing can be read. */
export async function readCounts({ store, config, allowed }: Opened): Promise<KnownCounts | undefined> {
  if (!allowed("measurement")) return undefined;
  const found = await store("readonly", (objects) =>
    Promise.all([
      promisifyRequest<unknown>(objects.get(COUNTED_KEY)),
      promisifyRequest<Kept | undefined>(objects.get("profile")),
    ]),
  );
  if (!found) return undefined;
  const [record, kept] = found;
  const { tests, paused, visit } = (allowed("personalization") && kept?.profile) || {};
  return {
    cohorts: settle(record, config, dayOf(Date.now())).cohorts,
    variants: tests?.variants ?? {},
    resting: paused !== undefined && (paused === Infinity || paused === visit?.number),
  };
}
