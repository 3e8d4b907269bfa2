import { directionOf, primaryOf } from "../../shared/widget-languages.ts";
import type { WidgetHost } from "../widget/contract.ts";
import { ownLanguage } from "../widget/language.ts";
import { adopt, sheetOf, surface } from "../widget/surface.ts";

/** Its accessible name and tooltip, in the languages of the widget. */
const LABELS: Readonly<Record<string, string>> = {
  ar: "إعدادات الخصوصية",
  de: "Datenschutz-Einstellungen",
  en: "Privacy settings",
  es: "Configuración de privacidad",
  fr: "Paramètres de confidentialité",
  pl: "Ustawienia prywatności",
  ru: "Настройки приватности",
  uk: "Налаштування приватності",
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
export function show(host: WidgetHost): void {
  const root = surface();
  if (root.querySelector(".back")) return;
  const button = document.createElement("button");
  button.className = "back";
  const own = ownLanguage(host) ?? "";
  const language = primaryOf(host.language);
  const theirs = host.texts?.[own];
  button.lang = theirs ? own : language in LABELS ? language : "en";
  button.title = theirs || LABELS[button.lang]!;
  button.dir = directionOf(button.lang);
  button.addEventListener("click", () => host.settings());
  root.append(button);
  adopt(root, sheetOf(STYLE));
}
