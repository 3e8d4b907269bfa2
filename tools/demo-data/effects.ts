import type { Device } from "./device.ts";

/** How much likelier what was shown makes somebody fill a basket, and then order; 1 changes nothing. */
export interface Effects {
  readonly wanting: number;
  readonly ordering: number;
}

/**
 * What each variant of the demo shop's experiments really does: the promise is worth a lot, the line nothing, of the heads
 * of categories one is best; the note does nothing either, but its exposures get lost. Who is held out of everything
 * misses something.
 */
const EFFECTS: Readonly<Record<string, readonly Partial<Effects>[]>> = {
  "buy-promise": [{}, { ordering: 2.4 }],
  "category-intro": [{}, { wanting: 0.8 }, { wanting: 1.45 }],
  holdout: [{}, { wanting: 0.7 }],
};

/** What all variants that a visitor has do together. */
export function effectsOf(device: Pick<Device, "variantOf">): Effects {
  let [wanting, ordering] = [1, 1];
  for (const [experiment, effects] of Object.entries(EFFECTS)) {
    const effect = effects[device.variantOf(experiment) - 1];
    wanting *= effect?.wanting ?? 1;
    ordering *= effect?.ordering ?? 1;
  }
  return { wanting, ordering };
}
