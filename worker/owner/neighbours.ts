import type { Context } from "hono";
import { isoDay } from "../../shared/receipt.ts";
import { supportOf } from "../endpoints/pair-counting.ts";
import { problem } from "../problem.ts";
import { publisherOf } from "../publishing.ts";
import { reportFault } from "../report.ts";
import type { OwnerEnv } from "./answer.ts";

const HOUR_MILLISECONDS = 3_600_000;

/** `POST /neighbours`: has the neighbours of items put together now and not only at the next whole hour. */
export async function publishNow(c: Context<OwnerEnv>): Promise<Response> {
  const { env, compiled, now } = c.env;
  const { id } = compiled.site;
  try {
    const hour = Math.floor(now / HOUR_MILLISECONDS);
    const { day, ...counts } = await publisherOf(env, id).publishNow(id, hour, supportOf(compiled.site));
    const report = { site: id, day: isoDay(day), ...counts };
    return c.json(report, 200, { "cache-control": "no-store" });
  } catch (error) {
    reportFault("neighbours could not be published", error);
    return problem(503, "the pairs can't be read now", {}, { "retry-after": "1" });
  }
}
