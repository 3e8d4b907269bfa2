import type { UseStore } from "idb-keyval";
import { dayOf } from "../../shared/day.ts";
import { isIdle, type Kept } from "../kept.ts";
import type { MessageRecord, Moment } from "./caps.ts";

/** Where the record is, beside the profile. */
export const MESSAGES_KEY = "messages";

/**
 * Changes what is kept of messages, in one transaction, so that of two tabs only one shows a message; whether that was
 * done. Without a profile, or in a pause, nothing is shown or kept.
 */
export const changeRecord = (
  store: UseStore,
  change: (before: MessageRecord | undefined, moment: Moment) => MessageRecord | undefined,
): Promise<boolean> =>
  new Promise((resolve, reject) => {
    store("readwrite", (objects) => {
      const profiles: IDBRequest<Kept | undefined> = objects.get("profile");
      const records: IDBRequest<MessageRecord | undefined> = objects.get(MESSAGES_KEY);
      let after: MessageRecord | undefined;
      records.onsuccess = () => {
        const profile = profiles.result?.profile;
        const now = Date.now();
        // The visit that begins with the next event has begun for the visitor.
        const visit = profile ? profile.visit.number + Number(isIdle(profile.visit, now)) : 0;
        if (!profile || profile.paused! >= visit) return;
        after = change(records.result, { day: dayOf(now), visit, since: profile.created });
        if (after) objects.put(after, MESSAGES_KEY);
      };
      objects.transaction.oncomplete = () => resolve(!!after);
      objects.transaction.onabort = reject;
    }).then((permitted) => (permitted as unknown) === false && reject(), reject);
  });
