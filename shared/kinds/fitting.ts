import { LIST_BYTES } from "../limits.ts";

/** As many of the last entries of a list as may be kept: `LIST_BYTES` of JSON. Changes the list. */
export function fitting<Entry>(list: Entry[]): Entry[] {
  while (bytesOf(list) > LIST_BYTES) list.shift();
  return list;
}

/** How many bytes of UTF-8 a value takes as JSON, or a few more. */
export function bytesOf(value: unknown): number {
  // Outside of ASCII no unit of UTF-16 takes more than three bytes.
  return JSON.stringify(value).replace(/[^ -~]/g, "...").length;
}
