import { shortHash } from "./hash.ts";
import type { TagConfig } from "./wire.ts";

/** How a segment (`s`) or block (`b`) is named in what the tag is told of the `dataLayer`. */
export function layerName(kind: "s" | "b", id: string): string {
  return shortHash(`${kind}:${id}`);
}

/** Whether a segment or block may be told to the owner's other tools. */
export function isTold(
  { told, untold = [] }: NonNullable<TagConfig["layer"]>,
  kind: "s" | "b",
  id: string,
): boolean {
  const name = layerName(kind, id);
  return told ? told.includes(name) : !untold.includes(name);
}
