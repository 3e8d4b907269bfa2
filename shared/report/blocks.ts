import { shownAs } from "../ask/shown.ts";
import { isMessage } from "../message.ts";
import type { Block } from "../site/block-schema.ts";
import { upliftOf } from "../statistics/uplift.ts";
import type { BlocksReport } from "./contract.ts";
import { outcomeIn, rateOf, rounded, valueOf } from "./figures.ts";
import {
  type CohortSeries,
  cohortSeries,
  hasValue,
  lastingFrame,
  type ReportInput,
  Telling,
} from "./input.ts";
import { type Lasting, lastingOf } from "./lasting.ts";
import { type Frame, wholeOf } from "./suppress.ts";

type Row = BlocksReport["blocks"][number];

/**
 * To how many blocks were shown, and what became of those, beside those from whom they were withheld by the site's holdout.
 * Without one nothing of it is counted. From the beginning up to the end of the range: who was shown a block stays so.
 */
export function blocksReport(input: ReportInput): BlocksReport {
  const telling = new Telling(input);
  const frame = lastingFrame(input);
  const seriesOf = (cohort: string) => cohortSeries(input, frame, cohort);
  const everybody = lastingOf(input, frame, ["h.1", "h.2"].map(seriesOf));
  const personalized = { ...everybody, cohorts: everybody.cohorts.slice(0, 1) };
  const blocks = Object.entries(input.site.blocks).map(([id, block]): Row => {
    const isCounted = input.site.holdout > 0 && isConditional(block);
    const [on, off] = [seriesOf(`b.${id}.1`), seriesOf(`b.${id}.2`)];
    // Few are held out: to how many a block was shown is known long before the two can be compared.
    const alone = lastingOf(input, frame, [on], { beyond: personalized });
    const both = lastingOf(input, frame, [on, off], { beyond: everybody, apart: [alone] });
    const toldOf = ({ periods }: Lasting, { joined }: CohortSeries) =>
      isCounted ? telling.sum(periods, joined, frame, wholeOf(frame)) : null;
    return {
      block: id,
      ...placeOf(block),
      shown: toldOf(alone, on),
      heldOut: toldOf(both, off),
      goals: isCounted
        ? Object.keys(input.site.goals).map((goal) => figuresOf({ alone, both }, goal, input, frame, telling))
        : [],
      experiments: Object.entries(input.site.experiments).flatMap(([name, { variants }]) =>
        Object.values(variants).some((variant) => variant.blocks.includes(id)) ? [name] : [],
      ),
    };
  });
  return { ...telling.head(), blocks };
}

/** Blocks for everybody are shown to those who are held out, too, so there is nothing to compare. */
function isConditional(block: Block): boolean {
  return block.when !== undefined || ("cases" in block && block.cases !== undefined);
}

function placeOf(block: Block): { readonly op: string; readonly target: string } {
  const shown = shownAs(block);
  return {
    op: block.op,
    target: (shown.op === "redirect" ? shown.to : isMessage(shown) ? undefined : shown.target) ?? "",
  };
}

function figuresOf(
  { alone, both }: { readonly alone: Lasting; readonly both: Lasting },
  goal: string,
  { site }: ReportInput,
  frame: Frame,
  telling: Telling,
): Row["goals"][number] {
  const outcomesOf = ({ cohorts, goals }: Lasting) =>
    cohorts.map((cohort) => outcomeIn(goals.get(goal)!, cohort.joined, cohort.goal(goal), frame));
  const isKnown = alone.goals.get(goal)!.length > 0;
  const [shown] = outcomesOf(alone);
  const [compared, heldOut] = outcomesOf(both);
  const uplift = upliftOf(heldOut!.sample, compared!.sample);
  const exact = hasValue(site, goal) ? rounded : (figure: number) => figure;
  return {
    goal,
    reached: telling.told(isKnown ? shown!.reached : undefined),
    rate: (isKnown && rateOf(shown!)) || null,
    value: (isKnown && hasValue(site, goal) && valueOf(shown!)) || null,
    again: null,
    uplift: uplift ? { value: exact(uplift.value), low: exact(uplift.low), high: exact(uplift.high) } : null,
  };
}
