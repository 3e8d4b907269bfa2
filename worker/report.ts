// The only file of the Worker that writes to the log, so that what it says can be looked through in one place.
// oxlint-disable no-console

/** How many different reasons an isolate says. */
const REASONS = 200;

/** Tells the operator something about the owner's configuration. Invariant 7: never anything of a request. */
export function reportConfiguration(text: string): void {
  console.warn(`selvedge: ${text}`);
}

/**
 * Tells the operator that something of ours failed. Invariant 7: an error is told by its name and place only,
 * since its message may quote what a visitor sent (that of `JSON.parse` does).
 */
export function reportFault(what: string, error: unknown): void {
  console.error(`selvedge: ${what}: ${describeFault(error)}`);
}

/** Says each reason once: what happens to one page happens to every visitor of it. */
export function createReporter(what: string): (reason: string) => void {
  const said = new Set<string>();
  return (reason) => {
    if (said.has(reason) || said.size >= REASONS) return;
    said.add(reason);
    reportConfiguration(`${what}: ${reason}`);
  };
}

/** Name and innermost place of an error, without its message. */
function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // Behind the message, which may have lines of its own that look like places.
  const { message, stack = "" } = error;
  const said = stack.indexOf(message);
  const places = said < 0 ? [] : stack.slice(said + message.length).split("\n");
  const place = places.find((line) => /^\s+at /.test(line));
  return place === undefined ? error.name : `${error.name} ${place.trim()}`;
}
