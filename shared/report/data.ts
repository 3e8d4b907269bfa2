import { answersOf } from "./answers.ts";
import { eventCell, filledCell, joinedCell, PAGE_KNOWN, PAGE_NEW } from "../measure/cells.ts";
import { isoDay } from "../receipt.ts";
import type { DataReport } from "./contract.ts";
import { dailyFrame, rangeOf, type ReportInput, seriesOf, Telling, without } from "./input.ts";
import type { Told } from "./contract.ts";
import { type Frame, isTold, type Period, periodsIn, periodsOf, sumIn } from "./suppress.ts";
import { spread } from "./trend.ts";
import { vitalsOf } from "./vitals.ts";

/** What of data isn't in cells. */
export interface DataInput extends ReportInput {
  /** Attributes that something reads. */
  readonly attributes: readonly string[];
  /** How many items the catalog has; null without one. */
  readonly items: number | null;
}

const MISHAP = "mishap:";
const EVENT = eventCell("");

/** What comes in: the foundation of the pyramid. What isn't of visitors is told of the present day, too. */
export function dataReport(input: DataInput): DataReport {
  const { cells, site, from, to, items } = input;
  const telling = new Telling(input);
  const frame = dailyFrame(input);
  const range = rangeOf(input);
  const joined = seriesOf(cells, joinedCell("d"), frame);
  const periods = periodsOf(frame, { parts: [joined] });
  const asked: Frame = { ...frame, first: from, last: to };
  const views = seriesOf(cells, "view", asked);
  const pagesKnown = seriesOf(cells, PAGE_KNOWN, asked);
  const pagesNew = seriesOf(cells, PAGE_NEW, asked);
  const visitors = spread(periods, joined, frame, { from, to });
  // What belongs to a day that isn't over isn't held back, only not there yet.
  for (let day = from; day <= range.to; day++) if (visitors[day - from] === null) telling.told(undefined);
  const attributes = input.attributes.map((attribute) => {
    const filled = seriesOf(cells, filledCell(attribute), frame);
    const told = periodsOf(frame, { parts: [filled, without(joined, filled)], within: [periods] });
    const within = periodsIn(told, range);
    const all = sumIn(within, joined, frame);
    return { attribute, filled: all === 0 ? null : sumIn(within, filled, frame) / all };
  });
  return {
    days: views.map((count, at) => ({
      day: isoDay(from + at),
      views: count,
      visitors: visitors[at]!,
      pagesKnown: pagesKnown[at]!,
      pagesNew: pagesNew[at]!,
    })),
    pageMemory: memoryOf(totalOf(PAGE_KNOWN, input), totalOf(PAGE_NEW, input)),
    visitors: {
      week: inWhole(lastWeek(range), "w", input, telling),
      month: inWhole(lastMonth(range), "m", input, telling),
    },
    events: namesWith(EVENT, input, Object.keys(site.events)).map((event) => {
      const days = seriesOf(cells, eventCell(event), asked);
      const declared = Object.hasOwn(site.events, event);
      const total = days.reduce((sum, count) => sum + count, 0);
      const selector = declared ? { selector: site.events[event]!.selector } : {};
      return { event, declared, ...selector, days: [...days], total, silent: declared && total === 0 };
    }),
    attributes,
    catalog: items === null ? null : { items },
    mishaps: namesWith(MISHAP, input)
      .map((mishap) => ({ mishap, total: totalOf(`${MISHAP}${mishap}`, input) }))
      .sort((one, other) => other.total - one.total),
    answers: answersOf(input, frame, range, telling),
    vitals: vitalsOf(input, frame, range, telling),
    ...telling.head(),
  };
}

/** Of pages, not of visitors, so nothing is held back. */
function memoryOf(known: number, read: number): DataReport["pageMemory"] {
  const all = known + read;
  return { known, new: read, hitRate: all === 0 ? null : known / all };
}

/** What stands behind the beginning in names of cells of these days, with some that are named in any case. */
function namesWith(
  beginning: string,
  { cells, from, to }: ReportInput,
  always: readonly string[] = [],
): string[] {
  const found = new Set(always);
  for (let day = from; day <= to; day++)
    for (const name of Object.keys(cells[day] ?? {}))
      if (name.startsWith(beginning)) found.add(name.slice(beginning.length));
  return [...found];
}

function totalOf(name: string, { cells, from, to }: ReportInput): number {
  let total = 0;
  for (let day = from; day <= to; day++) total += cells[day]?.[name] ?? 0;
  return total;
}

/** Visitors of one week or month, each once. */
function inWhole(
  days: Period | undefined,
  cohort: "w" | "m",
  { cells, least }: ReportInput,
  telling: Telling,
): Told {
  if (!days) return null;
  const frame: Frame = { first: days.from, last: days.to, least, byQuarter: false };
  const total = sumIn([days], seriesOf(cells, joinedCell(cohort), frame), frame);
  return telling.told(isTold(total, least) ? total : undefined);
}

/** The last ISO week that lies in a range as a whole. The first day of 1970 was a Thursday. */
function lastWeek({ from, to }: Period): Period | undefined {
  const sunday = to - ((to + 4) % 7);
  return sunday - 6 >= from ? { from: sunday - 6, to: sunday } : undefined;
}

/** The last calendar month that does. */
function lastMonth({ from, to }: Period): Period | undefined {
  const next = new Date((to + 1) * 86_400_000);
  const end = Date.UTC(next.getUTCFullYear(), next.getUTCMonth()) / 86_400_000 - 1;
  const first = Date.UTC(next.getUTCFullYear(), next.getUTCMonth() - 1) / 86_400_000;
  return first >= from ? { from: first, to: end } : undefined;
}
