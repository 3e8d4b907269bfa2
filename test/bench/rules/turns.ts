/** Something that is measured: one call is one piece of work. */
export type Work = () => unknown;

/** A turn is cut into so many slices, of which the fastest counts: the others may have been interrupted. */
const SLICES = 5;

/** A busy machine compiles hot code late. */
const WARM_UP_MILLISECONDS = 500;

/** Whatever work returns ends here, so that none is optimized away. */
const sink: { last?: unknown } = {};

/**
 * Milliseconds per call, for each contender a list with one entry per round.
 * Contenders take turns, so that a noisy machine disturbs all of them alike. Each is first run for a while, so
 * that what is measured is compiled.
 *
 * @param least milliseconds that a slice of a turn takes at least
 */
export function takeTurns<Name extends string>(
  contenders: Readonly<Record<Name, Work>>,
  rounds: number,
  least: number,
): Record<Name, number[]> {
  const names = Object.keys(contenders) as Name[];
  for (const name of names) {
    const end = performance.now() + WARM_UP_MILLISECONDS;
    while (performance.now() < end) sink.last = contenders[name]();
  }
  const calls = Object.fromEntries(names.map((name) => [name, callsFor(contenders[name], least)])) as Record<
    Name,
    number
  >;
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const slices = Array.from({ length: SLICES }, () => millisecondsOf(contenders[name], calls[name]));
      times[name].push(Math.min(...slices) / calls[name]);
    }
  }
  return times;
}

/** How many calls fill a slice. */
function callsFor(work: Work, least: number): number {
  let calls = 1;
  while (calls < 1e6) {
    const took = millisecondsOf(work, calls);
    if (took >= least) return calls;
    calls = Math.ceil(calls * Math.min(10, Math.max(2, least / Math.max(took, 0.001))));
  }
  return calls;
}

function millisecondsOf(work: Work, calls: number): number {
  const before = performance.now();
  for (let call = 0; call < calls; call++) sink.last = work();
  return performance.now() - before;
}
