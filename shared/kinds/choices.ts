import * as v from "valibot";
import { steady, twin } from "../codec.ts";
import { CHOICES } from "../limits.ts";
import { described, object } from "../schema-parts.ts";
import { edgeKind } from "./edge-kind.ts";
import { about, valueList } from "./fields.ts";
import { bytesOf } from "./fitting.ts";
import type { DeviceKind } from "./kind.ts";

/**
 * `choices`: all that the visitor last chose of these values, in the order in which the site file names them. What is
 * said anew takes the place of what was said before; nothing (null, an empty list) takes it back.
 */
export const choices: DeviceKind<readonly string[]> = {
  reduce(state, { of, values }, { properties }) {
    const said = properties[of!];
    if (said === undefined) return state;
    const texts = [said ?? []].flat().map(String);
    const chosen = values!.filter((value) => texts.includes(value));
    // Who names nothing of it has said nothing of it.
    return texts.length > 0 && chosen.length === 0 ? state : chosen;
  },
  value: (state) => (state?.length ? state : null),
};

export const choicesAtEdge = () =>
  edgeKind({
    schema: object({
      choices: described(
        v.pipe(valueList, v.maxLength(CHOICES, `expected at most ${CHOICES} values`)),
        "List: what the visitor chose of these values, in this order; null where that is nothing. Taken in from a question of several choices, from boxes or a select with `multiple` that have `data-selvedge-declare`, and in the privacy centre, where it is corrected; what is said anew takes the place of what was said before. Asked with `$in`, `$nin`, `$all`, `$size`, `$elemMatch`; no template can print it.",
      ),
      ...about,
    }),
    define: ({ choices: values }, id) => ({ event: "declare", of: id, values, keep: values.length }),
    type: "list",
    domain: { lists: true, nil: true },
    codec: (_, { buckets: { count } }) => twin(steady(count)),
    seed(_, sampleAfter) {
      const values = sampleAfter(0);
      return Array.isArray(values) ? values : undefined;
    },
    bound: ({ values }) => bytesOf(values),
  });
