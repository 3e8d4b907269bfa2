import type { NearItems } from "./contract.ts";
import { discount } from "./discount.ts";
import { nearnessAt } from "./nearness-letters.ts";

/**
 * What goes with several items at once, the best first; never one of them. Each of their lists gives what is in it its
 * nearness, discounted by its place; the sum over the lists decides, equal ones are in the order of their ids. Where a
 * list doesn't say how near its items are, their place alone counts. In which order items are named, and whether twice,
 * doesn't matter. Source of the sum: Deshpande and Karypis 2004, "Item-based top-N recommendation algorithms". On baskets
 * (`npm run bench -- recommend`) nearness alone does better with the one set and worse with the other, nearness over the
 * place the other way round; the discount has nothing to tune.
 */
export function goesWith(
  basket: Iterable<string>,
  listOf: (id: string) => NearItems | undefined,
): readonly string[] {
  // Numbers are rounded when they are added up, so that is always done in the same order.
  const own = [...new Set(basket)].sort();
  const scores = new Map<string, number>();
  for (const item of own) {
    const list = listOf(item);
    list?.ids.forEach((id, place) => {
      const nearness = list.nearness === undefined ? 1 : nearnessAt(list.nearness, place);
      scores.set(id, (scores.get(id) ?? 0) + nearness * discount(place));
    });
  }
  for (const item of own) scores.delete(item);
  return [...scores]
    .sort(([one, score], [other, more]) => more - score || (one < other ? -1 : 1))
    .map(([id]) => id);
}
