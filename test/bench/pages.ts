import { checkPages, type Contender, startContenders } from "./pages/contenders.ts";
import { COMPILED_AT_ONCE } from "./pages/compiling.ts";
import { drawCurves } from "./pages/curves.ts";
import { firstByte } from "./pages/first-byte.ts";
import { memoryPerPage } from "./pages/memory.ts";
import { takeTurns } from "./pages/turns.ts";
import { withWorkers } from "./pages/workers.ts";
import { quantile, ratioOf, type Report } from "./report.ts";

/** Milliseconds by contender and round. */
type Times = Readonly<Record<string, readonly number[]>>;

/** Many short turns: a machine that stumbles does so under few of a round's contenders, and garbage is collected in few rounds. */
const ROUNDS = 51;
/** Rounds of requests by schedule, which take their seconds however fast the machine is. */
const MOST_SCHEDULES = 11;
/** Rounds of each point of the curves. */
const MOST_POINTS = 11;
const TURN = { turnMilliseconds: 60, warmUpMilliseconds: 1000 };

/** Against whom each contender is held, and how many times as much it may take at most. */
const LIMITS: Readonly<Record<string, Readonly<Record<string, number | undefined>>>> = {
  "by hand": { "pass-through": undefined },
  "GrowthBook edge app": { "pass-through": undefined },
  personalized: { "by hand": 0.65, "pass-through": 2, "GrowthBook edge app": 1 / 7 },
  "never seen before": { "by hand": undefined, "pass-through": undefined },
  "never seen before, without compiling": { "by hand": 1.2, "pass-through": undefined },
  "without consent": { "pass-through": undefined },
  "1,000 blocks, others on other pages": { personalized: 1.1 },
  "1,000 blocks, others for other visitors": { personalized: undefined },
  "a recommendation block": { personalized: undefined },
  instrumented: { "pass-through": 1.5 },
  other: { "pass-through": 1.15 },
};

/**
 * What a page of 105 KB costs: processor time of workerd, time to first byte, memory. `plot`: only the curves over
 * the page's size and its number of targets.
 */
export async function benchPages(
  progress: (text: string) => void,
  { plot, rounds = ROUNDS }: { readonly plot: boolean; readonly rounds?: number | undefined },
): Promise<readonly Report[]> {
  const told = (text: string) => progress(`pages: ${text}`);
  if (plot) return drawCurves(Math.min(rounds, MOST_POINTS), told);
  return withWorkers(async (workers) => {
    told("starting");
    const contenders = await startContenders(workers);
    await checkPages(contenders);
    const times = await takeTurns(contenders, { rounds, ...TURN }, told);
    const named = (name: string): Contender => contenders.find((each) => each.name === name)!;
    const [through, personalized] = [named("pass-through"), named("personalized")];
    // Half of what pass-through reaches is nearly all that a Worker can take which needs twice its time.
    const waits = [];
    for (const measure of [personalized, through]) {
      waits.push(await firstByte({ measure, through, personalized }, Math.min(rounds, MOST_SCHEDULES), told));
    }
    await checkPages(contenders);
    return [processorTime(withoutCompiling(times), rounds), ...waits, await memoryPerPage(workers, told)];
  });
}

/** Compiling by itself, and a page that was never seen before, without it. */
function withoutCompiling({ compiling, ...others }: Times): Times {
  const each = compiling!.map((time, round) => (time - others["pass-through"]![round]!) / COMPILED_AT_ONCE);
  const rest = others["never seen before"]!.map((time, round) => time - each[round]!);
  const rows = Object.entries(others).flatMap(([name, own]) =>
    name === "never seen before"
      ? [[name, own] as const, [`${name}, without compiling`, rest] as const]
      : [[name, own] as const],
  );
  return { ...Object.fromEntries(rows), "compiling alone": each };
}

function processorTime(times: Times, rounds: number): Report {
  const rows = Object.entries(times).map(([name, own]) => ({
    name,
    value: quantile(own, 0.5),
    unit: "ms",
    ratios: Object.entries(LIMITS[name] ?? {}).map(([to, limit]) => ratioOf(to, own, times[to]!, limit)),
  }));
  return { title: `pages: processor time per page, median of ${rounds} rounds (quartiles)`, rows };
}
