import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { quantile, type Report, type Row } from "../report.ts";
import type { Contender } from "./contenders.ts";
import { answer, load, whole } from "./load.ts";

const CAPACITY_REQUESTS = 1000;
/** The two take short turns, so that a machine that stumbles does so under both. */
const TURN_MILLISECONDS = 500;
const TURNS = 8;
/** Connections are opened as the schedule needs them, up to here; then requests wait, and their time runs. */
const MOST_CONNECTIONS = 128;
const ADDED_P99_MILLISECONDS = 15;

/**
 * What `personalized` adds to the time to the first byte of `through`, both at half of the rate that `measure` reaches
 * with a few connections. Requests leave by a fixed schedule whatever has been answered, and their time runs from when they
 * were due, so that a Worker that lags doesn't get fewer or kinder requests ("coordinated omission").
 */
export async function firstByte(
  { measure, through, personalized }: Readonly<Record<"measure" | "through" | "personalized", Contender>>,
  rounds: number,
  progress: (text: string) => void,
): Promise<Report> {
  progress(`throughput of ${measure.name}`);
  const start = performance.now();
  await load(measure, CAPACITY_REQUESTS);
  const rate = Math.floor((1000 * CAPACITY_REQUESTS) / (performance.now() - start) / 2);
  const times = new Map([through, personalized].map((contender) => [contender, [] as number[][]]));
  for (let round = 0; round < rounds; round++) {
    progress(`time to first byte, round ${round + 1} of ${rounds}`);
    const found: ReadonlyMap<Contender, readonly number[]> = await takeShortTurns([...times.keys()], rate);
    for (const [contender, list] of times) list.push([...found.get(contender)!]);
  }
  const at = (contender: Contender, place: number) =>
    times.get(contender)!.map((list) => quantile(list, place));
  const added = (place: number) => {
    const base = at(through, place);
    return at(personalized, place).map((time, round) => time - base[round]!);
  };
  return {
    title: `pages: time to first byte at ${rate} requests a second, half of what ${measure.name} reaches; median of ${rounds} rounds (quartiles)`,
    rows: [
      ...[...times.keys()].flatMap((contender) => [
        row(`${contender.name}, p50`, at(contender, 0.5)),
        row(`${contender.name}, p99`, at(contender, 0.99)),
      ]),
      row("added, p50", added(0.5)),
      row("added, p99", added(0.99), ADDED_P99_MILLISECONDS),
    ],
  };
}

function row(name: string, values: readonly number[], limit?: number): Row {
  return {
    name,
    value: quantile(values, 0.5),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    unit: "ms",
    ...(limit !== undefined && { limit }),
    ratios: [],
  };
}

/** Milliseconds to the first byte, of each contender's turns together. */
async function takeShortTurns(
  contenders: readonly Contender[],
  rate: number,
): Promise<Map<Contender, readonly number[]>> {
  const times = new Map(contenders.map((contender) => [contender, [] as number[]]));
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS });
  try {
    for (let turn = 0; turn <= TURNS; turn++) {
      for (const contender of turn % 2 === 0 ? contenders : contenders.toReversed()) {
        const found = await bySchedule(contender, rate, agent);
        // In the first one connections are opened, and nobody is warm; visitors come in the middle of a day.
        if (turn > 0) times.get(contender)!.push(...found);
      }
    }
  } finally {
    agent.destroy();
  }
  return times;
}

/** Milliseconds from when each request was due to its first byte. */
async function bySchedule(
  { next, cookie }: Contender,
  rate: number,
  agent: Agent,
): Promise<readonly number[]> {
  const count = Math.ceil((rate * TURN_MILLISECONDS) / 1000);
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const start = performance.now();
  const one = async (due: number) => {
    const response = await answer(next(), cookie, agent);
    times.push(performance.now() - due);
    await whole(response);
  };
  while (pending.length < count) {
    const due = start + (pending.length * 1000) / rate;
    if (due <= performance.now()) pending.push(one(due));
    else await sleep(1);
  }
  await Promise.all(pending);
  return times;
}
