import { VITAL_STEPS, vitalCell } from "../measure/cells.ts";
import type { DataReport } from "./contract.ts";
import { added, type ReportInput, seriesOf, type Telling } from "./input.ts";
import { type Frame, type Period, periodsIn, periodsOf, sumIn } from "./suppress.ts";

/** Below this a page is good (web.dev/articles/vitals). */
const GOOD = { lcp: 2500, inp: 200, cls: 0.1 } as const;
/** The share of pages that a vital is judged by. */
const QUARTERS = 0.75;
const VITALS = ["lcp", "inp", "cls"] as const;
const PAGES = ["personalized", "plain"] as const;

/** How fast pages were, personalized ones beside plain ones. Pages are held back as visitors are. */
export function vitalsOf(
  { cells }: ReportInput,
  frame: Frame,
  range: Period,
  telling: Telling,
): DataReport["vitals"] {
  return VITALS.flatMap((vital) =>
    PAGES.map((page) => {
      const steps = VITAL_STEPS[vital].map((step) => ({
        step,
        series: seriesOf(cells, vitalCell(vital, page, step), frame),
      }));
      const [good, rest] = [true, false].map((isGood) =>
        added(...steps.flatMap(({ step, series }) => (step < GOOD[vital] === isGood ? [series] : []))),
      );
      const told = periodsIn(periodsOf(frame, { parts: [good!, rest!] }), range);
      const counts = steps.map(({ series }) => sumIn(told, series, frame));
      const pages = counts.reduce((sum, count) => sum + count, 0);
      return {
        vital,
        page,
        pages: telling.sum(told, added(good!, rest!), frame, range),
        p75: pages > 0 ? underWhich(VITAL_STEPS[vital], counts, pages * QUARTERS) : null,
        good: pages > 0 ? sumIn(told, good!, frame) / pages : null,
      };
    }),
  );
}

/** The step under which so many pages are: the one after that which they have reached; the highest where there is none. */
function underWhich(steps: readonly number[], counts: readonly number[], wanted: number): number {
  let sum = 0;
  const at = counts.findIndex((count) => (sum += count) >= wanted);
  return steps[Math.min(at + 1, steps.length - 1)]!;
}
