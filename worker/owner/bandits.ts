import type { Context } from "hono";
import { dayOf } from "../../shared/day.ts";
import { banditTasks } from "../../shared/experiment/bandit.ts";
import { banditsOf } from "../bandits.ts";
import { problem } from "../problem.ts";
import { reportFault } from "../report.ts";
import type { OwnerEnv } from "./answer.ts";

/** `POST /bandits`: has the weights of bandits reckoned now and not only at the next whole hour. */
export async function reckonNow(c: Context<OwnerEnv>): Promise<Response> {
  const { env, compiled, now } = c.env;
  const { site } = compiled;
  try {
    const order = { site: site.id, tasks: banditTasks(site) };
    const bandits = await banditsOf(env, site.id).publish(order, dayOf(now));
    return c.json({ site: site.id, bandits }, 200, { "cache-control": "no-store" });
  } catch (error) {
    reportFault("bandits could not be reckoned", error);
    return problem(503, "the counts can't be read now", {}, { "retry-after": "1" });
  }
}
