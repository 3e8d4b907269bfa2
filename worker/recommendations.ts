import { SITE_REFRESH_DEADLINE_MILLISECONDS } from "../shared/limits.ts";
import { NEIGHBOURS_CHARACTERS, NEIGHBOURS_REFRESH_SECONDS } from "../shared/recommend/limits.ts";
import type { Neighbours } from "../shared/recommend/contract.ts";
import { unpackNeighbours } from "../shared/recommend/packed.ts";
import { withDeadline } from "./deadline.ts";
import { NEIGHBOURS_KEY } from "./publishing.ts";
import { reportFault } from "./report.ts";
import type { SiteSource } from "./site.ts";

/**
 * The neighbours that an isolate knows of. They are looked for in the background only, so the way of a page never waits
 * for them; what can't be read changes nothing.
 */
export class Recommendations {
  #known: Neighbours | undefined;
  #text: string | null = null;
  #lookedAt = -Infinity;

  /** The latest that are here already; undefined until there are any. An item's entry is an own property of `of`. */
  latest(source: SiteSource): Neighbours | undefined {
    const age = source.now - this.#lookedAt;
    if (age >= NEIGHBOURS_REFRESH_SECONDS * 1000 || age < 0) {
      this.#lookedAt = source.now;
      source.waitUntil(this.#refresh(source.kv));
    }
    return this.#known;
  }

  /** Waits for them, where this isolate has none yet. */
  async ready(source: SiteSource): Promise<void> {
    if (!this.#known) await this.#refresh(source.kv);
  }

  async #refresh(kv: KVNamespace): Promise<void> {
    try {
      const reading = kv.get(NEIGHBOURS_KEY);
      const text = await withDeadline(reading, SITE_REFRESH_DEADLINE_MILLISECONDS, "reading neighbours");
      if (text === null || text === this.#text) return;
      const read = text.length <= NEIGHBOURS_CHARACTERS ? unpackNeighbours(text) : undefined;
      if (!read) throw new TypeError("not neighbours");
      this.#known = read;
      this.#text = text;
    } catch (error) {
      reportFault("neighbours could not be read, the last ones stay", error);
    }
  }
}
