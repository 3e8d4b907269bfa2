import type { Layer } from "./host.ts";

/** How the inspector was left, for the next page: in the tab alone, and gone with the preview. */
export interface Remembered {
  readonly open: boolean;
  readonly layer: Layer;
  readonly outlines: boolean;
  readonly left: boolean;
  /** What had the focus when the page was loaded anew, and how far the list was scrolled. */
  readonly focused?: string | undefined;
  readonly scrolled?: number | undefined;
}

const KEY = "selvedge-inspector";

/** How it was left; on a phone it begins small, so that the page can be seen. */
export function remembered(): Remembered {
  const fresh: Remembered = {
    open: innerWidth >= 700,
    layer: "blocks",
    outlines: true,
    left: false,
  };
  try {
    return { ...fresh, ...(JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<Remembered>) };
  } catch {
    return fresh;
  }
}

/** Where nothing can be kept, each page begins as the first one did. */
export function remember(changed: Partial<Remembered>): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...remembered(), ...changed }));
  } catch {
    // Storage is off.
  }
}

/** Nothing of a preview stays behind. */
export function forgetRemembered(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage is off.
  }
}
