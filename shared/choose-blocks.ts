import { chooseCase, type ChosenOn, type CompiledBlock, orderOf, placeOf } from "./compiled-block.ts";
import type { Edit, Reorder } from "./edit.ts";
import type { Trial } from "./experiment/trial.ts";
import type { ChosenRedirect } from "./redirect.ts";
import { renderTo } from "./render.ts";
import type { Answers } from "./segments.ts";
import type { Lookup } from "./template/render.ts";
import type { LostReason, PageDecision } from "./wire.ts";

/** A block that applies to this visitor, whatever becomes of it on the page. */
interface Eligible {
  readonly block: CompiledBlock;
  readonly index: number;
  readonly order: Reorder | undefined;
  /** Where it leads away to. */
  readonly to: string | undefined;
}

/** A block of a page by its conditions alone: it applies, or there is a reason why not. */
export type Judged = Eligible | { readonly block: CompiledBlock; readonly reason: LostReason };

/** A block that the page gets. */
export interface Chosen extends Eligible {
  readonly edits: readonly Edit[];
}

/** Whether a block applies to a visitor. */
export function judge(block: CompiledBlock, answers: Answers, lookup: Lookup, on: ChosenOn): Judged {
  const { index, reason } = chooseCase(block, answers, on);
  if (reason) return { block, reason };
  const order = orderOf(block, lookup);
  const isAway = block.block.op === "redirect";
  const to = isAway ? renderTo(block.cases[index]!.templates, lookup) : undefined;
  if (isAway ? to === undefined : order?.first.length === 0) return { block, reason: "unknown" };
  return { block, index, order, to };
}

/**
 * Who gets which place, of blocks in their order. A row without items is as if it weren't in the site file: it takes no
 * place, and exposes nobody to anything. `editsOf` is asked for the rows that this makes a difference to, and for what
 * is chosen.
 */
export function choose(
  judged: readonly Judged[],
  trial: Trial | undefined,
  editsOf: (block: Eligible) => readonly Edit[],
): { readonly chosen: readonly Chosen[]; readonly lost: PageDecision["lost"] } {
  const chosen: Chosen[] = [];
  const lost: PageDecision["lost"][number][] = [];
  const places = new Map<string, string>();
  for (const each of judged) {
    const { block } = each;
    const { id } = block;
    if ("reason" in each) {
      lost.push({ id, reason: each.reason });
      continue;
    }
    const place = placeOf(id, block.block);
    const winner = places.get(place);
    const isRow = block.cases[each.index]?.row !== undefined;
    // One that loses anyway isn't looked up, but where its visitor would be told to be exposed to it.
    const isAsked = isRow && (!winner || (trial !== undefined && (block.personal || block.tests)));
    const items = isAsked ? editsOf(each) : undefined;
    const isEmpty = items?.length === 0;
    const reason = isEmpty ? "empty" : trial?.withhold(block, place);
    if (reason) lost.push({ id, reason });
    else if (winner) lost.push({ id, reason: "priority", to: winner });
    else {
      places.set(place, id);
      chosen.push({ ...each, edits: items ?? editsOf(each) });
    }
  }
  return { chosen, lost };
}

/** The block that leads away, if any does. Known before the page is: no row of items is in its way. */
export function redirectAmong(
  judged: readonly Judged[],
  trial: () => Trial | undefined,
): ChosenRedirect | undefined {
  for (const each of judged) {
    if ("reason" in each || each.to === undefined) continue;
    const { block, to } = each;
    const trying = trial();
    if (trying?.withhold(block, placeOf(block.id, block.block))) continue;
    return { block: block.id, to, exposed: trying?.exposedBy(block) };
  }
  return undefined;
}
