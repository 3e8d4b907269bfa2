import { type Corner, cornerAfter, cornerAt, cornerTowards } from "./corner.ts";

/** A hand that trembles doesn't drag. */
const DRAG_PIXELS = 8;
const HOLD_MILLISECONDS = 600;

/**
 * Lets a button be moved from corner to corner: dragged, held (for those who can't drag; WCAG 2.2, 2.5.7), or with the
 * arrow keys. What was a move is no click.
 */
export function makeMovable(
  button: HTMLElement,
  rtl: boolean,
  place: { readonly now: () => Corner; readonly move: (to: Corner) => void },
): void {
  let from: { readonly x: number; readonly y: number } | undefined;
  let moved = false;
  let holding: number;

  const end = () => {
    clearTimeout(holding);
    from = undefined;
    button.style.removeProperty("translate");
  };
  button.addEventListener(
    "pointerdown",
    ({ isPrimary, pointerId, button: pressed, clientX: x, clientY: y }) => {
      if (!isPrimary || pressed !== 0) return;
      button.setPointerCapture(pointerId);
      moved = false;
      from = { x, y };
      holding = setTimeout(() => {
        end();
        moved = true;
        place.move(cornerAfter(place.now()));
      }, HOLD_MILLISECONDS);
    },
  );
  button.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (!from) return;
    const x = clientX - from.x;
    const y = clientY - from.y;
    if (!moved && Math.hypot(x, y) < DRAG_PIXELS) return;
    clearTimeout(holding);
    moved = true;
    button.style.setProperty("translate", `${x}px ${y}px`);
  });
  button.addEventListener("pointerup", ({ clientX, clientY }) => {
    const dragged = from && moved;
    end();
    const { clientWidth, clientHeight } = document.documentElement;
    if (dragged) place.move(cornerAt(clientX, clientY, clientWidth, clientHeight, rtl));
  });
  button.addEventListener("pointercancel", end);
  // Chromium would drag the link or picture that lies below.
  addEventListener("dragstart", (event) => from && event.preventDefault(), { capture: true });
  // On touch screens holding would open a menu instead.
  button.addEventListener("contextmenu", (event) => (from || moved) && event.preventDefault());
  button.addEventListener(
    "click",
    (event) => {
      if (moved && event.detail > 0) event.stopImmediatePropagation();
      moved = false;
    },
    { capture: true },
  );
  button.addEventListener("keydown", (event) => {
    const to = cornerTowards(place.now(), event.key, rtl);
    if (!to || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    place.move(to);
  });
}
