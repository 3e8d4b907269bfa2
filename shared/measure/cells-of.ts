import { BUILT_IN_EVENTS } from "../event.ts";
import { isCountedAnswer } from "../ask/question.ts";
import type { Site } from "../site/schema.ts";
import type { Count } from "../wire.ts";
import {
  againCell,
  eventCell,
  filledCell,
  joinedCell,
  reachedCell,
  VITAL_STEPS,
  vitalCell,
} from "./cells.ts";
import type { CohortCount } from "./count.ts";
import { countedCohort, type CountedCohort, segmentsIn } from "./counted-cohort.ts";

/** What is added to a cell; less than nothing, where a visitor leaves a state for a higher one. */
export type CellChange = readonly [name: string, change: number];

/** What one count comes to: it is added as a whole, or not at all. */
export interface CountChange {
  readonly cells: readonly CellChange[];
  /**
   * What it says of visitors, whichever segments they are in: `joined:d`, `reached:x.hero.2:order`. One network says only
   * so much of it. Absent: it says nothing that a rate is made of.
   */
  readonly claim?: string;
  /** The claim by which it is measured how much that is: that somebody joined the same cohort. */
  readonly of?: string;
}

/**
 * What the counts of one message come to, on a UTC day. What the site file doesn't declare, or doesn't run then, comes to
 * nothing; what is said twice of a page counts once. `filled`: the attributes of which the visitor's projection says
 * something, if there is one.
 */
export function changesOf(
  counts: readonly Count[],
  site: Site,
  day: number,
  filled: readonly string[] = [],
): readonly CountChange[] {
  const changes: CountChange[] = [];
  const seen = new Set<string>();
  for (const count of counts) {
    const change = changeOf(count, site, day, filled);
    if (!change) continue;
    const isOfPage = count[0] === "event" || count[0] === "vital";
    const name = change.cells[0]![0];
    if (isOfPage && seen.has(name)) continue;
    seen.add(name);
    changes.push(change);
  }
  return changes;
}

/** The same as sums by cell. */
export function cellsOf(
  counts: readonly Count[],
  site: Site,
  day: number,
  filled: readonly string[] = [],
): ReadonlyMap<string, number> {
  const cells = new Map<string, number>();
  for (const [name, change] of changesOf(counts, site, day, filled).flatMap((each) => each.cells))
    cells.set(name, (cells.get(name) ?? 0) + change);
  return cells;
}

function changeOf(count: Count, site: Site, day: number, filled: readonly string[]): CountChange | undefined {
  switch (count[0]) {
    case "joined":
    case "reached":
    case "again": {
      const cohort = countedCohort(count[1], site, day);
      return cohort && cohortChange(count, cohort, site, filled);
    }
    case "event": {
      const [, name] = count;
      const isKnown =
        (BUILT_IN_EVENTS as readonly string[]).includes(name) || Object.hasOwn(site.events, name);
      return isKnown ? one(eventCell(name)) : undefined;
    }
    case "vital": {
      const [, vital, page, step] = count;
      return (VITAL_STEPS[vital] as readonly number[]).includes(step)
        ? one(vitalCell(vital, page, step))
        : undefined;
    }
    case "goal": {
      const [, id, step] = count;
      const steps = stepsOf(id, site);
      return steps && (step === 0 || steps.includes(step)) ? one(count.join(":")) : undefined;
    }
    case "answer":
      return isCountedAnswer(count, site) ? one(count.join(":")) : undefined;
    case "view":
      return one("view");
    // Items are counted elsewhere.
    case "pair":
      return undefined;
  }
}

function cohortChange(
  count: CohortCount,
  { segments: own, joinsOnly }: CountedCohort,
  site: Site,
  filled: readonly string[],
): CountChange | undefined {
  const [kind, cohort] = count;
  const of = joinedCell(cohort);
  const within = [undefined, ...segmentsIn(count).filter((id) => own.includes(id))];
  if (kind === "joined") {
    const cells = within.map((segment): CellChange => [joinedCell(cohort, segment), 1]);
    const known = cohort === "d" ? filled.map((id): CellChange => [filledCell(id), 1]) : [];
    return { claim: of, of, cells: [...cells, ...known] };
  }
  const [, , goal] = count;
  const steps = stepsOf(goal, site);
  if (!steps || joinsOnly) return undefined;
  if (kind === "again") {
    const cells = within.map((segment): CellChange => [againCell(cohort, goal, segment), 1]);
    return { claim: againCell(cohort, goal), of, cells };
  }
  const [, , , from, to] = count;
  if (to > steps.length + 1) return undefined;
  const cells = within.flatMap((segment): readonly CellChange[] => [
    [reachedCell(cohort, goal, to, segment), 1],
    ...(from > 0 ? [[reachedCell(cohort, goal, from, segment), -1] as const] : []),
  ]);
  return { claim: `reached:${cohort}:${goal}`, of, cells };
}

/** The steps of a goal, none where its value isn't counted; undefined where the site has no such goal. */
function stepsOf(id: string, { goals }: Site): readonly number[] | undefined {
  return Object.hasOwn(goals, id) ? (goals[id]!.steps ?? []) : undefined;
}

function one(name: string): CountChange {
  return { cells: [[name, 1]] };
}
