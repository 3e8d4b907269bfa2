import type { Buckets } from "./buckets.ts";
import { matches } from "./condition/match.ts";

/** The bucket of a text that only predicates tell from others; undefined where there are none to ask. */
export function openBucket({ tests, results }: Buckets, value: unknown): number | undefined {
  return tests && results!.indexOf(tests.map((test) => +matches(test, { "": value })).join(""));
}
