import { CATALOG_ITEMS } from "./limits.ts";
import type { Catalog, Item } from "./contract.ts";

/**
 * The catalog in parsed JSON; undefined where it isn't one, so that the last good one serves on. It was made by our own
 * tool, so what isn't as it should be is damaged as a whole.
 */
export function catalogIn(value: unknown): Catalog | undefined {
  if (!Array.isArray(value) || value.length > CATALOG_ITEMS) return undefined;
  return value.every(isItem) ? value : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function isItem(value: unknown): value is Item {
  if (!isRecord(value)) return false;
  const { id, title, url, price, categories, tags, images, available, added } = value;
  return (
    [id, title, url].every((text) => typeof text === "string" && text !== "") &&
    [value["image"], value["priceText"], value["language"]].every(isTextOrNothing) &&
    [price, added].every((number) => number === undefined || Number.isFinite(number)) &&
    [categories, tags].every(
      (list) => Array.isArray(list) && list.every((text) => typeof text === "string"),
    ) &&
    (available === undefined || available === false) &&
    (images === undefined || (isRecord(images) && Object.values(images).every(isTextOrNothing)))
  );
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextOrNothing(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}
