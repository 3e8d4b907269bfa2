import { shortHash } from "./hash.ts";
import type { Plan } from "./plan.ts";
import type { Site } from "./site/schema.ts";
import { ALL_OFF, idsOff, offName, type SwitchedOff } from "./switched-off.ts";

/** So many letters of a name's hash (36 bits) stand for it in the cookie. */
const LETTERS = 7;

/** What there is to be switched off on a site. */
export interface Switches {
  readonly plan: Plan;
  readonly site: Pick<Site, "segments" | "blocks">;
}

const EVERYTHING: SwitchedOff = { all: true, attributes: [], segments: [], blocks: [] };

/**
 * What a list of names says on this site; undefined where that is nothing. Names that the site doesn't have are
 * ignored. If a publish has left less room than somebody uses, everything is off for them: to switch one of their
 * things on again would be worse.
 */
export function offOn(names: Iterable<string>, switches: Switches): SwitchedOff | undefined {
  const list = [...new Set(names)].sort();
  if (list.length === 0) return undefined;
  if (list.includes(ALL_OFF)) return EVERYTHING;
  const known = switchesOf(switches);
  const found = list.filter((name) => known.get(hashOf(name)) === name);
  if (found.length === 0) return undefined;
  if (found.length > switches.plan.off.most) return EVERYTHING;
  return {
    attributes: idsOff(found, "attributes"),
    segments: idsOff(found, "segments"),
    blocks: idsOff(found, "blocks"),
  };
}

/** The names again. */
export function namesOff(off: SwitchedOff | undefined): string[] {
  if (!off) return [];
  if (off.all) return [ALL_OFF];
  return (["attributes", "blocks", "segments"] as const).flatMap((layer) =>
    off[layer].map((id) => offName(layer, id)),
  );
}

/** What the cookie says of it: short hashes of the names, in their order, so that a publish changes nothing. */
export function packOff(off: SwitchedOff | undefined): string {
  return off?.all ? ALL_OFF : namesOff(off).map(hashOf).sort().join("");
}

/** What a cookie says that `packOff` has written, on the site as it is now. */
export function unpackOff(packed: string, switches: Switches): SwitchedOff | undefined {
  if (packed === "" || packed === ALL_OFF) return offOn(packed, switches);
  const known = switchesOf(switches);
  const hashes = packed.match(new RegExp(`.{${LETTERS}}`, "g")) ?? [];
  return offOn(
    hashes.flatMap((hash) => known.get(hash) ?? []),
    switches,
  );
}

/** The names of a site by their hash; few visitors switch anything off, so they are made when the first one does. */
const made = new WeakMap<Plan, ReadonlyMap<string, string>>();

function switchesOf({ plan, site }: Switches): ReadonlyMap<string, string> {
  const known = made.get(plan);
  if (known) return known;
  const names = [
    ...plan.entries.map(({ id }) => offName("attributes", id)),
    ...Object.keys(site.blocks).map((id) => offName("blocks", id)),
    ...Object.keys(site.segments).map((id) => offName("segments", id)),
  ];
  const byHash = new Map(names.map((name) => [hashOf(name), name]));
  made.set(plan, byHash);
  return byHash;
}

function hashOf(name: string): string {
  return shortHash(name).padStart(LETTERS, "0").slice(-LETTERS);
}
