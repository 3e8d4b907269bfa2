import { steady, twin } from "../codec.ts";
import { described, object } from "../schema-parts.ts";
import { edgeKind } from "./edge-kind.ts";
import { bytesOf } from "./fitting.ts";
import { about, valueList } from "./fields.ts";

/** `declared`: what the visitor last said and hasn't taken back; kept as a `last` of these values. */
export const declaredAtEdge = () =>
  edgeKind({
    schema: object({
      declared: described(
        valueList,
        "Text: what the visitor chose on an element with `data-selvedge-declare`. One of these values, or nothing: an empty choice, or a box that is unticked, takes it back.",
      ),
      ...about,
    }),
    define: ({ declared }, id) => ({ event: "declare", of: id, values: declared }),
    type: "string",
    domain: { texts: true, nil: true },
    codec: (_, { buckets: { count } }) => twin(steady(count)),
    seed: (_, sampleAfter) => sampleAfter(0) ?? undefined,
    bound: ({ values }) => Math.max(...values!.map(bytesOf)),
  });
