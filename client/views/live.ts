import type { DomEdit } from "../../shared/dom-edit.ts";
import { ANNOUNCED_MILLISECONDS } from "../../shared/limits.ts";
import type { Means } from "./done.ts";
import type { Keeper } from "./keeper.ts";
import { around, boxOf, CHANCES, isBusy } from "./still.ts";

/** A block that has become true on a page that is open. */
export interface Waiting {
  readonly edit: DomEdit;
  readonly means: Means;
}

/** Shows blocks on a page that is being read, each when it disturbs nobody. */
export interface Live {
  /** These are true and not done; of earlier ones it is no longer known. */
  readonly await: (blocks: readonly Waiting[]) => void;
}

/** `shown` hears of each block that is done. */
export function createLive(keeper: Keeper, shown: (edit: DomEdit) => void): Live {
  let waiting: readonly Waiting[] = [];
  let frame = 0;

  const look = () => {
    frame = 0;
    waiting = waiting.filter((each) => {
      try {
        if (!show(keeper, each)) return true;
        shown(each.edit);
      } catch {
        // It comes with the next page.
      }
      return false;
    });
    listen();
  };
  // Not before the page is drawn again, so that also those who are read to hear of the change.
  const soon = () => {
    frame ||= requestAnimationFrame(() => (frame = requestAnimationFrame(look)));
  };
  const listen = () => {
    for (const type of CHANCES) {
      removeEventListener(type, soon, true);
      if (waiting.length > 0) addEventListener(type, soon, { capture: true, passive: true });
    }
  };

  return {
    await(blocks) {
      waiting = blocks;
      listen();
      if (waiting.length === 0) return;
      for (const { edit } of waiting) for (const target of keeper.targetsOf(edit)) announceIn(target, edit);
      soon();
    },
  };
}

/** Whether it is done now. Nothing that can be seen moves, else it is undone before anybody has seen it. */
function show(keeper: Keeper, { edit, means }: Waiting): boolean {
  const targets = keeper.targetsOf(edit);
  if (targets.some(isBusy)) return false;
  const isOutOfSight = targets.every((target) => target.getBoundingClientRect().top >= innerHeight);
  const watched = targets.flatMap(around);
  const before = watched.map(boxOf);
  keeper.add(edit, means);
  const isStill = watched.every((element, at) => !element.isConnected || boxOf(element) === before[at]);
  if (isOutOfSight || isStill) return true;
  keeper.drop(edit);
  return false;
}

/** Lets those who are read to hear of it, when they are through with what they hear. */
function announceIn(target: Element, { calls }: DomEdit): void {
  const method = calls[0]?.[1] ?? "";
  const isInside = /^(?:replaceChildren|prepend|append)$/.test(method);
  const isBeside = /^(?:replaceWith|before|after)$/.test(method);
  const region = isInside ? target : isBeside ? target.parentElement : null;
  if (!region || region.closest("[aria-live]")) return;
  region.setAttribute("aria-live", "polite");
  // What is beside it isn't ours: later changes there are none of a block's.
  if (isBeside) setTimeout(() => region.removeAttribute("aria-live"), ANNOUNCED_MILLISECONDS);
}
