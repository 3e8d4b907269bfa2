import type { Condition } from "./match.ts";
import { isObject } from "./value.ts";

/** What a condition reads, by name. */
export interface Reads {
  /** The first step of every path, but for `context`. */
  readonly attributes: Set<string>;
  /** The step after `context`; empty for `context` as a whole. */
  readonly context: Set<string>;
  /** Segments that are named directly; what those read is not among the reads. */
  readonly segments: Set<string>;
}

/** What a condition that has been checked reads. Adds to `reads` if they are given. */
export function readsOf(
  condition: Condition,
  reads: Reads = { attributes: new Set(), context: new Set(), segments: new Set() },
): Reads {
  for (const [key, operand] of Object.entries(condition)) {
    if (key === "$segment") {
      if (typeof operand === "string") reads.segments.add(operand);
    } else if (key === "$and" || key === "$or" || key === "$nor" || key === "$not") {
      for (const part of Array.isArray(operand) ? operand : [operand]) {
        if (isObject(part)) readsOf(part, reads);
      }
    } else {
      const [first, second = ""] = key.split(".");
      if (first === "context") reads.context.add(second);
      else reads.attributes.add(first!);
    }
  }
  return reads;
}
