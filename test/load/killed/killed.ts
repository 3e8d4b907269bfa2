import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { formatChoice } from "../../../shared/consent.ts";
import { dayOf } from "../../../shared/day.ts";
import type { TagConfig } from "../../../shared/wire.ts";
import { readCells } from "../../../worker/cells.ts";
import { type Life, livesIn } from "./lives.ts";

const SITE = { version: 1, id: "killed" };
const SECRET = "of the load";
const SHARDS = "3";
/** A writer that isn't answered tries again after so long. */
const AGAIN_MILLISECONDS = 20;
/** What is merged between two kills, so that they hit merges, too. */
const MERGE_MILLISECONDS = 250;

/** How it is done. */
export interface Killing {
  readonly folder: string;
  readonly kills: number;
  readonly writers: number;
  /** So many signals are acknowledged in all. */
  readonly signals: number;
  readonly told?: (text: string) => void;
}

/** What came of it. */
export interface Killed {
  readonly acknowledged: number;
  readonly counted: number;
  /** How often a signal was sent whose answer never came. */
  readonly unanswered: number;
  /** How often counts were merged meanwhile. */
  readonly merged: number;
}

/**
 * Kills workerd (SIGKILL) again and again while writers send signals: each sends one until it is acknowledged, then the
 * next. All of it on this machine's loopback, a bounded number of signals. The storage stays from one life to the next.
 */
export async function killAgainAndAgain({ folder, kills, writers, signals, told }: Killing): Promise<Killed> {
  const variables = {
    COUNTER_SHARDS: SHARDS,
    SELVEDGE_SECRET: SECRET,
    OWNER_TOKEN: SECRET,
    ADMIN_HOST: "admin.localhost",
  };
  const life = await livesIn(folder, JSON.stringify(SITE), variables);
  let alive = await begin(life);
  const today = dayOf(Date.now());
  const seen = { started: 0, acknowledged: 0, unanswered: 0, merged: 0 };
  const cookie = `sv_c=${formatChoice({ purposes: ["measurement"], revision: 1, day: today, gpc: false, epoch: 1 })}`;

  const write = async () => {
    while (seen.started < signals) {
      const index = seen.started++;
      const message = randomUUID().replaceAll("-", "");
      for (;;) {
        const { url, config, agent } = alive;
        const counts = [["view"], ["event", "view"]];
        const body = JSON.stringify({
          plan: config.plan,
          path: "/",
          language: "en",
          counts,
          message,
          token: config.token,
        });
        const address = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
        const headers = { "content-type": "application/json", cookie, "cf-connecting-ip": address };
        const answer = await ask(`${url}/_selvedge/signals`, agent, {
          method: "POST",
          headers,
          body,
        });
        if (answer?.includes('"counted":true')) break;
        seen.unanswered++;
        await sleep(AGAIN_MILLISECONDS);
      }
      seen.acknowledged++;
    }
  };
  /** Reading counts has them merged. */
  const merge = async () => {
    while (seen.acknowledged < signals) {
      const { url, agent } = alive;
      const headers = { host: "admin.localhost", authorization: `Bearer ${SECRET}` };
      if (await ask(`${url}/api/reports/privacy`, agent, { method: "GET", headers })) seen.merged++;
      await sleep(MERGE_MILLISECONDS);
    }
  };
  const kill = async () => {
    for (let time = 1; time <= kills; time++) {
      const due = (signals * time) / (kills + 1);
      while (seen.acknowledged < due) await sleep(1);
      // In the middle of whatever it is doing.
      process.kill(alive.pid, "SIGKILL");
      alive.agent.destroy();
      await alive.worker.dispose();
      alive = await begin(life);
      told?.(`${time} of ${kills} kills, ${seen.acknowledged} of ${signals} signals acknowledged`);
    }
  };
  try {
    await Promise.all([kill(), merge(), ...Array.from({ length: writers }, write)]);
    const { acknowledged, unanswered, merged } = seen;
    return { acknowledged, counted: await countedIn(alive, today), unanswered, merged };
  } finally {
    alive.agent.destroy();
    await alive.worker.dispose();
  }
}

interface Alive extends Life {
  readonly config: TagConfig;
  readonly agent: Agent;
}

async function begin(life: () => Promise<Life>): Promise<Alive> {
  const alive = await life();
  const config = (await (await fetch(`${alive.url}/_selvedge/config`)).json()) as TagConfig;
  return { ...alive, config, agent: new Agent({ keepAlive: true }) };
}

/** The answer, if there is one; undefined where the other end is gone, or says that it couldn't. */
function ask(
  url: string,
  agent: Agent,
  { body, ...options }: { method: string; headers: Readonly<Record<string, string>>; body?: string },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request(url, { ...options, agent }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      response.on("end", () => resolve(response.statusCode === 200 ? text : undefined));
      response.on("error", () => resolve(undefined)).on("close", () => resolve(undefined));
    });
    asked.on("error", () => resolve(undefined)).end(body);
  });
}

async function countedIn({ worker }: Life, today: number): Promise<number> {
  const [COUNTER, TOTALS] = await Promise.all([
    worker.getDurableObjectNamespace("COUNTER"),
    worker.getDurableObjectNamespace("TOTALS"),
  ]);
  const env = { COUNTER, TOTALS, COUNTER_SHARDS: SHARDS };
  const days = await readCells(env, SITE.id, today, today + 1, "view");
  return Object.values(days).reduce((sum, names) => sum + (names["view"] ?? 0), 0);
}
