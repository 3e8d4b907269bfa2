import fc from "fast-check";
import type { Item, NearItems, Neighbours } from "../../../shared/recommend/contract.ts";

/** An item with what a test says of it. */
export function item(id: string, more: Partial<Item> = {}): Item {
  return { id, title: `The ${id}`, url: `/p/${id}`, categories: [], tags: [], ...more };
}

const names = fc.subarray(["rain", "running", "camp"]);

/** Small catalogs in which much collides. */
export const catalogs: fc.Arbitrary<readonly Item[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom(..."abcdefghijklmnop"),
      price: fc.option(fc.constantFrom(10, 20, 50), { nil: undefined }),
      categories: names,
      tags: fc.subarray(["warm", "light"]),
      language: fc.option(fc.constantFrom("en", "pl", "pl-PL"), { nil: undefined }),
      available: fc.option(fc.constant(false as const), { nil: undefined }),
      added: fc.option(fc.constantFrom(1, 2, 3), { nil: undefined }),
    }),
    { selector: ({ id, language }) => `${id} ${language?.slice(0, 2)}`, maxLength: 16 },
  )
  .map((all) =>
    all.map(({ id, price, language, available, added, ...lists }) =>
      item(id, {
        ...lists,
        url: `/p/${language ?? ""}${id}`,
        ...(price !== undefined && { price }),
        ...(language !== undefined && { language }),
        ...(available !== undefined && { available }),
        ...(added !== undefined && { added }),
      }),
    ),
  );

const ids = fc.subarray([..."abcdefghijklmnop", "gone"]);

/** A list with as many letters as items, the nearest first, or with none. */
export function nearOf(list: fc.Arbitrary<readonly string[]>): fc.Arbitrary<NearItems> {
  const letter = fc.constantFrom(...' !#+<\\"fuz{|}~');
  return list.chain((ids) => {
    const letters = fc.array(letter, { minLength: ids.length, maxLength: ids.length });
    const nearness = letters.map((all) => all.sort().reverse().join(""));
    return fc.record({ ids: fc.constant(ids), nearness }, { requiredKeys: ["ids"] });
  });
}

/** Neighbours that may name items which the catalog doesn't have. */
export const neighbours: fc.Arbitrary<Neighbours> = fc.record({
  day: fc.constant(1),
  of: fc.dictionary(
    fc.constantFrom(..."abcdefgh"),
    fc.record({ viewed: nearOf(ids), bought: nearOf(ids), "viewed-bought": nearOf(ids) }),
  ),
  trending: ids,
});
