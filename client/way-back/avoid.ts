import { CONTROLS } from "../marks/obstacles.ts";

/** How far it is from the edge of the window. */
const EDGE_PIXELS = 16;
const STEP_PIXELS = 8;
/** It goes no further out of its corner than this. */
const MOST_PIXELS = 320;
/** Scrolling is over when nothing has moved for so long. */
const REST_MILLISECONDS = 150;

/**
 * Keeps a button off the page's controls where nobody could scroll them from under it: those pinned to the window,
 * those at the very end of the page, and the one that has the focus (WCAG 2.2, 2.4.11). It moves along its edge,
 * away from its corner, by the custom property `--off`.
 */
export function avoidControls(button: HTMLElement): (moved?: boolean) => void {
  let resting: number;
  const avoid = (moved = false) => {
    // Nobody wants what they are about to press to go elsewhere.
    if (!moved && button.matches(":focus,:active,:hover")) return;
    button.style.setProperty("--off", "0px");
    const box = button.getBoundingClientRect();
    if (box.width === 0) return;
    const up = box.top > document.documentElement.clientHeight / 2 ? -1 : 1;
    for (let off = 0; off <= MOST_PIXELS; off += STEP_PIXELS) {
      if (isCovering(button, box, off, up)) continue;
      button.style.setProperty("--off", `${off}px`);
      return;
    }
  };
  const soon = () => {
    clearTimeout(resting);
    resting = setTimeout(() => avoid(), REST_MILLISECONDS);
  };
  for (const type of ["scroll", "resize", "load", "focusin"])
    addEventListener(type, soon, { capture: true, passive: true });
  // It comes into sight when the question has been answered.
  new ResizeObserver(soon).observe(button);
  return avoid;
}

function isCovering(button: HTMLElement, box: DOMRect, off: number, up: 1 | -1): boolean {
  const { left, top, width, height } = box;
  const page = document.scrollingElement ?? document.documentElement;
  const isAtEnd = up < 0 ? page.scrollTop + page.clientHeight >= page.scrollHeight - 1 : page.scrollTop <= 0;
  const room = EDGE_PIXELS + off;
  const host = (button.getRootNode() as ShadowRoot).host;
  // Where the page ends only what fits between the button and that edge can be scrolled to where it is seen.
  const matters = (control: Element) =>
    (isAtEnd && control.getBoundingClientRect().height > room) ||
    control === document.activeElement ||
    isPinned(control);
  // Finer than the smallest control that may be had (WCAG 2.2, 2.5.8).
  const parts = [0, 0.25, 0.5, 0.75, 1];
  return parts.some((x) =>
    parts.some((y) =>
      document.elementsFromPoint(left + x * width, top + up * off + y * height).some((each) => {
        const control = each === host ? null : each.closest(CONTROLS);
        return control !== null && !isLarge(control) && matters(control);
      }),
    ),
  );
}

/** A picture or a card that is one link can spare a corner. */
function isLarge(control: Element): boolean {
  const { width, height } = control.getBoundingClientRect();
  return width > 200 && height > 200;
}

function isPinned(control: Element): boolean {
  for (let each: Element | null = control; each; each = each.parentElement)
    if (/fixed|sticky/.test(getComputedStyle(each).position)) return true;
  return false;
}
