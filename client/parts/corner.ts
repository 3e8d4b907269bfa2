import { promisifyRequest } from "idb-keyval";
import { readCookie } from "../cookies.ts";
import { deviceStore } from "../device-store.ts";
import type { Kept } from "../kept.ts";
import type { Corner } from "../way-back/corner.ts";
import type { WidgetHost } from "../widget/contract.ts";

/**
 * Where the visitor has put the way back, as a part of the profile, so that it is erased, and expires, with it.
 * Undefined where they never did, or where nothing may be kept.
 */
export async function keptCorner(host: WidgetHost): Promise<unknown> {
  const record = await storeOf(host)("readonly", readRecord);
  return record?.profile?.corner;
}

/** Notes it, where there is a profile that it can be a part of. */
export async function keepCorner(host: WidgetHost, corner: Corner): Promise<void> {
  await storeOf(host)("readwrite", async (objects) => {
    const record = await readRecord(objects);
    if (record?.profile) objects.put({ ...record, profile: { ...record.profile, corner } }, "profile");
  });
}

const readRecord = (objects: IDBObjectStore) => promisifyRequest<Kept | undefined>(objects.get("profile"));

/** What was permitted under another choice isn't under this one. */
function storeOf(host: WidgetHost): ReturnType<typeof deviceStore> {
  const asked = readCookie("sv_c");
  return deviceStore(() => host.current.personalization && readCookie("sv_c") === asked);
}
