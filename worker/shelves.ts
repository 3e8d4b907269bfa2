import type { Neighbours } from "../shared/recommend/contract.ts";
import { type Shelf, shelfOf } from "../shared/recommend/shelf.ts";
import type { CatalogStore } from "./catalog.ts";

/** Puts catalog and neighbours together: the same shelf as long as both are the same, so that what is derived is kept. */
export function createShelves(
  catalog: CatalogStore,
  neighbours: () => Neighbours | undefined,
): () => Shelf | undefined {
  let shelf: Shelf | undefined;
  return () => {
    const index = catalog.current;
    if (!index) return undefined;
    const known = neighbours();
    if (shelf?.index !== index || shelf.neighbours !== known) shelf = shelfOf(index, known);
    return shelf;
  };
}
