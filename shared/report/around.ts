import type { When } from "../schema-parts.ts";
import type { Site } from "../site/schema.ts";

/** The segments that everybody in a segment is in, too, as its condition names them. */
export function segmentsAround({ segments }: Site, id: string): readonly string[] {
  const named = (when: When | undefined): readonly string[] => {
    if (typeof when === "string") return [when];
    if (Array.isArray(when)) return when;
    const { $segment, $and } = (when ?? {}) as { $segment?: unknown; $and?: unknown };
    return [
      ...(typeof $segment === "string" ? [$segment] : []),
      ...(Array.isArray($and) ? $and.flatMap((part) => named(part as When)) : []),
    ];
  };
  const found = new Set<string>();
  const visit = (each: string): void => {
    for (const wider of named(segments[each]?.when)) {
      if (found.has(wider)) continue;
      found.add(wider);
      visit(wider);
    }
  };
  visit(id);
  return [...found].filter((wider) => wider !== id && Object.hasOwn(segments, wider));
}
