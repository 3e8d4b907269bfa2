import { isoDay } from "../receipt.ts";
import { SAMPLE_RATIO_ALARM, sampleRatioPValue } from "../statistics/sample-ratio.ts";
import { upliftOf } from "../statistics/uplift.ts";
import { segmentsAround } from "./around.ts";
import { adjusted, compare, untold } from "./compare.ts";
import type { ExperimentsReport } from "./contract.ts";
import type { Decision, ExperimentReport, VariantFigures } from "./contract.ts";
import { outcomeIn, rounded } from "./figures.ts";
import { added, cohortSeries, hasValue, labelOf, lastingFrame, type ReportInput, Telling } from "./input.ts";
import { type Lasting, lastingOf } from "./lasting.ts";
import { type Frame, wholeOf } from "./suppress.ts";
import { stateOf, type Trial, trialOf, trialOfAll } from "./trial.ts";
import { neededOf, verdictOf } from "./verdict.ts";

/** What of experiments isn't in cells. */
export interface ExperimentsInput extends ReportInput {
  /** As `2026-11-30`. */
  readonly today: string;
  readonly decisions: Readonly<Record<string, Decision>>;
  /** Of experiments whose weights change by themselves: the weights now, in the order of variants, and what trying has cost. */
  readonly bandits: Readonly<Record<string, NonNullable<ExperimentReport["bandit"]>>>;
}

interface Counted {
  readonly trial: Trial;
  readonly input: ExperimentsInput;
  readonly frame: Frame;
  readonly telling: Telling;
}

/**
 * What experiments say: always from their beginning up to the end of the range, since a part of an experiment says less than
 * all of it.
 */
export function experimentsReport(input: ExperimentsInput): ExperimentsReport {
  const telling = new Telling(input);
  const reportOf = (trial: Trial) =>
    report({ trial, input, frame: lastingFrame(ofTrial(input, trial)), telling });
  const experiments = Object.entries(input.site.experiments).map(([id, each]) => reportOf(trialOf(id, each)));
  const isCompared = input.site.holdout > 0 && Object.keys(input.site.goals).length > 0;
  const total = isCompared ? reportOf(trialOfAll(input.site)) : null;
  return { ...telling.head(), total, experiments };
}

/** Only its own cells say when it began. */
function ofTrial(input: ExperimentsInput, { variants }: Trial): ReportInput {
  const own = new RegExp(
    `^[a-z]+:(?:${variants.map(({ cohort }) => cohort.replaceAll(".", "\\.")).join("|")})(?![\\w-])`,
  );
  const cells = Object.entries(input.cells).filter(([, totals]) =>
    Object.keys(totals).some((name) => own.test(name)),
  );
  return { ...input, cells: Object.fromEntries(cells) };
}

function report(counted: Counted): ExperimentReport {
  const { trial, input, frame } = counted;
  const { id, label, hypothesis, owner, from, until, goals } = trial;
  const whole = seriesOf(counted);
  const bySegment = segmentsOf(counted, whole);
  const segments = [...bySegment].map(([segment, lasting]) => ({
    segment,
    label: labelOf(input.site, segment),
    figures: figuresOf(counted, lasting, goals.slice(0, 1)),
  }));
  const [variants = [], ...rest] = adjusted([
    figuresOf(counted, whole, goals),
    ...segments.map(({ figures }) => figures.slice(1)),
  ]);
  const sampleRatio = sampleRatioOf(trial, variants);
  const known = whole.periods.at(-1)?.to ?? frame.first - 1;
  const joined = added(...whole.cohorts.map((cohort) => cohort.joined)).slice(0, known - frame.first + 1);
  return {
    id,
    label,
    hypothesis,
    owner,
    state: stateOf(trial, input.today),
    from,
    until,
    primary: goals[0]!.goal,
    variants: [...variants],
    sampleRatio,
    timeline: timelineOf(counted, whole),
    segments: segments.map(({ segment, label }, at) => ({ segment, label, variants: rest[at]! })),
    bandit: trial.isBandit
      ? (input.bandits[id] ?? {
          weights: trial.variants.map(({ weight }) => weight),
          regret: null,
          evenly: null,
        })
      : null,
    decision: input.decisions[id] ?? null,
    verdict: verdictOf(variants, sampleRatio.broken),
    needed: neededOf(variants, joined),
  };
}

function seriesOf(
  { trial, input, frame }: Counted,
  segment?: string,
  around: readonly Lasting[] = [],
): Lasting {
  const cohorts = trial.variants.map(({ cohort }) => cohortSeries(input, frame, cohort, segment));
  return lastingOf(input, frame, cohorts, { around });
}

function segmentsOf(counted: Counted, whole: Lasting): ReadonlyMap<string, Lasting> {
  const { trial, input } = counted;
  const found = new Map<string, Lasting>();
  const add = (segment: string): Lasting => {
    const wider = segmentsAround(input.site, segment).filter((other) => trial.segments.includes(other));
    const lasting = found.get(segment) ?? seriesOf(counted, segment, [whole, ...wider.map(add)]);
    found.set(segment, lasting);
    return lasting;
  };
  trial.segments.forEach(add);
  return new Map(trial.segments.map((segment) => [segment, found.get(segment)!]));
}

function figuresOf(
  { trial, input, frame, telling }: Counted,
  { cohorts, periods, goals }: Lasting,
  asked: Trial["goals"],
): readonly VariantFigures[] {
  const tables = asked.map(({ goal, role }) => {
    const told = goals.get(goal)!;
    if (told.length === 0) return cohorts.map(() => untold(input.site, goal, role));
    const outcomes = cohorts.map((cohort) => outcomeIn(told, cohort.joined, cohort.goal(goal), frame));
    return compare(input.site, goal, role, outcomes);
  });
  return trial.variants.map(({ id, label, weight }, at) => ({
    variant: id,
    label,
    weight,
    visitors: telling.sum(periods, cohorts[at]!.joined, frame, wholeOf(frame)),
    goals: tables.map((comparisons) => {
      telling.told(comparisons[at]!.reached ?? undefined);
      return comparisons[at]!;
    }),
  }));
}

/** Each variant against the control by the primary goal, as it stood at the end of each period. */
function timelineOf(
  { trial, input, frame }: Counted,
  { cohorts, goals }: Lasting,
): ExperimentReport["timeline"] {
  const { goal } = trial.goals[0]!;
  const periods = goals.get(goal)!;
  const exact = hasValue(input.site, goal) ? rounded : (figure: number) => figure;
  return trial.variants.slice(1).map(({ id }, at) => ({
    variant: id,
    points: changing(
      periods.flatMap(({ to }, last) => {
        const until = periods.slice(0, last + 1);
        const [control, own] = [cohorts[0]!, cohorts[at + 1]!].map((cohort) =>
          outcomeIn(until, cohort.joined, cohort.goal(goal), frame),
        );
        const uplift = upliftOf(control!.sample, own!.sample);
        if (!uplift) return [];
        const { value, low, high } = uplift;
        const visitors = control!.visitors + own!.visitors;
        return { day: isoDay(to), visitors, value: exact(value), low: exact(low), high: exact(high) };
      }),
    ),
  }));
}

/** Without the days on which nothing was counted. */
function changing<Point extends { readonly visitors: number; readonly value: number }>(
  points: readonly Point[],
): readonly Point[] {
  return points.filter(
    ({ visitors, value }, at) => visitors !== points[at - 1]?.visitors || value !== points[at - 1]?.value,
  );
}

function sampleRatioOf(trial: Trial, variants: readonly VariantFigures[]): ExperimentReport["sampleRatio"] {
  const visitors = variants.map((variant) => variant.visitors ?? 0);
  if (trial.isBandit || visitors.every((count) => count === 0)) return { pValue: null, broken: false };
  const pValue = sampleRatioPValue(
    visitors,
    trial.variants.map(({ weight }) => weight),
  );
  return { pValue, broken: pValue < SAMPLE_RATIO_ALARM };
}
