import { directionOf } from "../../shared/widget-languages.ts";
import type { WhyText } from "../widget/contract.ts";
import { button, element } from "../widget/element.ts";
import { adopt, sheetOf, surface } from "../widget/surface.ts";
import { whyStyle } from "./why-style.ts";

const sheet = sheetOf(whyStyle);
const EDGE_PIXELS = 8;

/** A card that belongs to a mark. */
export interface Popover {
  readonly content: HTMLElement;
  readonly footer: HTMLElement;
  /** Puts it into place anew, where its size has changed. */
  readonly place: () => void;
}

/** What ends the card that is open. */
let end: ((refocus: boolean) => void) | undefined;

/** Ends the card, if one is open; the focus goes back to its mark if it was in the card. */
export function closePopover(): void {
  end?.(true);
}

/**
 * Opens a card at a mark, in the place of any other. It blocks nothing: Esc, the cross and whatever is done outside of
 * it close it. Undefined where the card of this mark was open: that closes it.
 */
export function openPopover(anchor: HTMLElement, text: WhyText): Popover | undefined {
  const wasOpen = anchor.getAttribute("aria-expanded") === "true";
  end?.(wasOpen);
  if (wasOpen) return undefined;
  const root = surface();
  adopt(root, sheet);
  const title = element("h2", { id: "why", part: "title", tabindex: "-1" }, text.title);
  const cross = button("close", "", () => closePopover());
  cross.setAttribute("aria-label", text.close);
  const content = element("div", { class: "scroll" });
  const footer = element("footer", {});
  const card = element(
    "div",
    {
      class: "card why",
      part: "why",
      role: "dialog",
      "aria-labelledby": "why",
      lang: text.lang,
      dir: directionOf(text.lang),
    },
    element("header", {}, title, cross),
    content,
    footer,
  );
  root.append(card);
  anchor.setAttribute("aria-expanded", "true");

  const closing = new AbortController();
  const { signal } = closing;
  const place = () => placeAt(card, anchor);
  let pointed = false;
  end = (refocus) => {
    end = undefined;
    closing.abort();
    const focused = card.contains(root.activeElement);
    card.remove();
    anchor.removeAttribute("aria-expanded");
    if (refocus && focused) anchor.focus();
  };
  const outside = (event: Event) => {
    const path = event.composedPath();
    return !path.includes(card) && !path.includes(anchor);
  };
  addEventListener("keydown", ({ key }) => key === "Escape" && end?.(true), { capture: true, signal });
  addEventListener(
    "pointerdown",
    (event) => {
      pointed = outside(event);
      if (pointed) end?.(false);
    },
    { capture: true, signal },
  );
  // Tabbing on leads back to the mark, where the card came from.
  card.addEventListener("focusout", ({ relatedTarget }) => {
    if (pointed || relatedTarget === null || card.contains(relatedTarget as Node)) return;
    end?.(false);
    anchor.focus();
  });
  addEventListener("scroll", place, { capture: true, passive: true, signal });
  addEventListener("resize", place, { signal });
  return {
    content,
    footer,
    place() {
      place();
      if (card.classList.contains("placed")) return;
      card.classList.add("placed");
      title.focus({ preventScroll: true });
    },
  };
}

/** Below the mark if there is room, else above it, and always within the window. */
function placeAt(card: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const within = (value: number, most: number) => Math.max(EDGE_PIXELS, Math.min(value, most - EDGE_PIXELS));
  // Without a place of its own any more (its block is gone), the card stays where it is.
  if (at.width === 0) return;
  const x = at.left + at.width / 2 > clientWidth / 2 ? at.right - width : at.left;
  const below = at.bottom + EDGE_PIXELS;
  const y = below + height + EDGE_PIXELS <= clientHeight ? below : at.top - EDGE_PIXELS - height;
  card.style.setProperty("--x", `${within(x, clientWidth - width)}px`);
  card.style.setProperty("--y", `${within(y, clientHeight - height)}px`);
}
