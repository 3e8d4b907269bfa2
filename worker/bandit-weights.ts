import { banditTasks, type BanditTask } from "../shared/experiment/bandit.ts";
import { BANDIT_CHARACTERS, BANDIT_DEADLINE_MILLISECONDS, BANDIT_REFRESH_SECONDS } from "../shared/limits.ts";
import type { Site } from "../shared/site/schema.ts";
import { BANDIT_KEY, banditsOf, type BanditStates } from "./bandits.ts";
import { withDeadline } from "./deadline.ts";
import type { Env } from "./env.ts";
import { reportFault } from "./report.ts";
import type { SiteSource } from "./site.ts";

const HOUR_MILLISECONDS = 3_600_000;

/**
 * The weights of bandits that an isolate knows of, looked for in the background only; what can't be read changes nothing.
 * Once an hour it says what there is to reckon.
 */
export class BanditWeights {
  #known: BanditStates = {};
  #text: string | null = null;
  #lookedAt = -Infinity;
  #ordered: { readonly site: Site; readonly hour: number } | undefined;
  #tasks: { readonly of: Site; readonly all: readonly BanditTask[] } | undefined;

  /**
   * How the visitors of an experiment are spread now, in the order of its variants, the holdout aside; undefined: by the
   * weights of the site file, since it is no bandit, or one that has too few visitors, or other variants than those that
   * were reckoned.
   */
  weightsOf(source: SiteSource, env: Env, site: Site, experiment: string): readonly number[] | undefined {
    const task = this.#tasksOf(site).find((each) => each.experiment === experiment);
    if (!task) return undefined;
    this.#refresh(source, env, site);
    const state = Object.hasOwn(this.#known, experiment) ? this.#known[experiment] : undefined;
    return state && String(state.variants) === String(task.variants) ? state.weights : undefined;
  }

  /** Looks for the latest once a minute. */
  #refresh(source: SiteSource, env: Env, site: Site): void {
    const age = source.now - this.#lookedAt;
    if (age >= 0 && age < BANDIT_REFRESH_SECONDS * 1000) return;
    this.#lookedAt = source.now;
    source.waitUntil(this.#read(source.kv));
    const hour = Math.floor(source.now / HOUR_MILLISECONDS);
    if (this.#ordered?.hour === hour && this.#ordered.site === site) return;
    this.#ordered = { site, hour };
    source.waitUntil(this.#order(env, site, hour));
  }

  /** Read off the site file once. */
  #tasksOf(site: Site): readonly BanditTask[] {
    if (this.#tasks?.of !== site) this.#tasks = { of: site, all: banditTasks(site) };
    return this.#tasks.all;
  }

  async #order(env: Env, site: Site, hour: number): Promise<void> {
    try {
      const ordered = banditsOf(env, site.id).order({ site: site.id, tasks: this.#tasksOf(site) }, hour);
      await withDeadline(ordered, BANDIT_DEADLINE_MILLISECONDS, "ordering bandits");
    } catch (error) {
      this.#ordered = undefined;
      reportFault("bandits could not be ordered, their last weights stay", error);
    }
  }

  async #read(kv: KVNamespace): Promise<void> {
    try {
      const text = await kv.get(BANDIT_KEY);
      if (text === null || text === this.#text) return;
      if (text.length > BANDIT_CHARACTERS) throw new RangeError("not bandits");
      const read: unknown = JSON.parse(text);
      if (!areStates(read)) throw new TypeError("not bandits");
      this.#known = read;
      this.#text = text;
    } catch (error) {
      reportFault("the weights of bandits could not be read, the last ones stay", error);
    }
  }
}

function areStates(value: unknown): value is BanditStates {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((state: unknown) => {
    const { weights, variants } = (state ?? {}) as {
      readonly weights?: unknown;
      readonly variants?: unknown;
    };
    return (
      Array.isArray(weights) &&
      Array.isArray(variants) &&
      weights.length === variants.length &&
      weights.every((weight) => typeof weight === "number" && weight > 0 && weight <= 1)
    );
  });
}
