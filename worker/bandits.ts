import { DurableObject } from "cloudflare:workers";
import { banditDays, type BanditState, banditState, type BanditTask } from "../shared/experiment/bandit.ts";
import { BANDIT_DEADLINE_MILLISECONDS, BANDIT_HOURS } from "../shared/limits.ts";
import { readCells } from "./cells.ts";
import { withDeadline } from "./deadline.ts";
import type { Env } from "./env.ts";
import { reportFault } from "./report.ts";

const HOUR_MILLISECONDS = 3_600_000;

/** Key of the KV namespace: by experiment how its visitors are spread. */
export const BANDIT_KEY = "bandit";

/** Bandits by the id of their experiment. */
export type BanditStates = Readonly<Record<string, BanditState>>;

/** What one object reckons for a site. */
export interface BanditOrder {
  readonly site: string;
  readonly tasks: readonly BanditTask[];
}

/** The object that reckons the bandits of a site. */
export function banditsOf({ BANDITS }: Env, site: string): DurableObjectStub<Bandits> {
  return BANDITS.get(BANDITS.idFromName(site));
}

/**
 * Reckons at each whole hour how the visitors of bandits are spread, and puts that where isolates find it. These say what
 * there is to reckon, once an hour; nobody asks any more, nothing is reckoned. Invariant 7: it keeps what the site file says,
 * and the hour in which that was said last.
 */
export class Bandits extends DurableObject<Env> {
  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    state.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS orders (only INTEGER PRIMARY KEY, text TEXT NOT NULL, hour INTEGER NOT NULL)",
    );
  }

  /** Has this reckoned from the next whole hour on. `hour`: hours since 1970-01-01. */
  async order(order: BanditOrder, hour: number): Promise<true> {
    if (!Number.isSafeInteger(hour) || hour < 0) throw new RangeError("not an hour");
    const { storage } = this.ctx;
    storage.sql.exec(
      "INSERT INTO orders (only, text, hour) VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET text = excluded.text, hour = excluded.hour",
      JSON.stringify(order),
      hour,
    );
    if ((await storage.getAlarm()) === null) await storage.setAlarm((hour + 1) * HOUR_MILLISECONDS);
    return true;
  }

  /** Reckons and publishes now; by id of the experiment. `day`: UTC day number. Rejects where counts can't be read. */
  async publish({ site, tasks }: BanditOrder, day: number): Promise<BanditStates> {
    const states = tasks.map(async (task) => [task.experiment, await this.#state(site, task, day)] as const);
    const all = await withDeadline(Promise.all(states), BANDIT_DEADLINE_MILLISECONDS, "reckoning bandits");
    const known = Object.fromEntries(
      all.filter((entry): entry is [string, BanditState] => entry[1] !== undefined),
    );
    const text = JSON.stringify(known);
    if ((await this.env.SITE.get(BANDIT_KEY)) !== text) await this.env.SITE.put(BANDIT_KEY, text);
    return known;
  }

  async #state(site: string, task: BanditTask, day: number): Promise<BanditState | undefined> {
    const [from, to] = banditDays(task, day);
    if (from > to) return undefined;
    const own = `x.${task.experiment}.`;
    return banditState(
      task,
      await readCells(this.env, site, from, to, `joined:${own}`, `reached:${own}`),
      day,
    );
  }

  /** Reckons what was ordered last, hourly, as long as anybody orders it. */
  override async alarm(): Promise<void> {
    const hour = Math.floor(Date.now() / HOUR_MILLISECONDS);
    const { storage } = this.ctx;
    const [order] = [...storage.sql.exec<{ text: string; hour: number }>("SELECT text, hour FROM orders")];
    if (!order || order.hour <= hour - BANDIT_HOURS) {
      storage.sql.exec("DELETE FROM orders");
      return;
    }
    await storage.setAlarm((hour + 1) * HOUR_MILLISECONDS);
    try {
      await this.publish(JSON.parse(order.text) as BanditOrder, Math.floor(hour / 24));
    } catch (error) {
      reportFault("bandits could not be reckoned, their last weights stay", error);
    }
  }
}
