import * as v from "valibot";
import { steady } from "../codec.ts";
import { LIST_BYTES, PROPERTY_CHARACTERS, SET_VALUES } from "../limits.ts";
import { described, object } from "../schema-parts.ts";
import { edgeKind } from "./edge-kind.ts";
import { about, common, eventName, propertyName, since, valueList, where } from "./fields.ts";
import { fitting } from "./fitting.ts";
import type { DeviceKind, Join } from "./kind.ts";
import { restarting } from "./restarting.ts";

/**
 * `set`: the last different values that a property had, as texts, the most recent last; null before it had
 * any. Bounded twice: so many values, and as many of them as `LIST_BYTES` hold.
 */
export const set: DeviceKind<readonly string[]> = {
  reduce(state = [], { of, keep, values }, { properties }) {
    const seen = [properties[of!] ?? []]
      .flat()
      .map((each) => String(each).slice(0, PROPERTY_CHARACTERS))
      .filter((each) => each && (!values || values.includes(each)));
    return fitting(joinSets(seen, state).slice(-keep!));
  },
  // What was joined may be more.
  value: (state, { keep }) => (state?.length ? state.slice(-keep!) : null),
};

/** Values of both, those of the first later. */
function joinSets(own: readonly string[], floor: readonly string[]): string[] {
  const all = [...floor, ...own];
  return all.filter((value, index) => all.lastIndexOf(value) === index);
}

export const joinLists: Join<readonly string[]> = (own, floor) =>
  fitting(joinSets(own, floor).slice(-SET_VALUES));

export const setAtEdge = () =>
  edgeKind({
    schema: object({
      set: described(
        eventName,
        "List: the last different values that a property had in the events of this name, the most recent last; null before it had any. Asked with `$in`, `$nin`, `$all`, `$size`, `$elemMatch`; no template can print it.",
      ),
      of: described(
        propertyName,
        "The property whose values are collected, as texts; of a list, each of its values.",
      ),
      keep: described(
        v.optional(
          v.pipe(
            v.number(),
            v.integer("expected a whole number"),
            v.minValue(1, "expected at least 1"),
            v.maxValue(SET_VALUES, `expected at most ${SET_VALUES}`),
          ),
          SET_VALUES,
        ),
        "How many values are kept.",
      ),
      where,
      since,
      values: described(v.optional(valueList), "The only values that are kept; any other is passed over."),
      ...about,
    }),
    define: ({ set: event, keep, ...rest }) => ({ event, keep, ...common(rest) }),
    type: "list",
    domain: { lists: true, nil: true },
    codec: (definition, { buckets: { count, nil } }) => restarting(definition, steady(count), nil),
    seed(_, sampleAfter) {
      const values = sampleAfter(0);
      return Array.isArray(values) ? values : undefined;
    },
    bound: () => LIST_BYTES,
  });
