/**
 * Tells the operator that something of ours failed. Invariant 7: never with anything of a request, so an
 * error is told by its name and place; its message may quote what a visitor sent (`JSON.parse` does).
 */
export function reportFault(what: string, error: unknown): void {
  console.error(`selvedge: ${what}: ${describeFault(error)}`);
}

/** How many different reasons an isolate says. */
const REASONS = 200;

/** Says each reason once: what happens to one page happens to every visitor of it. */
export function createReporter(what: string): (reason: string) => void {
  const said = new Set<string>();
  return (reason) => {
    if (said.has(reason) || said.size >= REASONS) return;
    said.add(reason);
    console.warn(`selvedge: ${what}: ${reason}`);
  };
}

/** Name and innermost place of an error, without its message. */
function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = error.stack?.split("\n").find((line) => /^\s+at /.test(line));
  return place === undefined ? error.name : `${error.name} ${place.trim()}`;
}
