import type { PageTargets } from "../../shared/edit.ts";
import { compileTargets, type Targets } from "./selectors.ts";

const compiled = new WeakMap<PageTargets, Targets>();

/** The targets of a path's blocks, compiled once for each list of them. */
export function targetsOf(targets: PageTargets): Targets {
  const known = compiled.get(targets);
  if (known) return known;
  const selectors = [...new Set(targets.map(({ target }) => target))];
  const sorted = new Set(targets.flatMap(({ target, sorts }) => (sorts ? [target] : [])));
  const fresh = compileTargets(selectors, sorted);
  compiled.set(targets, fresh);
  return fresh;
}
