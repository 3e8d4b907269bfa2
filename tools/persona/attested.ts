import { bucketAfter } from "../../shared/course.ts";
import type { Codes } from "../../shared/courses.ts";
import type { PlanEntry } from "../../shared/plan.ts";
import { makeToken } from "../attested-token.ts";

/** Shared with nobody but the Worker of a simulation. */
export const SIMULATED_SECRET = "simulated";

/**
 * The token that an owner's server would have given a visitor with these codes on a day; it ends a day later,
 * which a simulated page doesn't live to see.
 */
export function tokenOfCodes(
  entries: readonly PlanEntry[],
  codes: Codes,
  day: number,
  siteId: string,
): string | undefined {
  const attested = entries.flatMap((entry, index) =>
    entry.attribute.byToken ? [[entry, codes[index]!] as const] : [],
  );
  if (attested.length === 0) return undefined;
  const values = attested.flatMap(([{ id, codec, samples }, code]) => {
    const value = samples[bucketAfter(codec.unpack(code)[0], 0)];
    return typeof value === "string" ? [[id, value] as const] : [];
  });
  return makeToken({ values: Object.fromEntries(values), until: day + 1 }, SIMULATED_SECRET, siteId);
}
