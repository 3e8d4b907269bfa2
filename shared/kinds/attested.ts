import * as v from "valibot";
import { claimsOf } from "../attested-token.ts";
import type { Buckets } from "../buckets.ts";
import { listed, twin } from "../codec.ts";
import { ATTESTED_DAYS, ATTESTED_TOKEN_CHARACTERS } from "../limits.ts";
import { described, object } from "../schema-parts.ts";
import type { Course } from "../wire.ts";
import { DAY_BYTES } from "./bounds.ts";
import { edgeKind } from "./edge-kind.ts";
import { bytesOf } from "./fitting.ts";
import { about, valueList } from "./fields.ts";
import type { DeviceKind } from "./kind.ts";

/** The token as it came, the UTC day on which it ends, and the value that it gives this attribute. */
export type AttestedState = readonly [token: string, until: number, value: string | null];

/** The property of `declare` that carries a token: no attribute has this name. */
export const TOKEN_PROPERTY = "";

/**
 * `attested`: what the owner's server vouches for in a token. The device keeps it for the visitor to see, and
 * to send it; what it says of it is believed by nobody. A text that is no token changes nothing.
 */
export const attested: DeviceKind<AttestedState> = {
  reduce(state, { of, values }, { name, properties }) {
    const token = name === "declare" ? properties[TOKEN_PROPERTY] : undefined;
    if (token === null || token === "") return ["", 0, null];
    const claims = typeof token === "string" && token.length <= ATTESTED_TOKEN_CHARACTERS && claimsOf(token);
    if (!claims) return state;
    const value = claims.values[of!];
    return [token, claims.until, value !== undefined && values!.includes(value) ? value : null];
  },
  value: (state, _, { day }) => (state && day < state[1] ? state[2] : null),
};

/** At the edge its courses come from verified tokens alone; a signal's `now` and `next` don't have it. */
export const attestedAtEdge = () =>
  edgeKind({
    schema: object({
      attested: described(
        valueList,
        "Text: what your own server vouches for in a signed token, so that no visitor can make it up. One of these values, or nothing.",
      ),
      ...about,
      sensitive: described(
        v.optional(v.literal(false, "can't be: an attested attribute leaves the device in its token"), false),
        "Only `false`: an attested attribute leaves the device in its token.",
      ),
    }),
    define: ({ attested: values }, id) => ({ of: id, values }),
    type: "string",
    domain: { texts: true, nil: true, closed: true },
    byToken: true,
    horizon: () => ATTESTED_DAYS,
    codec: (_, { buckets }) => twin(listed(endingCourses(buckets))),
    // What the device doesn't have a token for, it doesn't know; the edge keeps what it verified by itself.
    seed: () => undefined,
    bound: ({ values }) => ATTESTED_TOKEN_CHARACTERS + DAY_BYTES + Math.max(...values!.map(bytesOf)),
  });

/** Nothing, and each bucket until each day on which a token can end. */
function endingCourses({ count, nil }: Buckets): Course[] {
  const courses: Course[] = [nil];
  for (let bucket = 0; bucket < count; bucket++) {
    if (bucket === nil) continue;
    for (let days = 1; days <= ATTESTED_DAYS; days++) courses.push([bucket, days, nil]);
  }
  return courses;
}
