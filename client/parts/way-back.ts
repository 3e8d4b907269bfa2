import { directionOf, primaryOf } from "../../shared/widget-languages.ts";
import { type Corner, isCorner } from "../way-back/corner.ts";
import type { WidgetHost } from "../widget/contract.ts";
import { ownLanguage } from "../widget/own-language.ts";
import { adopt, sheetOf, surface } from "../widget/surface.ts";

/** The accessible name and tooltip of the way back, in the languages of the widget. */
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
  ".back{--off:0px;position:fixed;inset-block-end:calc(16px + env(safe-area-inset-bottom));" +
  // Moved so it is no layout shift.
  "transform:translateY(calc(-1*var(--off)));" +
  "inset-inline-start:calc(16px + env(safe-area-inset-left));touch-action:none;-webkit-touch-callout:none;" +
  "block-size:40px;padding:10px;border:1px solid GrayText;border-radius:50%;background:Canvas;color:CanvasText}" +
  ".back[data-corner^=top]{inset-block:calc(16px + env(safe-area-inset-top)) auto;transform:translateY(var(--off))}" +
  ".back[data-corner$=end]{inset-inline:auto calc(16px + env(safe-area-inset-right))}" +
  ".back:focus-visible{outline:2px solid Highlight;outline-offset:2px}" +
  ".back::before{content:'';display:block;padding:9px;background:CanvasText;forced-color-adjust:none;" +
  "clip-path:path('M2 5h8V3h2v6h-2V7H2zM14 5h2v2h-2zM2 11h4V9h2v6H6v-2H2zM10 11h6v2h-6z')}" +
  "@media print{.back{display:none}}";

/** What remembers where the visitor has put it; loaded only with their yes. */
interface CornerPart {
  readonly keptCorner: (host: WidgetHost) => Promise<unknown>;
  readonly keepCorner: (host: WidgetHost, corner: Corner) => Promise<unknown>;
}

/** What moves it. */
interface MovesPart {
  readonly enliven: (button: HTMLElement, language: string, keep: (corner: Corner) => void) => void;
}

type Host = WidgetHost & { readonly corner?: Corner };

/** The tag as it is now: each choice brings another one. */
let host: Host;
let showing = false;

/**
 * Shows the lasting way back to the settings, where the page has none of its own: a small round button in the
 * corner that the site file names, or that the visitor has moved it to. Where they put it is kept on the device
 * with their yes to personalization, as a part of the profile, and else for this page. Called twice it is there once.
 */
export async function show(by: Host): Promise<void> {
  host = by;
  const root = surface();
  if (showing || root.querySelector(".back")) return;
  showing = true;
  const kept = host.current.personalization
    ? await memory()
        .then((part) => part.keptCorner(host))
        .catch(() => undefined)
    : undefined;
  showing = false;
  const button = document.createElement("button");
  button.className = "back";
  button.dataset["corner"] = isCorner(kept) ? kept : (host.corner ?? "bottom-start");
  const own = ownLanguage(host) ?? "";
  const language = primaryOf(host.language);
  const ours = language in LABELS ? language : "en";
  const theirs = host.texts?.[own];
  button.lang = theirs ? own : ours;
  const name = theirs || LABELS[ours]!;
  button.title = name;
  button.setAttribute("aria-label", name);
  button.dir = directionOf(button.lang);
  root.append(button);
  adopt(root, sheetOf(STYLE));

  button.addEventListener("click", () => host.settings());
  // How it is moved can wait until nothing else is to be done.
  (window.requestIdleCallback ?? setTimeout)(() => {
    import(`${host.base}/way-back-moves.js`)
      .then((part: MovesPart) => part.enliven(button, ours, keep))
      .catch(() => {});
  });
}

/** Remembers where it is now, if that is permitted: that is asked anew when it comes to it. */
function keep(corner: Corner): void {
  if (!host.current.personalization) return;
  memory()
    .then((part) => part.keepCorner(host, corner))
    .catch(() => {});
}

function memory(): Promise<CornerPart> {
  return import(`${host.base}/corner.js`);
}
