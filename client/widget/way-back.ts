import { adopt, sheetOf, surface } from "./surface.ts";

/** System colours: light, dark and forced colours for nothing. The sign, two sliders, is cut out of its own background. */
const STYLE =
  ":host{all:initial!important;position:fixed!important;z-index:2147483647!important;" +
  "color-scheme:var(--selvedge-color-scheme,light dark)!important}" +
  ".back{position:fixed;inset-block-end:calc(16px + env(safe-area-inset-bottom));inset-inline-start:16px;" +
  "block-size:40px;padding:10px;border:1px solid GrayText;border-radius:50%;background:Canvas;color:CanvasText}" +
  ".back::before{content:'';display:block;padding:9px;background:CanvasText;forced-color-adjust:none;" +
  "clip-path:path('M2 5h8V3h2v6h-2V7H2zM14 5h2v2h-2zM2 11h4V9h2v6H6v-2H2zM10 11h6v2h-6z')}" +
  "@media print{.back{display:none}}";

/**
 * Shows the lasting way back to the settings: a small round button in the corner. Part of the tag, so
 * every byte counts. Call it once a page.
 * @param label its accessible name, and its tooltip
 */
export function showWayBack(label: string, open: () => void): void {
  const root = surface();
  const button = document.createElement("button");
  button.className = "back";
  button.title = label;
  button.addEventListener("click", open);
  root.append(button);
  adopt(root, sheetOf(STYLE));
}
