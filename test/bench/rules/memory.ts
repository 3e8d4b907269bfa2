import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes that what is made takes, as long as it is kept. */
export function bytesOf(make: () => unknown): number {
  // What was used before may go only with the second round.
  collectGarbage();
  collectGarbage();
  const before = bytesUsed();
  const kept = make();
  collectGarbage();
  const bytes = bytesUsed() - before;
  return kept === undefined ? Number.NaN : bytes;
}

function bytesUsed(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
