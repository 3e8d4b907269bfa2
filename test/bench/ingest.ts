import { ingest, type Turn } from "./ingest/load.ts";
import { type Ingester, startCounting, startPeer } from "./ingest/workers.ts";
import { cpuMilliseconds } from "./pages/cpu.ts";
import { quantile, ratioOf, type Report, type Row } from "./report.ts";

const ROUNDS = 9;
const TURN_MILLISECONDS = 1000;
const SHARDS = [1, 2, 4];
/** How much of what one object with one number takes is taken at least. */
const LEAST = 0.7;

interface Measured extends Turn {
  /** Milliseconds of processor time for each signal. */
  readonly cpu: number;
}

/**
 * How many signals with counts are taken in a second, and how long the slowest wait: through the whole Worker, against a
 * Worker with a Durable Object that only raises a number, in turns; by number of shards.
 */
export async function benchIngest(progress: (text: string) => void): Promise<readonly Report[]> {
  progress("ingest: starting");
  const started: Ingester[] = [];
  try {
    started.push(await startPeer());
    for (const shards of SHARDS) started.push(await startCounting(shards));
    for (const each of started) await measure(each);
    const turns = started.map((): Measured[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      progress(`ingest: round ${round + 1} of ${ROUNDS}`);
      for (const [index, each] of started.entries()) turns[index]!.push(await measure(each));
    }
    return reportsOf(started, turns);
  } finally {
    for (const each of started) await each.stop();
  }
}

async function measure(ingester: Ingester): Promise<Measured> {
  const before = cpuMilliseconds(ingester.pid);
  const turn = await ingest(ingester, TURN_MILLISECONDS);
  return { ...turn, cpu: (cpuMilliseconds(ingester.pid) - before) / turn.waits.length };
}

function reportsOf(started: readonly Ingester[], turns: readonly (readonly Measured[])[]): readonly Report[] {
  const rows = (unit: string, of: (turn: Measured) => number, to: (index: number) => readonly number[]) =>
    started.map(({ name }, index): Row => {
      const own = turns[index]!.map(of);
      const ratios = to(index).map((other) => ({
        ...ratioOf(started[other]!.name, own, turns[other]!.map(of)),
        ...(unit === "signals/s" && other === 0 && { least: LEAST }),
      }));
      return {
        name,
        value: quantile(own, 0.5),
        low: quantile(own, 0.25),
        high: quantile(own, 0.75),
        unit,
        ratios,
      };
    });
  const others = (index: number) => (index === 0 ? [] : index === 1 ? [0] : [0, 1]);
  return [
    {
      title: `ingest: signals with counts in a second, median of ${ROUNDS} rounds (quartiles)`,
      rows: rows("signals/s", ({ perSecond }) => perSecond, others),
    },
    {
      title: "ingest: the wait of the slowest of a hundred",
      rows: rows(
        "ms",
        ({ waits }) => quantile(waits, 0.99),
        () => [],
      ),
    },
    { title: "ingest: processor time per signal", rows: rows("ms", ({ cpu }) => cpu, others) },
  ];
}
