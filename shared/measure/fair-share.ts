import { KEY_COUNTS_LEAST, KEY_SHARE, KEYS_REMEMBERED } from "../limits.ts";

/**
 * Sees to it that of what is counted on a day no key tells more than its share: `KEY_SHARE` of all who joined the cohort,
 * or `KEY_COUNTS_LEAST`. So five keys move a rate by no more than half a point, once there is so much that the least
 * doesn't matter.
 *
 * How much each key has told is kept for as many keys as have room; when there are more, one is taken off each, and those
 * that have none left are forgotten: what is known of a key is too little by at most a `KEYS_REMEMBERED`th of all, and
 * never too much. Source: Misra and Gries, Finding repeated elements, Science of Computer Programming 2 (1982).
 */
export class FairShare {
  readonly #room: number;
  #day = 0;
  /** How often a claim was taken. */
  #claims = new Map<string, number>();
  #keys = new Map<string, number>();

  constructor(room = KEYS_REMEMBERED) {
    this.#room = room;
  }

  /**
   * Whether one more such claim by this key is within its share; then it is taken. `of`: the claim that somebody joined
   * the same cohort. Days begin anew, and never go back.
   */
  take(day: number, key: string, claim: string, of: string): boolean {
    if (day > this.#day) {
      this.#day = day;
      this.#claims = new Map();
      this.#keys = new Map();
    }
    const name = `${key} ${claim}`;
    const told = this.#keys.get(name) ?? 0;
    const all = this.#claims.get(claim) ?? 0;
    // Of some cohorts most have joined on other days.
    const base = Math.max(all, this.#claims.get(of) ?? 0);
    if (told >= Math.max(KEY_COUNTS_LEAST, Math.floor(base * KEY_SHARE))) return false;
    this.#claims.set(claim, all + 1);
    if (told === 0 && this.#keys.size >= this.#room) this.#makeRoom();
    else this.#keys.set(name, told + 1);
    return true;
  }

  /** Takes one off each, in place of adding one. */
  #makeRoom(): void {
    for (const [name, told] of this.#keys) {
      if (told > 1) this.#keys.set(name, told - 1);
      else this.#keys.delete(name);
    }
  }
}
