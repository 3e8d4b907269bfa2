import { setTimeout as sleep } from "node:timers/promises";
import { quantile, type Report, type Row } from "../report.ts";
import { Connection } from "./connection.ts";
import type { Contender } from "./contenders.ts";
import { load, requestFor } from "./load.ts";

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
  const lines = new Map(contenders.map((contender) => [contender, new Lines(contender)]));
  try {
    for (let turn = 0; turn <= TURNS; turn++) {
      for (const contender of turn % 2 === 0 ? contenders : contenders.toReversed()) {
        const found = await bySchedule(lines.get(contender)!, rate);
        // In the first one connections are opened, and nobody is warm; visitors come in the middle of a day.
        if (turn > 0) times.get(contender)!.push(...found);
      }
    }
  } finally {
    for (const each of lines.values()) each.close();
  }
  return times;
}

/** Connections to a contender: opened as they are needed, up to a limit, then waited for. */
class Lines {
  readonly #contender: Contender;
  readonly #open: Connection[] = [];
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];

  constructor(contender: Contender) {
    this.#contender = contender;
  }

  /** Asks for a page; resolves once it is there, to when its first byte came. */
  async ask(): Promise<number> {
    const { next, cookie } = this.#contender;
    const url = next();
    const connection = this.#idle.pop() ?? (await this.#another(url));
    const firstByte = await connection.ask(requestFor(url, cookie));
    const waiting = this.#waiting.shift();
    if (waiting) waiting(connection);
    else this.#idle.push(connection);
    return firstByte;
  }

  close(): void {
    for (const connection of this.#open) connection.close();
  }

  #another(url: string): Connection | Promise<Connection> {
    if (this.#open.length >= MOST_CONNECTIONS) return new Promise((resolve) => this.#waiting.push(resolve));
    const connection = new Connection(url);
    this.#open.push(connection);
    return connection;
  }
}

/** Milliseconds from when each request was due to its first byte. */
async function bySchedule(lines: Lines, rate: number): Promise<readonly number[]> {
  const count = Math.ceil((rate * TURN_MILLISECONDS) / 1000);
  const times: Promise<number>[] = [];
  const start = performance.now();
  while (times.length < count) {
    const due = start + (times.length * 1000) / rate;
    if (due <= performance.now()) times.push(lines.ask().then((firstByte) => firstByte - due));
    else await sleep(1);
  }
  return Promise.all(times);
}
