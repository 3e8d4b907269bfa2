import type { Profile, TagAttributes } from "./aggregate.ts";

/** The layers in which a visitor can switch something off. */
export type OffLayer = "attributes" | "segments" | "blocks";

/** What a visitor has switched off: ids of the site file, sorted. Where everything is, nothing is listed. */
export interface SwitchedOff extends Readonly<Record<OffLayer, readonly string[]>> {
  readonly all?: true;
}

/** Everything is switched off; stands alone in a list. */
export const ALL_OFF = "*";

/** The name of one thing where several layers are listed together: `a:visits`, `b:hero`, `s:returning`. */
export function offName(layer: OffLayer, id: string): string {
  return `${layer[0]}:${id}`;
}

/** The ids of a layer in such a list. */
export function idsOff(list: readonly string[], layer: OffLayer): string[] {
  return list.filter((name) => name.startsWith(offName(layer, ""))).map((name) => name.slice(2));
}

/** What is switched off in a profile. */
export function switchedOffIn({ off = [], without = [] }: Profile): SwitchedOff {
  return off.includes(ALL_OFF)
    ? { all: true, attributes: [], segments: [], blocks: [] }
    : { attributes: without, segments: idsOff(off, "segments"), blocks: idsOff(off, "blocks") };
}

/**
 * The profile with just this switched off. What is kept of an attribute that is off goes at once, and what was
 * made of it; of everything, if everything is off.
 */
export function withSwitchedOff(profile: Profile, attributes: TagAttributes, to: SwitchedOff): Profile {
  const { off: _, without: __, paused, attributes: kept, ...rest } = profile;
  const sorted = (ids: Iterable<string>) => [...new Set(ids)].sort();
  if (to.all) return { ...rest, attributes: {}, off: [ALL_OFF], paused: Infinity };
  const off = sorted([
    ...to.segments.map((id) => offName("segments", id)),
    ...to.blocks.map((id) => offName("blocks", id)),
  ]);
  const without = sorted(to.attributes);
  const gone = new Set([...without, ...madeOf(without, attributes)]);
  return {
    ...rest,
    attributes: Object.fromEntries(Object.entries(kept).filter(([id]) => !gone.has(id))),
    ...(off.length > 0 && { off }),
    ...(without.length > 0 && { without }),
    ...(paused !== undefined && paused !== Infinity && { paused }),
  };
}

/** The attributes that are made of others, directly or not. */
export function madeOf(ids: readonly string[], attributes: TagAttributes): Set<string> {
  const made = new Set<string>();
  // Each stands behind those that it is made of.
  for (const [id, attribute] of Object.entries(attributes)) {
    const { weights = {}, base = "" } = attribute.guarded ?? attribute;
    if ([...Object.keys(weights), base].some((each) => ids.includes(each) || made.has(each))) made.add(id);
  }
  return made;
}
