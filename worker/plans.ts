import { daysOf } from "../shared/day.ts";
import { OUTLINE_ENTRIES, PLAN_DEADLINE_MILLISECONDS } from "../shared/limits.ts";
import type { Plan } from "../shared/plan.ts";
import { type PlanOutline, outlineOf } from "../shared/projection-cookie.ts";
import type { Site } from "../shared/site/schema.ts";
import type { Mishap } from "./mishaps.ts";
import { withDeadline } from "./deadline.ts";
import { createReporter, reportFault } from "./report.ts";

/** How long a plan may be in use before its copy is renewed, so that it outlives its last cookie. */
const RENEWAL_DAYS = 30;
const DAY_SECONDS = 86_400;
/** Older plans that an isolate keeps at hand; there is one more with each publish. */
const PLANS_AT_HAND = 8;

/** Plans of earlier site files, by which cookies of before a publish are still read. */
export class PlanArchive {
  readonly #known = new Map<string, PlanOutline>();
  readonly #report = createReporter(
    "an older plan can't be read, so that cookies made by it count as absent",
  );

  /** Keeps a plan for as long as a cookie that was made by it can live. `day` is the UTC day number. */
  async remember(kv: KVNamespace, plan: Plan, site: Site, day: number): Promise<void> {
    try {
      const known = await kv.getWithMetadata<{ day: number }>(keyOf(plan.hash));
      if (known.metadata && day - known.metadata.day < RENEWAL_DAYS) return;
      await kv.put(keyOf(plan.hash), JSON.stringify(outlineOf(plan.entries, plan.experiments)), {
        // A day and not so many seconds from now, which would keep the time of whoever came first.
        expiration: (day + daysOf(site.consent.retention) + RENEWAL_DAYS + 2) * DAY_SECONDS,
        metadata: { day },
      });
    } catch (error) {
      reportFault("a plan could not be kept", error);
    }
  }

  /**
   * The outline of an older plan; undefined where it isn't known, or not in time, which makes a cookie
   * count as absent. Only for names that were signed, so nobody can make the edge look up others.
   */
  async find(
    kv: KVNamespace,
    hash: string,
    note: (mishap: Mishap) => void,
  ): Promise<PlanOutline | undefined> {
    const known = this.#known.get(hash);
    if (known) return known;
    try {
      const found = await withDeadline(kv.get(keyOf(hash), "json"), PLAN_DEADLINE_MILLISECONDS, "the plan");
      // One that isn't there is no fault: plans are forgotten when no cookie can name them any more.
      if (found === null) return undefined;
      if (!isOutline(found)) throw new TypeError("not the outline of a plan");
      if (this.#known.size >= PLANS_AT_HAND) this.#known.clear();
      this.#known.set(hash, found);
      return found;
    } catch (error) {
      note("plan");
      this.#report(error instanceof Error ? error.name : typeof error);
      return undefined;
    }
  }
}

/** Whether codes can be read by it, whatever is kept under that name. */
function isOutline(found: unknown): found is PlanOutline {
  if (!Array.isArray(found) || found.length > OUTLINE_ENTRIES) return false;
  return found.every((entry: Partial<PlanOutline[number]> | null) => {
    return typeof entry?.name === "string" && Number.isSafeInteger(entry.states) && entry.states! > 0;
  });
}

function keyOf(hash: string): string {
  return `plan:${hash}`;
}
