import * as v from "valibot";
import { CANDIDATES, USUALLY_SHOWN } from "../recommend/limits.ts";
import type { ItemFilter } from "../recommend/candidates.ts";
import { type Strategy, STRATEGIES } from "../recommend/strategies.ts";
import { described, idSchema, object, textSchema } from "../schema-parts.ts";
import { htmlSchema } from "./html-schema.ts";

const names = v.pipe(v.array(v.string()), v.minLength(1, "expected at least one"));
const strategy = v.picklist(STRATEGIES);
const ids = v.optional(v.array(v.string()), []);

const filterSchema = object({
  categories: described(v.optional(names), "Only items of one of these categories."),
  tags: described(v.optional(names), "Only items with one of these tags."),
  below: described(v.optional(v.number()), "Only items whose price is below this."),
  above: described(v.optional(v.number()), "Only items whose price is above this."),
  sameCategory: described(
    v.optional(v.boolean()),
    "Only items that have a category in common with the one that the page is about.",
  ),
});

type Texts = string | Readonly<Record<string, string>>;

/** Items of the catalog, as the content of a block, as an owner writes it. */
export interface RecommendInput {
  readonly strategy: Strategy | Strategy[];
  readonly show?: number | undefined;
  readonly item: Texts;
  readonly html?: Texts | undefined;
  readonly filter?: ItemFilter | undefined;
  readonly pin?: string[] | undefined;
  readonly exclude?: string[] | undefined;
  readonly because?: Texts | false | undefined;
  readonly by?: string | undefined;
}

/** The same, checked, defaults filled in. */
export interface Recommend extends RecommendInput {
  readonly show: number;
  readonly filter: ItemFilter;
  readonly pin: string[];
  readonly exclude: string[];
}

// Its type is written out: derived, it would be too deep for the compiler within that of the site file.
export const recommendSchema: v.GenericSchema<RecommendInput, Recommend> = object({
  strategy: described(
    v.union(
      [strategy, v.pipe(v.array(strategy), v.minLength(1, "expected at least one strategy"))],
      `expected one of ${STRATEGIES.join(", ")}, or a list of them`,
    ),
    "How items are found; of several, those behind fill up what the first ones don't find. `alsoViewed`, `boughtTogether`, `boughtAfterViewing` and `similar` go by the item that the page is about, `forYou` by the attribute `by`; `recentlyViewed` is filled in by the device.",
  ),
  show: described(
    v.optional(
      v.pipe(
        v.number(),
        v.integer("expected a whole number"),
        v.minValue(1, "expected at least 1"),
        v.maxValue(CANDIDATES, `expected at most ${CANDIDATES}`),
      ),
      USUALLY_SHOWN,
    ),
    "How many items are shown.",
  ),
  item: described(
    htmlSchema,
    "One item: a template of one element, with `{{title}}`, `{{url}}`, `{{image}}`, `{{price}}` and `{{id}}`.",
  ),
  html: described(
    v.optional(htmlSchema),
    "What stands around: HTML with an element marked `data-items`, in which the items go. Absent: a plain element, a list for `<li>`.",
  ),
  filter: described(v.optional(filterSchema, {}), "Which items may come."),
  pin: described(ids, "Ids of items that come first."),
  exclude: described(ids, "Ids of items that never come."),
  because: described(
    v.optional(v.union([textSchema, v.literal(false)], "expected a text, a text per language, or false")),
    "Why, in your words: `{{title}}` stands for an item that the visitor has looked at, `{{category}}` for the one of `by`. `false`: nothing is said.",
  ),
  by: described(
    v.optional(idSchema),
    "The attribute that says which category somebody likes best, such as a `top` of `category`; `forYou` needs it.",
  ),
});
