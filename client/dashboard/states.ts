import { Refused } from "./api.ts";
import { h } from "./element.ts";

/** What stands where nothing has been counted: why, and what to write into the site file. */
export function empty(title: string, text: string, example?: string): HTMLElement {
  return h(
    "section",
    { class: "empty" },
    h("h2", {}, title),
    h("p", {}, text),
    example &&
      h(
        "pre",
        { tabindex: 0, role: "region", "aria-label": "Example for the site file" },
        h("code", {}, example),
      ),
  );
}

/** What stands where something couldn't be had. */
export function failed(error: unknown, again: () => void): HTMLElement {
  const isLate = error instanceof Refused && error.status === 429;
  const text = error instanceof Error ? error.message : String(error);
  const issues = error instanceof Refused ? error.issues : [];
  return h(
    "section",
    { class: "empty failed", role: "alert" },
    h("h2", {}, isLate ? "Too many questions at once" : "This can’t be shown now"),
    h("p", {}, text),
    issues.length > 1 &&
      h(
        "ul",
        {},
        issues.map(({ path, message }) => h("li", {}, h("code", {}, path), ` ${message}`)),
      ),
    h("button", { type: "button", class: "primary", onclick: again }, "Try again"),
  );
}

/** What stands there until there is something. */
export function loading(): HTMLElement {
  return h(
    "div",
    { class: "loading", role: "status" },
    h("span", { class: "unseen" }, "Loading…"),
    h("i"),
    h("i"),
    h("i"),
  );
}

/** Said where figures are held back, so that nobody takes them for zero. */
export function suppressedNote({
  suppressed,
  least,
}: {
  suppressed: number;
  least: number;
}): HTMLElement | null {
  if (suppressed === 0) return null;
  return h(
    "p",
    { class: "note" },
    `${suppressed === 1 ? "One number is" : `${suppressed} numbers are`} held back: “too few” means fewer than ${least} visitors, ` +
      "so that nobody can be found out by a report.",
  );
}
