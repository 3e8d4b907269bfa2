import type { Edit, Refusal, Reorder } from "../../shared/edit.ts";
import { ADDED_BYTES, CHANGES_PER_PAGE } from "../../shared/limits.ts";
import type { Element } from "../html/state.ts";
import { planEdit } from "./edit-plan.ts";
import { Conflict } from "./places.ts";
import { planOrder, type Order } from "./reorder.ts";
import type { Splice } from "./splice.ts";
import type { Survey } from "./survey.ts";

/** What is done to a page for one visitor. */
export interface Rewriting {
  readonly splices: readonly Splice[];
  readonly orders: readonly Order[];
  /** Blocks that change something. */
  readonly applied: readonly string[];
  /** Blocks that aren't done, and why. A block whose target isn't on the page is in neither list. */
  readonly refused: readonly Refusal[];
}

/** What one block would do, alone. */
export type Planned =
  | { readonly splices: readonly Splice[]; readonly order?: Order; readonly element: Element }[]
  | string;

/** Finds out what a block does to a page, or why it can't be done right. */
export function planBlock(
  block: Edit | Reorder,
  found: readonly Element[] | string,
  survey: Survey,
): Planned {
  if (typeof found === "string") return found;
  const elements = block.limit === undefined ? found : found.slice(0, block.limit);
  // Those were found in the order of their tags.
  if (elements.length < found.length && found.some(isMoved))
    return "which of the elements come first can't be told";
  if (elements.length > CHANGES_PER_PAGE) return TOO_MANY;
  try {
    const plan: Exclude<Planned, string> = [];
    let added = 0;
    for (const element of elements) {
      const splices = "by" in block ? [] : planEdit(block, element, survey);
      added += addedBytes(splices);
      if (added > ADDED_BYTES) return TOO_MUCH;
      plan.push({ element, splices, ...("by" in block && planOrder(block, element, survey)) });
    }
    return plan;
  } catch (error) {
    if (error instanceof Conflict) return error.message;
    throw error;
  }
}

const TOO_MANY = `more than ${CHANGES_PER_PAGE} places of the page would be changed`;
const TOO_MUCH = `more than ${ADDED_BYTES} bytes would be written into the page`;

function addedBytes(splices: readonly Splice[]): number {
  return splices.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}

function isMoved(element: Element): boolean {
  return element.moved || (element.parent !== undefined && isMoved(element.parent));
}

type Accepted = { readonly block: Edit | Reorder; readonly plan: Exclude<Planned, string> };

/**
 * Puts together what several blocks do, the more important ones first: of two that want the same of one element the
 * later one isn't done, and neither is what would be done within something that another block takes away.
 */
export function combine(plans: readonly (readonly [block: Edit | Reorder, plan: Planned])[]): Rewriting {
  const refused: Refusal[] = [];
  const claims = new Map<Element, Set<string>>();
  const accepted: Accepted[] = [];
  let added = 0;
  let changes = 0;
  for (const [block, plan] of plans) {
    const claimed = claimsOf(block);
    if (typeof plan === "string") refused.push({ block: block.block, reason: plan });
    else if (plan.some(({ element }) => claimed.some((claim) => claims.get(element)?.has(claim))))
      refused.push({ block: block.block, reason: "another block has this element" });
    else {
      const adds = plan.reduce((sum, { splices }) => sum + addedBytes(splices), 0);
      const makes = plan.reduce(
        (sum, each) => sum + each.splices.length + (each.order?.pieces.length ?? 0),
        0,
      );
      if (added + adds > ADDED_BYTES || changes + makes > CHANGES_PER_PAGE) {
        refused.push({ block: block.block, reason: added + adds > ADDED_BYTES ? TOO_MUCH : TOO_MANY });
        continue;
      }
      added += adds;
      changes += makes;
      for (const { element } of plan)
        claims.set(element, new Set([...(claims.get(element) ?? []), ...claimed]));
      accepted.push({ block, plan });
    }
  }
  const splices: Splice[] = [];
  const orders: Order[] = [];
  const applied: string[] = [];
  for (const { block, plan } of accepted) {
    const kept = plan.filter(({ element }) => !isGone(block, element, claims));
    if (kept.length < plan.length && kept.length === 0)
      refused.push({ block: block.block, reason: "another block replaces what it is in" });
    for (const { splices: own, order } of kept) {
      splices.push(...own);
      if (order) orders.push(order);
    }
    if (kept.some(({ splices: own, order }) => own.length > 0 || order)) applied.push(block.block);
  }
  return { splices, orders, applied, refused };
}

/** What of an element a block wants for itself. */
function claimsOf(block: Edit | Reorder): readonly string[] {
  if ("by" in block) return ["order"];
  switch (block.op) {
    case "text":
      return ["content"];
    case "remove":
      return ["replace"];
    case "class":
      return ["class", "attribute class"];
    case "attributes":
      return [...Object.keys(block.set), ...block.remove].map((name) => `attribute ${name.toLowerCase()}`);
    default:
      return [block.op];
  }
}

/** Whether another block takes the element away, or that part of it which the block is about. */
function isGone(
  block: Edit | Reorder,
  element: Element,
  claims: ReadonlyMap<Element, ReadonlySet<string>>,
): boolean {
  const own = claims.get(element);
  const isBeside = !("by" in block) && /^(?:before|after|replace|remove)$/.test(block.op);
  if (!isBeside && own?.has("replace")) return true;
  if ("by" in block && own?.has("content")) return true;
  for (let outer = element.parent; outer; outer = outer.parent) {
    const taken = claims.get(outer);
    if (taken?.has("replace") || taken?.has("content")) return true;
  }
  return false;
}
