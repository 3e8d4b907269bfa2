import type { Context } from "hono";
import * as v from "valibot";
import { guess } from "../../shared/condition/near.ts";
import { isoDay } from "../../shared/receipt.ts";
import { BASKET_STRATEGIES, basketRow, type BasketItem } from "../../shared/recommend/basket-row.ts";
import { BASKET_ITEMS, BASKET_SHOWN, USUALLY_SHOWN } from "../../shared/recommend/limits.ts";
import { STRATEGIES } from "../../shared/recommend/strategies.ts";
import { described, languageSchema } from "../../shared/schema-parts.ts";
import { conforming } from "../endpoints/guards.ts";
import { badInput, problem } from "../problem.ts";
import type { OwnerEnv } from "./answer.ts";
import type { recommendedSchema } from "./answer-schemas.ts";

const SHOWN = `expected a whole number from 1 to ${BASKET_SHOWN}`;
const strategy = v.picklist(BASKET_STRATEGIES, ({ input }) =>
  STRATEGIES.some((known) => known === input)
    ? "goes by a visitor, of whom nothing is known here"
    : guess("there is no such strategy", String(input), BASKET_STRATEGIES),
);

export const recommendingSchema = v.strictObject({
  items: v.exactOptional(
    described(
      v.pipe(
        v.array(v.pipe(v.string(), v.nonEmpty("expected the id of an item"))),
        v.maxLength(BASKET_ITEMS, `expected at most ${BASKET_ITEMS} items`),
      ),
      "Ids of the items in the basket.",
    ),
    [],
  ),
  strategy: described(
    v.pipe(v.array(strategy), v.minLength(1, "expected at least one strategy")),
    "How items are found; of several, those behind fill up what the first ones don't find.",
  ),
  show: v.exactOptional(
    v.pipe(
      v.number(SHOWN),
      v.integer(SHOWN),
      v.minValue(1, SHOWN),
      v.maxValue(BASKET_SHOWN, SHOWN),
      v.description("How many items at most."),
    ),
    USUALLY_SHOWN,
  ),
  language: v.exactOptional(
    described(languageSchema, "Of whoever reads it: nothing in another language comes."),
  ),
});

/**
 * `GET /api/recommendations?items=a,b&strategy=boughtTogether,trending`: what goes with a basket that the owner's server
 * knows anyway. Nothing of a visitor comes along, and nothing of it is kept.
 */
export async function recommend(c: Context<OwnerEnv>): Promise<Response> {
  const asked = conforming(parametersOf(c.req.query()), recommendingSchema);
  if (!asked.ok) return badInput(asked.issues);
  if (!c.env.compiled.site.catalog) return problem(404, "the site file has no catalog");
  const shelf = await c.env.readyShelf();
  if (!shelf) return problem(503, "the catalog can't be read now", {}, { "retry-after": "1" });
  const { items, language } = asked.value;
  const answer: v.InferOutput<typeof recommendedSchema> = {
    day: shelf.neighbours ? isoDay(shelf.neighbours.day) : null,
    items: basketRow({ ...asked.value, language }, shelf).map(told),
    unknown: [...new Set(items)].filter((id) => !shelf.index.has(id)),
  };
  return c.json(answer, 200, { "cache-control": "no-store" });
}

/** What an address says, in types that a schema can check. */
function parametersOf({ items, strategy: names, show, ...rest }: Record<string, string>): object {
  return {
    ...rest,
    ...(items !== undefined && { items: listIn(items) }),
    ...(names !== undefined && { strategy: listIn(names) }),
    // "" and "0x1" are numbers to JavaScript.
    ...(show !== undefined && { show: /^\d+$/.test(show) ? Number(show) : show }),
  };
}

function listIn(text: string): readonly string[] {
  return text === "" ? [] : text.split(",");
}

function told({ item, strategy: by }: BasketItem): v.InferOutput<typeof recommendedSchema>["items"][number] {
  const { available: _, added, categories, tags, images, ...rest } = item;
  return {
    ...rest,
    categories: [...categories],
    tags: [...tags],
    ...(images && { images: { ...images } }),
    ...(added !== undefined && { added: isoDay(added) }),
    strategy: by,
  };
}
