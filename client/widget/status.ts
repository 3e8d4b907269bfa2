import { directionOf } from "../../shared/widget-languages.ts";
import { element } from "./element.ts";

const SHOWN_MILLISECONDS = 6000;

/**
 * The live region of the shadow root. It must stand there, empty, before something is said: screen
 * readers announce changes of a region that they know.
 */
export function statusOf(root: ShadowRoot): HTMLElement {
  const present = root.querySelector<HTMLElement>(".status");
  if (present) return present;
  const made = element("p", { class: "status", part: "status", role: "status" });
  root.append(made);
  return made;
}

/** Shows and announces a short message, and takes it away after some seconds. */
export function say(root: ShadowRoot, lang: string, message: string): void {
  const status = statusOf(root);
  status.lang = lang;
  status.dir = directionOf(lang);
  status.textContent = message;
  setTimeout(() => {
    if (status.textContent === message) status.textContent = "";
  }, SHOWN_MILLISECONDS);
}
