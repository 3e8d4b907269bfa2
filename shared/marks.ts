import { isMessage } from "./message.ts";
import type { Block } from "./site/block-schema.ts";
import type { Site } from "./site/schema.ts";
import type { BlockMark } from "./wire.ts";

/** Operations that put elements in, which the page's own selectors don't find. */
const INSERTING: readonly Block["op"][] = ["replace", "before", "after", "prepend", "append"];

/** Whether a block puts elements of its own into the page. */
export function isInserting({ op }: Pick<Block, "op">): boolean {
  return INSERTING.includes(op);
}

/**
 * How a block's mark finds the block on the page; undefined where it has none. With `marks` every block that is
 * another one for another visitor has a mark, but for those that only turn attributes and classes; `mark` of a block
 * says it otherwise. Of what is removed or redirected there is nothing to put a mark on. `isTested`: it stands in an
 * experiment.
 */
export function markOf(
  block: Block,
  { marks }: Pick<Site, "marks">,
  isTested: boolean,
): BlockMark | undefined {
  if (block.op === "remove" || block.op === "redirect" || block.op === "ask" || isMessage(block))
    return undefined;
  const isSeen = block.op !== "attributes" && block.op !== "class";
  const { mark = marks && isSeen && (isTested || isPersonal(block)), op, target } = block;
  return mark ? { op, target } : undefined;
}

/** Whether it asks or prints anything of the visitor or the request. */
function isPersonal(block: Block): boolean {
  if ("reward" in block && block.reward) return true;
  const cases = "cases" in block ? (block.cases ?? []) : [];
  return [block, ...cases].some(({ when }) => when !== undefined) || JSON.stringify(block).includes("{{");
}
