import { CHOICE_COUNTS } from "../choice-counts.ts";
import { METHODS, isoDay } from "../receipt.ts";
import type { PrivacyReport } from "./contract.ts";
import { added, dailyFrame, rangeOf, type ReportInput, seriesOf, Telling, without } from "./input.ts";
import { type Period, periodsIn, periodsOf, type Series, sumIn } from "./suppress.ts";
import { spread } from "./trend.ts";

/** What of privacy isn't in cells. */
export interface PrivacyInput extends ReportInput {
  /** The most that a visitor can reveal, altogether and by attribute. */
  readonly bits: number;
  readonly attributes: PrivacyReport["attributes"];
}

/** Letters of what was said yes to, as choices are counted. */
const SAID = ["pm", "p", "m", "-"];

interface Said {
  readonly all: Series;
  readonly yes: readonly [personalization: Series, measurement: Series];
  readonly no: readonly [personalization: Series, measurement: Series];
}

type Answers = PrivacyReport["choices"]["answers"];

/** How visitors have chosen, and what of them can be known at most. */
export function privacyReport(input: PrivacyInput): PrivacyReport {
  const telling = new Telling(input);
  const frame = dailyFrame(input);
  const range = rangeOf(input);
  const read = (name: string) => seriesOf(input.cells, name, frame);
  const said = (suffix: string): Said => {
    const of = (letter?: string, isIn = true) =>
      added(
        ...SAID.flatMap((letters) =>
          letter === undefined || letters.includes(letter) === isIn
            ? [read(`${CHOICE_COUNTS}${suffix}:${letters}`)]
            : [],
        ),
      );
    return { all: of(), yes: [of("p"), of("m")], no: [of("p", false), of("m", false)] };
  };
  const partsOf = ({ yes, no }: Said) => [...yes, ...no];
  const [choices, gpc] = [said(""), said("-gpc")];
  const periods = periodsOf(frame, { parts: partsOf(choices) });
  const gpcParts = partsOf(gpc);
  const gpcPeriods = periodsOf(frame, {
    parts: [...gpcParts, ...partsOf(choices).map((whole, at) => without(whole, gpcParts[at]!))],
    within: [periods],
  });
  const sums = (
    of: readonly Period[],
    { all, yes, no }: Said,
  ): { choices: number | null; answers: Answers } => {
    const told = periodsIn(of, range);
    const sum = (series: Series) => telling.sum(told, series, frame, range);
    return {
      choices: sum(all),
      answers: {
        personalization: { yes: sum(yes[0]), no: sum(no[0]) },
        measurement: { yes: sum(yes[1]), no: sum(no[1]) },
      },
    };
  };
  /** All of them or none: what one of them lacks could be told from the others. */
  const classes = (suffix: string, names: readonly string[]): Record<string, number> => {
    const beginning = `${CHOICE_COUNTS}${suffix}:`;
    const series = names.map((name) => read(beginning + name));
    const others = without(
      choices.all,
      added(
        choices.all.map(() => 0),
        ...series,
      ),
    );
    const told = periodsIn(periodsOf(frame, { parts: [...series, others], within: [periods] }), range);
    const totals = names.map((name, at) => [name, sumIn(told, series[at]!, frame)] as const);
    return Object.fromEntries(totals.filter(([, total]) => total > 0));
  };
  const asked = { from: input.from, to: input.to };
  const [yes, no, gpcs] = [
    spread(periods, choices.yes[0], frame, asked),
    spread(periods, choices.no[0], frame, asked),
    spread(gpcPeriods, gpc.all, frame, asked),
  ];
  return {
    choices: {
      ...sums(periods, choices),
      gpc: sums(gpcPeriods, gpc),
      languages: classes("-language", languagesIn(input)),
      methods: classes("-method", METHODS),
    },
    days: yes.map((count, at) => ({
      day: isoDay(input.from + at),
      yes: count,
      no: no[at]!,
      gpc: gpcs[at]!,
    })),
    bits: input.bits,
    attributes: input.attributes,
    ...telling.head(),
  };
}

function languagesIn({ cells }: ReportInput): readonly string[] {
  const beginning = `${CHOICE_COUNTS}-language:`;
  const names = Object.values(cells).flatMap((totals) => Object.keys(totals));
  return [
    ...new Set(names.flatMap((name) => (name.startsWith(beginning) ? [name.slice(beginning.length)] : []))),
  ];
}
