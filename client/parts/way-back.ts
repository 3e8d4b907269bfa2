import type { WidgetHost } from "../widget/contract.ts";
import { adopt, sheetOf, surface } from "../widget/surface.ts";

/** Its accessible name and tooltip, in the languages of the widget. */
const LABELS: Readonly<Record<string, string>> = {
  pl: "Ustawienia prywatności",
  ru: "Настройки приватности",
};

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
 * Shows the lasting way back to the settings, where the page has none of its own: a small round button in the
 * corner. Called twice it is there once.
 */
export function show({ language, settings }: WidgetHost): void {
  const root = surface();
  if (root.querySelector(".back")) return;
  const button = document.createElement("button");
  button.className = "back";
  button.title = LABELS[language.slice(0, 2).toLowerCase()] ?? "Privacy settings";
  button.addEventListener("click", settings);
  root.append(button);
  adopt(root, sheetOf(STYLE));
}
