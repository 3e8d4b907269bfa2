import * as v from "valibot";
import { described, object } from "../schema-parts.ts";

/** Where the items that blocks recommend come from. */
export const catalogSchema = object({
  feed: described(
    v.pipe(v.string(), v.nonEmpty("expected a file or a URL")),
    'A file in the folder of the site file, or a URL, in JSON or CSV: `"catalog.csv"`.',
  ),
  learn: described(
    v.optional(v.array(v.string()), []),
    "Pages that are about an item each, as URLPattern pathnames: `selvedge catalog --from` reads the items off them into the feed's file.",
  ),
  support: described(
    v.optional(
      v.pipe(
        v.number(),
        v.integer("expected a whole number"),
        v.minValue(2, "expected at least 2"),
        v.maxValue(1000, "expected at most 1000"),
      ),
      5,
    ),
    "How many devices must have told of two items together before one is recommended beside the other.",
  ),
});
