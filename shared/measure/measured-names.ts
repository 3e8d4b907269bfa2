import { shortHash } from "../hash.ts";

/** How a segment that is measured stands in the configuration: who isn't in it doesn't read its name there. */
export function measuredName(segment: string): string {
  return shortHash(`s:${segment}`);
}

/** Those of the segments that hold which are among the measured, sorted. */
export function measuredAmong(segments: readonly string[], measured: readonly string[]): string[] {
  return segments.filter((id) => measured.includes(measuredName(id))).sort();
}
