import { shownAs } from "../ask/shown.ts";
import { isMessage } from "../message.ts";
import type { Block } from "../site/block-schema.ts";
import { upliftOf } from "../statistics/uplift.ts";
import type { BlocksReport } from "./contract.ts";
import { outcomeIn, rateOf, rounded, valueOf } from "./figures.ts";
import { cohortSeries, hasValue, lastingFrame, type ReportInput, Telling } from "./input.ts";
import { type Lasting, lastingOf } from "./lasting.ts";
import { type Frame, sumIn } from "./suppress.ts";

type Row = BlocksReport["blocks"][number];

/**
 * To how many blocks were shown, and what became of those, beside those from whom they were withheld by the site's holdout.
 * Without one nothing of it is counted. From the beginning up to the end of the range: who was shown a block stays so.
 */
export function blocksReport(input: ReportInput): BlocksReport {
  const telling = new Telling(input);
  const frame = lastingFrame(input);
  const of = (cohorts: readonly string[], beyond?: Lasting) =>
    lastingOf(
      input,
      frame,
      cohorts.map((cohort) => cohortSeries(input, frame, cohort)),
      beyond && { beyond },
    );
  const everybody = of(["h.1", "h.2"]);
  const blocks = Object.entries(input.site.blocks).map(([id, block]): Row => {
    const lasting =
      input.site.holdout > 0 && isConditional(block) ? of([`b.${id}.1`, `b.${id}.2`], everybody) : undefined;
    const [shown, heldOut] = [0, 1].map((at) => {
      if (!lasting) return null;
      const { periods, cohorts } = lasting;
      return telling.told(periods.length > 0 ? sumIn(periods, cohorts[at]!.joined, frame) : undefined);
    });
    return {
      block: id,
      ...placeOf(block),
      shown: shown ?? null,
      heldOut: heldOut ?? null,
      goals: lasting
        ? Object.keys(input.site.goals).map((goal) => figuresOf(lasting, goal, input, frame, telling))
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
  { cohorts, goals }: Lasting,
  goal: string,
  { site }: ReportInput,
  frame: Frame,
  telling: Telling,
): Row["goals"][number] {
  const periods = goals.get(goal)!;
  const isKnown = periods.length > 0;
  const [shown, heldOut] = cohorts.map((cohort) =>
    outcomeIn(periods, cohort.joined, cohort.goal(goal), frame),
  );
  const uplift = upliftOf(heldOut!.sample, shown!.sample);
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
