import { againCell, filledCell, joinedCell, reachedCell } from "../../../shared/measure/cells.ts";
import type { Cells, ReportInput } from "../../../shared/report/input.ts";
import { checkSite } from "../../../shared/site/check.ts";
import type { Site, SiteInput } from "../../../shared/site/schema.ts";

/** The first day of a quarter. */
export const FIRST = Date.UTC(2026, 9, 1) / 86_400_000;

export function siteOf(more: Partial<SiteInput> = {}): Site {
  const checked = checkSite({
    version: 1,
    id: "shop",
    attributes: { visits: { count: "visit" } },
    segments: {
      returning: { label: "Returning", when: { visits: { $gte: 2 } } },
      regular: { when: { $segment: "returning", visits: { $gte: 5 } } },
      polish: { when: { "context.country": "PL" } },
    },
    blocks: { hero: { target: "#hero", op: "text", text: "Hello", when: "returning" } },
    goals: {
      order: { event: "purchase", value: "value", steps: [20, 50, 100] },
      signup: { event: "form" },
    },
    ...more,
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.value;
}

/** Cells that are added to one by one. */
export class Counted {
  readonly cells: Record<number, Record<string, number>> = {};

  add(day: number, name: string, count = 1): void {
    const totals = (this.cells[day] ??= {});
    totals[name] = (totals[name] ?? 0) + count;
  }

  joined(day: number, cohort: string, segments: readonly string[] = [], count = 1): void {
    for (const segment of [undefined, ...segments]) this.add(day, joinedCell(cohort, segment), count);
  }

  reached(
    day: number,
    cohort: string,
    goal: string,
    state: number,
    segments: readonly string[] = [],
    count = 1,
  ): void {
    for (const segment of [undefined, ...segments])
      this.add(day, reachedCell(cohort, goal, state, segment), count);
  }

  again(day: number, cohort: string, goal: string, count = 1): void {
    this.add(day, againCell(cohort, goal), count);
  }

  filled(day: number, attribute: string, count: number): void {
    this.add(day, filledCell(attribute), count);
  }
}

export function inputOf(site: Site, cells: Cells, from: number, to: number): ReportInput {
  return { site, cells, from, to, complete: to, least: 20 };
}
