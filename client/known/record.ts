import { promisifyRequest, type UseStore } from "idb-keyval";
import type { Profile } from "../../shared/aggregate.ts";
import type { Purpose, TagConfig } from "../../shared/wire.ts";
import { consentNow } from "../choice.ts";
import { readCookie } from "../cookies.ts";
import { deviceStore } from "../device-store.ts";
import { readKept } from "../kept.ts";
import { type Tools, toolsOf } from "../tools.ts";
import type { KnownHost, Outcome } from "./contract.ts";
import type * as recentFile from "./recent-file.ts";

/** The device's store, and what the edge says of it, for as long as the choice is what it was. */
export interface Opened {
  readonly config: TagConfig;
  readonly store: UseStore;
  allowed(purpose: Purpose): boolean;
}

/** Opens what the device keeps; undefined without consent to any of the purposes. Rejects without a configuration. */
export async function openRecord(
  { base }: KnownHost,
  purposes: readonly Purpose[],
): Promise<Opened | undefined> {
  const asked = readCookie("sv_c");
  const ask = (cache?: RequestCache) =>
    fetch(`${base}/config`, { credentials: "omit", referrerPolicy: "no-referrer", ...(cache && { cache }) });
  // What the device keeps can be seen also where the edge can't be reached.
  const response = await ask().catch(() => ask("force-cache"));
  if (!response.ok) throw new Error(`${base}/config: ${response.status}`);
  const config = (await response.json()) as TagConfig;
  // What was permitted under another choice isn't under this one, even where both say yes.
  const allowed = (purpose: Purpose) => readCookie("sv_c") === asked && consentNow(config.consent)[purpose];
  const permitted = () => purposes.some(allowed);
  return permitted() ? { config, allowed, store: deviceStore(permitted) } : undefined;
}

/**
 * Changes the profile in one transaction, or leaves it and tells why; then lets the tag begin anew, on every tab.
 * In that order: no tab that begins anew can then have anything else to tell.
 */
export async function changeProfile(
  host: KnownHost,
  change: (profile: Profile, opened: Opened) => Profile | Outcome,
  opened?: Opened,
): Promise<Outcome> {
  const record = opened ?? (await openRecord(host, ["personalization"]));
  if (!record) return "refused";
  const outcome = await record.store("readwrite", async (objects): Promise<Outcome> => {
    const { profile } = readKept(await promisifyRequest(objects.get("profile")), record.config, Date.now());
    const after = change(profile, record);
    if (typeof after === "string") return after;
    objects.put({ profile: after }, "profile");
    await promisifyRequest(objects.transaction);
    return "done";
  });
  if (outcome === "done") host.renew();
  // Where it wasn't permitted any more, nothing was done.
  return outcome || "refused";
}

/** What says in a file what was looked at lately; undefined where the site recommends no items. */
export async function recentPart(
  { base }: KnownHost,
  { config }: Opened,
): Promise<typeof recentFile | undefined> {
  return config.parts.includes("recommend") ? import(`${base}/recent-file.js`) : undefined;
}

/** What the site keeps attributes by, and the kinds that it uses. */
export function toolsBeside({ base }: KnownHost, { config }: Opened): Promise<Tools> {
  return toolsOf(config, (name, asking = "") => import(`${base}/${name}.js${asking}`));
}
