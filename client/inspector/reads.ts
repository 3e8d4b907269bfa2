import type { Reads } from "../../shared/preview/data.ts";
import type { Host, Layer } from "./host.ts";
import { text } from "./text.ts";

/** What a rule reads, for links to lead there. */
export function readBy(
  { data }: Host,
  { segments, attributes, context }: Reads,
): readonly (readonly [Layer, string, string])[] {
  const named = (all: readonly { readonly id: string; readonly label: string }[], id: string) =>
    all.find((each) => each.id === id)?.label ?? id;
  return [
    ...segments.map((id) => ["segments", id, named(data.segments, id)] as const),
    ...attributes.map((id) => ["projection", id, named(data.attributes, id)] as const),
    ...context.map((name) => ["context", name, text.facts[name] ?? name] as const),
  ];
}
