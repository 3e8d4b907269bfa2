import { isEqual } from "./known-pages.ts";
import { STARTS_KEPT } from "./limits.ts";

interface Entry<Told> {
  readonly start: Uint8Array;
  readonly told: Told;
}

/**
 * What the starts of pages have told, so that they needn't be read each time: by name, and only where the start is still
 * the same to the last byte. The longest unused go out first.
 */
export class KnownStarts<Told> {
  readonly #entries = new Map<string, Entry<Told>>();

  /** @param read tells what a start tells; it must depend on nothing else than start and name */
  tell(name: string, start: Uint8Array, read: () => Told): Told {
    const known = this.#entries.get(name);
    if (known && isEqual(known.start, start)) {
      this.#entries.delete(name);
      this.#entries.set(name, known);
      return known.told;
    }
    const told = read();
    // A copy: the start is a part of the page, which would be kept as a whole.
    this.#entries.set(name, { start: start.slice(), told });
    if (this.#entries.size > STARTS_KEPT) this.#entries.delete(this.#entries.keys().next().value!);
    return told;
  }
}
