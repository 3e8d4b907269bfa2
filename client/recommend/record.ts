import { promisifyRequest, type UseStore } from "idb-keyval";
import type { Profile } from "../../shared/aggregate.ts";
import { dayOf } from "../../shared/day.ts";
import { readRecent, type Recent } from "../../shared/recommend/recent.ts";

/** What the device keeps for recommendations lies under this key. */
export const RECENT = "recent";

/**
 * Changes what is kept in one transaction. Resolves to what it is then; undefined where everything is switched off, and
 * nothing is kept any more, and in a pause, in which nothing is noted and nobody known, unless the visitor asks for it
 * (`whilePaused`). Rejects where the browser can't keep anything.
 *
 * @param retention days
 */
export function changeRecent(
  store: UseStore,
  retention: number,
  act: (recent: Recent, today: number) => Recent = (recent) => recent,
  whilePaused = false,
): Promise<Recent | undefined> {
  return store("readwrite", async (objects) => {
    const [kept, record] = await Promise.all([
      promisifyRequest<{ readonly profile?: Profile } | undefined>(objects.get("profile")),
      promisifyRequest<unknown>(objects.get(RECENT)),
    ]);
    const { visit, paused } = kept?.profile ?? {};
    if (paused === Infinity) objects.delete(RECENT);
    const isPaused = paused !== undefined && paused === visit?.number;
    if (paused === Infinity || (isPaused && !whilePaused)) return undefined;
    const today = dayOf(Date.now());
    const before = readRecent(record, today, retention);
    const recent = act(before, today);
    // Also where only time has changed it; but what is empty isn't begun by a look.
    if (recent !== before || (record !== undefined && record !== before)) objects.put(recent, RECENT);
    await promisifyRequest(objects.transaction);
    return recent;
  });
}
