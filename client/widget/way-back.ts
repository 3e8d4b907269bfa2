import { adopt, sheetOf, surface } from "./surface.ts";

const SVG = "http://www.w3.org/2000/svg";

/** System colours: light, dark and forced colours for nothing. */
const STYLE =
  ":host{all:initial!important;position:fixed!important;z-index:2147483647!important;" +
  "color-scheme:var(--selvedge-color-scheme,light dark)!important}" +
  ".back{position:fixed;inset-block-end:calc(16px + env(safe-area-inset-bottom));inset-inline-start:16px;" +
  "block-size:40px;padding:10px;border:1px solid GrayText;border-radius:50%;background:Canvas;color:CanvasText}" +
  "svg{width:18px;height:18px;stroke:currentColor;stroke-width:1.5}" +
  "@media print{.back{display:none}}";

/**
 * Shows the lasting way back to the settings: a small round button in the corner. Part of the tag, so
 * every byte counts. Call it once a page.
 * @param label its accessible name, and its tooltip
 */
export function showWayBack(label: string, open: () => void): void {
  const root = surface();
  const button = document.createElement("button");
  const icon = document.createElementNS(SVG, "svg");
  const sliders = document.createElementNS(SVG, "path");
  sliders.setAttribute("d", "M2 6h14M11 3v6M2 12h14M7 9v6");
  icon.append(sliders);
  button.append(icon);
  button.className = "back";
  button.title = label;
  button.addEventListener("click", open);
  root.append(button);
  adopt(root, sheetOf(STYLE));
}
