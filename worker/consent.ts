import { dayOf } from "../shared/day.ts";
import { type Permission, permissionFor, type Place } from "../shared/permission.ts";
import type { Site } from "../shared/site/schema.ts";

/**
 * What may be done for the visitor of a request at a time (milliseconds since the epoch). `choice` is the
 * value of `sv_c`. `Sec-GPC` counts only when it is exactly `1`. Source: https://w3c.github.io/gpc/
 */
export function permissionOf(
  request: Request,
  site: Site,
  choice: string | undefined,
  place: Place,
  now: number,
): Permission {
  const gpc = request.headers.get("sec-gpc") === "1";
  return permissionFor(site.consent, { choice, place, gpc, day: dayOf(now) });
}
