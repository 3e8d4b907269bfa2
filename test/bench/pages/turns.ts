import type { Contender } from "./contenders.ts";
import { cpuMilliseconds } from "./cpu.ts";
import { load } from "./load.ts";

/** How long a turn is, and how long everybody runs before the first one counts, in processor time. */
export interface Turns {
  readonly rounds: number;
  readonly turnMilliseconds: number;
  readonly warmUpMilliseconds: number;
}

const LEAST_REQUESTS = 8;
const MOST_REQUESTS = 2000;

/**
 * Milliseconds of processor time of workerd per page, as the kernel accounts for it: for each contender one number
 * per round. Contenders take turns of about the same length, so that a noisy machine disturbs all of them alike;
 * every other round in reverse, so that nobody always comes after the same one.
 */
export async function takeTurns(
  contenders: readonly Contender[],
  { rounds, turnMilliseconds, warmUpMilliseconds }: Turns,
  progress: (text: string) => void,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const requests = new Map<Contender, number>();
  for (const contender of contenders) {
    progress(`${contender.name} warms up`);
    const each = await warmUp(contender, warmUpMilliseconds);
    requests.set(contender, clamp(Math.ceil(turnMilliseconds / each)));
  }
  const times = Object.fromEntries(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      progress(`round ${round + 1} of ${rounds}, ${contender.name}`);
      times[contender.name]!.push(await perRequest(contender, requests.get(contender)!));
    }
  }
  return times;
}

/** Runs until so much processor time is used up; tells what a request took in the end. */
async function warmUp(contender: Contender, milliseconds: number): Promise<number> {
  const start = cpuMilliseconds(contender.pid);
  for (let batch = LEAST_REQUESTS; ; batch = clamp(2 * batch)) {
    const each = await perRequest(contender, batch);
    if (cpuMilliseconds(contender.pid) - start >= milliseconds) return each;
  }
}

async function perRequest(contender: Contender, requests: number): Promise<number> {
  const before = cpuMilliseconds(contender.pid);
  await load(contender, requests);
  return (cpuMilliseconds(contender.pid) - before) / requests;
}

function clamp(requests: number): number {
  return Math.max(LEAST_REQUESTS, Math.min(MOST_REQUESTS, requests));
}
