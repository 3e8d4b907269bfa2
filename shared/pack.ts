/** The file that holds a part of the tag so that it can be put together with others: an expression, its exports. */
export const pieceFile = (part: string): string => `${part}.piece.js`;

/** What packs are named, behind which stand the names of their parts: `parts.js?recorder,kind.top`. */
export const PACK = "parts";

/**
 * Asks a browser to compile all of a script at once, beside the main thread, and not each function when it is called.
 * Source: https://v8.dev/blog/explicit-compile-hints
 */
export const CALLED_AT_ONCE = "//# allFunctionsCalledOnLoad";

/** Parts that something else loads by itself, too, and of which there must be one each: they are never packed. */
export const ALONE: readonly string[] = ["views", "consent-mode", "actions"];

/** A part and its piece. */
export type Packed = readonly [part: string, piece: string];

/**
 * Several parts of the tag as one module, which exports them as `parts`, in their order: asked for once, compiled once. What
 * an earlier pack has brought to the page isn't run again.
 */
export function packOf(packed: readonly Packed[]): string {
  const each = packed.map(([part, piece]) => `p[${JSON.stringify(part)}]??=${piece}`);
  return `${CALLED_AT_ONCE}\nconst p=self.selvedgeParts??={};export const parts=[${each.join(",\n")}];\n`;
}
