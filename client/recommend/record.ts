import { promisifyRequest, type UseStore } from "idb-keyval";
import type { Profile } from "../../shared/aggregate.ts";
import { dayOf } from "../../shared/day.ts";
import { readRecent, type Recent } from "../../shared/recommend/recent.ts";

/** What the device keeps for recommendations lies under this key. */
export const RECENT = "recent";

/**
 * Changes what is kept in one transaction. Resolves to what it is then; undefined in a pause and where everything is
 * switched off: then nothing is noted, and in the latter case nothing kept. Rejects where the browser can't keep anything.
 *
 * @param retention days
 */
export function changeRecent(
  store: UseStore,
  retention: number,
  act: (recent: Recent, today: number) => Recent = (recent) => recent,
): Promise<Recent | undefined> {
  return store("readwrite", async (objects) => {
    const [kept, record] = await Promise.all([
      promisifyRequest<{ readonly profile?: Profile } | undefined>(objects.get("profile")),
      promisifyRequest<unknown>(objects.get(RECENT)),
    ]);
    const { visit, paused } = kept?.profile ?? {};
    if (paused === Infinity) objects.delete(RECENT);
    if (paused === Infinity || (paused !== undefined && paused === visit?.number)) return undefined;
    const today = dayOf(Date.now());
    const before = readRecent(record, today, retention);
    const recent = act(before, today);
    // Also where only time has changed it; but what is empty isn't begun by a look.
    if (recent !== before || (record !== undefined && record !== before)) objects.put(recent, RECENT);
    await promisifyRequest(objects.transaction);
    return recent;
  });
}
