import type { AttributeValue } from "../attribute.ts";
import type { Kleene } from "../condition/kleene.ts";
import { type Condition, UNKNOWN, compile } from "../condition/match.ts";
import { valueAt } from "../condition/value.ts";
import type { BucketRange } from "../describe-bucket.ts";

/** What was seen where a predicate looked: a value on the device or in a simulation, at the edge only a bucket. */
export type Seen = { readonly value: unknown } | { readonly bucket: BucketRange };

/** What an explanation asks about the visitor and the request. */
export interface Facts {
  /** Whether a test over `{ "": value }` holds of an attribute; undefined where that isn't known. */
  attribute(id: string, test: Condition): Kleene;
  /** Whether a condition over `context.…` holds. */
  context(condition: Condition): Kleene;
  /** Whether the visitor has switched off an attribute or a segment; then it is unknown. */
  readonly isOff?: (layer: "attributes" | "segments", id: string) => boolean;
  /** What stands at a path (`visits`, `context.country`); undefined where that isn't known. */
  seen(path: string): Seen | undefined;
}

/** Everything that is known where values are known exactly. */
export interface KnownValues {
  /** Values by attribute id, a missing one is null, `UNKNOWN` unknown; undefined: nothing is known of anybody. */
  readonly attributes: Readonly<Record<string, AttributeValue | readonly unknown[] | symbol>> | undefined;
  /** Facts of the request by name, `UNKNOWN` as a whole or by name where they may not be used. */
  readonly context: Readonly<Record<string, unknown>> | symbol;
}

/** The facts of exact values: those of a profile on its device, or of a simulated visitor. */
export function factsOfValues({ attributes, context }: KnownValues): Facts {
  const root = { ...attributes, context };
  return {
    attribute(id, test) {
      const value = attributes === undefined ? UNKNOWN : valueAt(attributes, [id]);
      return value === UNKNOWN ? undefined : compile(test)({ "": value });
    },
    context: (condition) => compile(condition)({ context }),
    seen(path) {
      if (attributes === undefined && !isContext(path)) return undefined;
      const value = valueAt(root, path.split("."));
      return value === UNKNOWN ? undefined : { value: value ?? null };
    },
  };
}

/** Whether a path leads into the context rather than into an attribute. */
export function isContext(path: string): boolean {
  return path === "context" || path.startsWith("context.");
}
