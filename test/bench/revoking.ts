import { newVisitorTabs } from "./revoking/tabs.ts";
import { quantile, type Report } from "./report.ts";

const ROUNDS = 5;
/** Invariant 6. */
const LIMIT_MILLISECONDS = 1000;

/** How long it takes from a no in one of eight tabs until nothing is kept any more and each of them has obeyed. */
export async function benchRevoking(progress: (text: string) => void): Promise<Report> {
  const rows: Report["rows"][number][] = [];
  for (const offline of [false, true]) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      progress(`revoking ${offline ? "offline " : ""}${round + 1} of ${ROUNDS}`);
      times.push(await newVisitorTabs(offline));
    }
    rows.push({
      name: offline ? "offline" : "online",
      value: quantile(times, 0.5),
      low: quantile(times, 0.25),
      high: quantile(times, 0.75),
      limit: LIMIT_MILLISECONDS,
      unit: "ms",
      ratios: [],
    });
  }
  return { title: "A no in one of eight tabs, until all have obeyed and nothing is kept", rows };
}
