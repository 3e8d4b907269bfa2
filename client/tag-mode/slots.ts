import { HIDDEN_MILLISECONDS } from "../../shared/limits.ts";

const SLOTS = "[data-selvedge-slot]";

/**
 * Hides each of the page's marked slots for a moment, unless one may have been seen already. It is an animation, which
 * the browser ends by itself, whatever becomes of us, and nothing in the document shows it. How long it lasts at most
 * the page says in `--selvedge-wait`. Returns what shows them.
 */
export function hideSlots(): () => void {
  const sheet = new CSSStyleSheet();
  if (!performance.getEntriesByType("paint")[0] || !document.querySelector(SLOTS)) {
    sheet.replaceSync(
      `${SLOTS}{animation:selvedge var(--selvedge-wait,${HIDDEN_MILLISECONDS}ms)!important}` +
        "@keyframes selvedge{0%,to{visibility:hidden}}",
    );
    document.adoptedStyleSheets.push(sheet);
  }
  return () => sheet.replaceSync("");
}
