import type { Profile, TagAttributes } from "../../shared/aggregate.ts";
import { type OffLayer, switchedOffIn, withSwitchedOff } from "../../shared/switched-off.ts";
import { isIdle } from "../kept.ts";
import type { KnownHost, KnownPart, Outcome } from "./contract.ts";
import { changeProfile } from "./record.ts";

/** Switches one thing off, or on again; see `KnownPart`. */
export const switchOff: KnownPart["switchOff"] = (host: KnownHost, layer: OffLayer, id, off = true) =>
  changeProfile(host, (profile, { config: { attributes, switchable } }): Profile | Outcome => {
    const before = switchedOffIn(profile);
    if (before.all) return off ? "done" : "unknown";
    const ids = before[layer].filter((other) => other !== id);
    const after = withSwitchedOff(profile, attributes, { ...before, [layer]: off ? [...ids, id] : ids });
    return off && tellable(after, attributes) > Math.max(switchable, tellable(profile, attributes))
      ? "full"
      : after;
  });

/** Switches everything off, or on again; see `KnownPart`. */
export const switchAllOff: KnownPart["switchAllOff"] = (host: KnownHost, off = true) =>
  changeProfile(host, (profile, { config: { attributes } }) =>
    withSwitchedOff(profile, attributes, {
      attributes: [],
      segments: [],
      blocks: [],
      ...(off && { all: true }),
    }),
  );

/** Of how many things the edge has to be told that they are off. */
export function tellable({ off = [], without = [] }: Profile, attributes: TagAttributes): number {
  return off.length + without.filter((id) => attributes[id]?.buckets ?? attributes[id]?.byToken).length;
}

/** Pauses, or ends the pause; see `KnownPart`. */
export const pause: KnownPart["pause"] = async (host: KnownHost, paused = true) => {
  const outcome = await changeProfile(host, ({ paused: before, ...profile }) =>
    // While everything is off there is nothing to pause.
    before === Infinity
      ? { ...profile, paused: before }
      : { ...profile, ...(paused && { paused: currentVisit(profile, Date.now()) }) },
  );
  // The cookie is void already. Where it can't be removed now, it stays so.
  if (paused && outcome === "done") await fetch(`${host.base}/me`, { method: "DELETE" }).catch(() => {});
  return outcome;
};

/** The number of the visit that goes on; that of the next one where the last one is over. */
const currentVisit = ({ visit }: Profile, now: number) => visit.number + Number(isIdle(visit, now));
