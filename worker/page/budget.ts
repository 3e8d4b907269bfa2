import { ISOLATE_BYTES } from "./limits.ts";

/** How many bytes of pages all requests of an isolate together hold. */
export class ByteBudget {
  readonly #limit: number;
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes so many bytes, if there are as many left. */
  take(bytes: number): boolean {
    if (this.#held + bytes > this.#limit) return false;
    this.#held += bytes;
    return true;
  }

  /** Gives back what was taken. */
  release(bytes: number): void {
    this.#held -= bytes;
  }
}

/** All that the requests of this isolate hold of pages. */
export const budget = new ByteBudget(ISOLATE_BYTES);
