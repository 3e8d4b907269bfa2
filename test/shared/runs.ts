/** Set while mutants are tried (`npm run mutation`), each of which runs the tests that reach it anew. */
const SHARE = Number(process.env["PROPERTY_RUNS"] ?? 1);

/** How often a property is tried: `full` times, or the share of it that `PROPERTY_RUNS` asks for. */
export function runs(full: number): number {
  return Math.max(100, Math.ceil(full * SHARE));
}
