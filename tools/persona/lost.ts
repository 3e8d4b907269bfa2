import type { Block } from "../../shared/site/block-schema.ts";
import type { PageDecision } from "../../shared/wire.ts";

/** Why a block of a page wasn't chosen, in words. */
export function lostWords({ reason, to }: PageDecision["lost"][number], block: Block | undefined): string {
  switch (reason) {
    case "condition":
      return "its condition doesn't hold";
    case "unknown":
      if (block?.op === "redirect") return "what its condition reads, or its address prints, isn't known";
      return block?.op === "reorder" && block.when === undefined
        ? "what it puts first isn't known"
        : "what its condition reads isn't known";
    case "dates":
      return `outside of its dates (${datesOf(block)})`;
    case "priority":
      return block?.op === "redirect"
        ? `${to} leads away from the page and comes first`
        : `${to} wants the same element and comes first`;
    case "refused":
      return "can't be done on this page without harm";
    case "switched off":
      return "switched off by the visitor";
    case "preview":
      return "switched off in a preview";
    case "redrawn":
      return "the page keeps drawing it away";
    case "empty":
      return "it has nothing to recommend";
    case "variant":
      return "an experiment shows it to others";
    case "holdout":
      return "held out: this visitor gets no personalization, so that its effect is known";
  }
}

/** `from 2026-11-01 until 2026-12-24`. */
export function datesOf(block: Pick<Block, "from" | "until"> | undefined): string {
  const { from, until } = block ?? {};
  return [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(" ");
}
