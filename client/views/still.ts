/** What may let a change in that had to wait. */
export const CHANCES = ["pointerover", "pointerout", "focusin", "focusout", "scroll", "resize"];

/** So many elements around a place are watched for whether they move. */
const WATCHED = 100;

/** Somebody points at it, or is in it. */
export function isBusy(target: Element): boolean {
  if (target === document.body || target === document.documentElement) return false;
  return target.matches(":hover") || target.contains(document.activeElement);
}

/** An element with what it is in, what is beside it and what it holds: what moves if its size changes. */
export function around(target: Element): Element[] {
  return [...beside(target), ...target.children].slice(0, WATCHED);
}

/** The same without what it holds. */
export function beside(target: Element): Element[] {
  const { parentElement: parent } = target;
  return [target, ...(parent ? [parent, ...parent.children] : [])].slice(0, WATCHED);
}

/** Where an element is and how large, to be compared. */
export function boxOf(element: Element): string {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height].join();
}
