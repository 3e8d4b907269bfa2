import type { Pattern } from "../page-patterns.ts";
import { anyOf } from "../page-patterns.ts";
import type { ShownBlock } from "../site/block-schema.ts";
import type { Site } from "../site/schema.ts";
import type { BlockCase } from "../site-rules.ts";
import { datesOf, HOLDOUT, type PlannedExperiment } from "./planned.ts";

/** A block's part in an experiment. */
export interface BlockTest {
  /** The experiment, by its place in the plan. */
  readonly experiment: number;
  readonly id: string;
  /** UTC day numbers between which it runs, both included. */
  readonly from: number;
  readonly until: number;
  /** The variants that get the block, by number. */
  readonly variants: ReadonlySet<number>;
  /** Whether visitors of a page count as exposed. */
  readonly counts: (path: string) => boolean;
}

/** The variants that a preview shows, by experiment, whatever was drawn. */
export type ForcedVariants = Readonly<Record<string, string>>;

/** The ids of all blocks that stand in an experiment. */
export function testedBlocks({ experiments }: Pick<Site, "experiments">): ReadonlySet<string> {
  const variants = Object.values(experiments).flatMap((experiment) => Object.values(experiment.variants));
  return new Set(variants.flatMap(({ blocks }) => blocks));
}

/** For each block that stands in an experiment, its part in each, in the order in which they begin. */
export function blockTests(
  site: Site,
  experiments: readonly PlannedExperiment[],
  pattern: Pattern,
  forced: ForcedVariants = {},
): ReadonlyMap<string, readonly BlockTest[]> {
  const tests = new Map<string, BlockTest[]>();
  experiments.forEach(({ id }, experiment) => {
    const declared = id === HOLDOUT ? undefined : site.experiments[id];
    if (!declared) return;
    const counts = anyOf(declared.pages, pattern);
    const dates = Object.hasOwn(forced, id) ? { from: -Infinity, until: Infinity } : datesOf(declared);
    const variants = Object.values(declared.variants);
    for (const block of new Set(variants.flatMap(({ blocks }) => blocks))) {
      const shownTo = variants.flatMap(({ blocks }, index) => (blocks.includes(block) ? [index + 1] : []));
      const test = { experiment, id, ...dates, variants: new Set(shownTo), counts };
      tests.set(block, [...(tests.get(block) ?? []), test]);
    }
  });
  const first = (all: readonly BlockTest[]) => {
    const wanted = all.filter(({ id }) => Object.hasOwn(forced, id));
    return (wanted.length > 0 ? wanted : [...all]).sort((one, other) => one.from - other.from);
  };
  return new Map(Array.from(tests, ([block, all]) => [block, first(all)]));
}

/**
 * The experiment that says who gets a block on a day: the last one that has begun, which is the one that runs if any
 * does; before all of them, the first.
 */
export function testOn(tests: readonly BlockTest[], day: number): BlockTest {
  let found = tests[0]!;
  for (const test of tests) if (test.from <= day) found = test;
  return found;
}

/**
 * Whether a block isn't the same for everybody: it has a condition, stands in an experiment, or says something of the
 * visitor. Such blocks are what the site's holdout withholds.
 */
export function isPersonal(block: ShownBlock, cases: readonly BlockCase[], isTested: boolean): boolean {
  if (isTested || block.when !== undefined || ("cases" in block && block.cases !== undefined)) return true;
  if ("reward" in block && block.reward !== undefined) return true;
  return cases.some(({ templates }) =>
    Object.values(templates).some(
      ({ reads: { prints, tests, device = [] } }) => prints.length + tests.length + device.length > 0,
    ),
  );
}
