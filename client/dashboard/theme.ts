/** What the owner may choose; `auto`: as their device has it. */
export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "selvedge-theme";
/** Told on `document` when colours have changed, for what draws with them. */
const CHANGED = "selvedge-theme";

/** What was chosen last on this device. */
export function theme(): Theme {
  const kept = read();
  return THEMES.find((each) => each === kept) ?? "auto";
}

/** Follows the choice, and the device where it is left to that; on paper everything is light. */
export function startTheme(): void {
  apply(theme());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  addEventListener("beforeprint", () => apply("light"));
  addEventListener("afterprint", () => apply(theme()));
}

/** Chooses. */
export function setTheme(chosen: Theme): void {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // It holds until the page is left.
  }
  apply(chosen);
}

/** Hears of other colours, until `signal` is aborted. */
export function onTheme(hear: () => void, signal: AbortSignal): void {
  document.addEventListener(CHANGED, hear, { signal });
}

/** A colour of the style sheet as it is now, for drawing: `accent` is that of `--accent`. */
export function colorOf(name: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function apply(chosen: Theme): void {
  document.documentElement.dataset["theme"] = chosen;
  tell();
}

function tell(): void {
  document.dispatchEvent(new Event(CHANGED));
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
