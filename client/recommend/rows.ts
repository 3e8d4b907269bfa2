import type * as ranker from "../parts/rank.ts";
import type * as viewed from "../parts/recently-viewed.ts";
import { CHANCES, isBusy } from "../views/still.ts";

/** What ranks lies beside this, and so does what shows items again; loaded with the first row of its kind. */
const RANK = "./rank.js";
const VIEWED = "./recently-viewed.js";

/** On rows that the device has seen to: the owner may show by it what only works there. */
const SEEN = "data-selvedge-on-device";
const ROWS = "[data-selvedge-recommend]";
const TEMPLATE = "template[data-selvedge-item-template]";

/** Sees to the rows of items on a page, those that come later, too. */
export interface Rows {
  /** Sees to all rows that are there and aren't seen to. */
  readonly look: () => void;
  /** Something isn't wanted any more: what is next comes in its place, wherever it is shown. */
  readonly takeAway: (item: HTMLElement) => Promise<void>;
}

/** `known` is what the device knows now; undefined where nothing may be read. */
export function createRows(known: () => Promise<ranker.Known | undefined>, signal: AbortSignal): Rows {
  let waiting: HTMLElement[] = [];
  let frame = 0;

  const see = async () => {
    const ready = waiting.filter((row) => row.isConnected && !isBusy(row));
    if (ready.length === 0) return;
    waiting = waiting.filter((row) => row.isConnected && !ready.includes(row));
    const { rankRow }: typeof ranker = await import(RANK);
    const { fillRow }: Partial<typeof viewed> = ready.some(isFilled) ? await import(VIEWED) : {};
    const now = await known();
    if (!now || signal.aborted) return;
    for (const row of ready)
      // Somebody may have come to it meanwhile.
      if (isBusy(row) || (isFilled(row) && !fillRow!(row, now))) waiting.push(row);
      else if (!isFilled(row)) rankRow(row, now);
  };
  /** When the page is drawn next: what a script does at once to it is looked at once. */
  const soon = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      see()
        // The row stays as it is.
        .catch(() => {})
        .finally(listen);
    });
  };
  const listen = () => {
    for (const type of CHANCES) {
      removeEventListener(type, soon, true);
      if (waiting.length > 0 && !signal.aborted)
        addEventListener(type, soon, { capture: true, passive: true, signal });
    }
  };
  const look = () => {
    const found = [...document.querySelectorAll<HTMLElement>(`${ROWS}:not([${SEEN}])`)];
    if (found.length === 0) return;
    for (const row of found) row.setAttribute(SEEN, "");
    waiting.push(...found);
    soon();
  };

  return {
    look,
    async takeAway(item) {
      const { replaceItem }: typeof ranker = await import(RANK);
      const now = await known();
      if (!now || signal.aborted) return;
      const id = item.dataset["selvedgeCandidate"]!;
      for (const row of document.querySelectorAll<HTMLElement>(ROWS)) {
        const same = row.querySelector<HTMLElement>(
          `[data-selvedge-candidate="${CSS.escape(id)}"]:not([hidden])`,
        );
        if (!same) continue;
        const hadFocus = same.contains(document.activeElement);
        const next = isFilled(row) ? undefined : replaceItem(same, row, now);
        if (isFilled(row)) same.remove();
        if (hadFocus) focusOn(next ?? row);
      }
    },
  };
}

const isFilled = (row: Element) => row.querySelector(TEMPLATE) !== null;

/** Where somebody was who goes by the keyboard: in what came there, or else beside it. */
function focusOn(place: HTMLElement): void {
  const inside = place.querySelector<HTMLElement>("a[href],button");
  const goal = place.matches("a[href],button") ? place : (inside ?? place);
  if (goal === place && !place.matches("a[href],button")) place.tabIndex = -1;
  goal.focus({ preventScroll: true });
}
