import type { Neighbours } from "../shared/recommend/contract.ts";
import { type Shelf, shelfOf } from "../shared/recommend/shelf.ts";
import type { CatalogStore } from "./catalog.ts";

/** Puts catalog and neighbours together: the same shelf as long as both are the same, so that what is derived is kept. */
export function createShelves(
  catalog: CatalogStore,
): (neighbours: Neighbours | undefined) => Shelf | undefined {
  let shelf: Shelf | undefined;
  return (neighbours) => {
    const index = catalog.current;
    if (!index) return undefined;
    if (shelf?.index !== index || shelf.neighbours !== neighbours) shelf = shelfOf(index, neighbours);
    return shelf;
  };
}
