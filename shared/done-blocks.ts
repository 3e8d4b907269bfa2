import { domEditsOf } from "./dom-edit.ts";
import type { Edit, Reorder } from "./edit.ts";
import type { DoneBlock } from "./tag-mode.ts";
import type { PageDecision } from "./wire.ts";

/**
 * The blocks of a decision, each with how a browser does it, in the order in which they are done. Those that change
 * nothing there come first.
 */
export function doneBlocks(
  { blocks }: Pick<PageDecision, "blocks">,
  { edits, reorders = [] }: { readonly edits: readonly Edit[]; readonly reorders?: readonly Reorder[] },
): DoneBlock[] {
  const done = domEditsOf([...reorders, ...edits]);
  const rankOf = ({ id }: DoneBlock) => done.findIndex(({ block }) => block === id);
  return blocks
    .map((block): DoneBlock => {
      const edit = done[rankOf(block)];
      return edit ? { ...block, edit } : block;
    })
    .sort((one, other) => rankOf(one) - rankOf(other));
}
