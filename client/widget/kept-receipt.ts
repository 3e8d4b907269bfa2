const NAME = "selvedge-receipt";

/*
 * The receipt lies in a place of its own, not in the database: that goes whenever nothing may be kept, and the
 * receipt of a no has to stay. Where a browser refuses storage there is none.
 */

/** The receipt on this device, whatever it is worth. */
export function keptReceipt(): string | undefined {
  try {
    return localStorage.getItem(NAME) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a receipt in the place of any other. */
export function keepReceipt(token: string): void {
  try {
    localStorage.setItem(NAME, token);
  } catch {
    // The choice holds all the same.
  }
}

/** Removes the receipt. */
export function dropReceipt(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Nothing can be kept here, so nothing is.
  }
}
