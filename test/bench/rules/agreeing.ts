import type { Contender } from "./contenders.ts";
import { segmentSpecs, visitorsOf } from "./shape.ts";
import type { Work } from "./turns.ts";

const VISITORS = 256;
/** So many visitors are compared before anything is measured. */
const CHECKED = 32;

/** The contenders at work, each on the next visitor; throws if they don't find the same segments. */
export function agreeing(
  count: number,
  contenders: Readonly<Record<string, Contender>>,
): Record<string, Work> {
  const specs = segmentSpecs(count);
  const visitors = visitorsOf(VISITORS);
  const works: Record<string, Work> = {};
  let expected: string | undefined;
  for (const [name, contender] of Object.entries(contenders)) {
    const find = contender(specs, visitors);
    const found = JSON.stringify(Array.from({ length: CHECKED }, (_, visitor) => find(visitor)));
    if (found !== (expected ??= found)) throw new Error(`${name} finds other segments`);
    let visitor = 0;
    works[name] = () => find(visitor++ % VISITORS);
  }
  return works;
}
