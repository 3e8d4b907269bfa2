import { MARKED_BY } from "../../shared/marked-by.ts";
import type { BlockMark, PageDecision } from "../../shared/wire.ts";
import { type Box, intersection, MARK_PIXELS } from "./place.ts";

/** A block of this page that has a mark. */
export interface MarkedBlock {
  readonly id: string;
  readonly mark: BlockMark;
}

/** The blocks that a page's decision wants marks for. */
export function markedBlocks({ blocks }: PageDecision): readonly MarkedBlock[] {
  return blocks.filter((block): block is MarkedBlock => block.mark !== undefined);
}

/** What a block has put into the page, as far as that can be told from the rest. */
export function insertedBy({ id }: MarkedBlock): readonly HTMLElement[] {
  return all(`[${MARKED_BY}="${CSS.escape(id)}"]`);
}

/** The element that a block's mark belongs to: the first that can be seen of what it put in, or of its targets. */
export function elementOf(block: MarkedBlock): HTMLElement | undefined {
  const inserted = insertedBy(block);
  return (inserted.length > 0 ? inserted : all(block.mark.target)).find((each) => visibleBox(each));
}

/** What can be seen of an element where the page is scrolled to it; undefined if there is no room for a mark. */
export function visibleBox(of: Element): Box | undefined {
  let box: Box = of.getBoundingClientRect();
  for (let parent = of.parentElement; parent && parent !== document.body; parent = parent.parentElement)
    if (getComputedStyle(parent).overflow !== "visible")
      box = intersection(box, parent.getBoundingClientRect());
  const isSeen = box.right - box.left >= MARK_PIXELS && box.bottom - box.top > 0;
  return isSeen && getComputedStyle(of).visibility !== "hidden" ? box : undefined;
}

function all(selector: string): readonly HTMLElement[] {
  try {
    return [...document.querySelectorAll<HTMLElement>(selector)];
  } catch {
    return [];
  }
}
