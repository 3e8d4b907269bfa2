import type { BlocksReport } from "../../../shared/report/contract.ts";
import { get, reportPath } from "../api.ts";
import { intervalPlot, scaleOf } from "../chart/small.ts";
import { h } from "../element.ts";
import type { Page } from "../page.ts";
import { answer, badge, card, chosenBy } from "../pieces.ts";
import { hashOf, type Route } from "../route.ts";
import { empty, suppressedNote } from "../states.ts";
import { table } from "../table.ts";
import { bounds, change, count, percent } from "../words/format.ts";

type Block = BlocksReport["blocks"][number];

const LIST = new Intl.ListFormat("en");

const EXAMPLE = `"blocks": {
  "hero-returning": {
    "pages": ["/"], "target": "[data-slot=hero]", "op": "content",
    "when": "returning", "html": "<h1>Good to see you again</h1>"
  }
}`;

/** Which blocks help, against those who are held out. */
export const blocksPage: Page = {
  title: "Blocks",
  about: "What visitors are shown, and what it does.",
  isRanged: true,
  async draw(route) {
    const report = await get<BlocksReport>(reportPath("blocks", route.range));
    if (report.blocks.length === 0)
      return [
        empty(
          "There is no block yet",
          "A block is what some visitors see instead of, or beside, what is on the page:",
          EXAMPLE,
        ),
      ];
    const goals = [...new Set(report.blocks.flatMap((block) => block.goals.map(({ goal }) => goal)))];
    return [chosenBy("Goal", goals, (goal) => drawn(report, goal, route)), suppressedNote(report)];
  },
};

function drawn({ blocks, least }: BlocksReport, goal: string, route: Route): readonly Node[] {
  const goalOf = (block: Block) => block.goals.find((each) => each.goal === goal);
  const rows = [...blocks].sort(
    (one, other) =>
      (goalOf(other)?.uplift?.value ?? -Infinity) - (goalOf(one)?.uplift?.value ?? -Infinity) || 0,
  );
  const scale = scaleOf(
    rows.map((row) => goalOf(row)?.uplift),
    0,
  );
  const uplift = (block: Block) => {
    const told = goalOf(block)?.uplift;
    if (!told) return h("span", { class: "muted" }, "no comparison");
    const tone = told.low > 0 ? "good" : told.high < 0 ? "bad" : "";
    return h(
      "span",
      { class: "measured" },
      h("span", {}, h("b", { class: tone }, change(told.value)), h("small", {}, bounds(told, change))),
      intervalPlot(told, scale, tone),
    );
  };
  return [
    summary(rows, goalOf, goal, least),
    card(
      "What blocks do",
      h(
        "p",
        { class: "about" },
        "Uplift compares those who saw a block with those who would have, but are held out. It can be believed where the interval doesn’t cross the line at zero.",
      ),
      table<Block>(
        `Blocks by what they do for “${goal}”`,
        [
          { title: "Block", cell: (row) => h("span", {}, h("b", {}, row.block), h("code", {}, row.target)) },
          { title: "Uplift", cell: uplift },
          { title: "Goal rate", isNumber: true, cell: (row) => percent(goalOf(row)?.rate?.value ?? null) },
          { title: "Shown", isNumber: true, cell: (row) => told(row, row.shown) },
          { title: "Held out", isNumber: true, cell: (row) => told(row, row.heldOut) },
          { title: "Experiments", cell: (row) => experiments(row, route) },
        ],
        rows,
      ),
    ),
  ];
}

/** A block that everybody gets isn't counted, and one that is tested is counted in its test. */
function told({ goals, experiments }: Block, visitors: Block["shown"]): string {
  if (experiments.length > 0) return "in its test";
  return goals.length > 0 ? count(visitors) : "–";
}

function summary(
  rows: readonly Block[],
  goalOf: (block: Block) => Block["goals"][number] | undefined,
  goal: string,
  least: number,
): HTMLElement {
  const helps = rows.filter((row) => (goalOf(row)?.uplift?.low ?? -1) > 0);
  const harms = rows.filter((row) => (goalOf(row)?.uplift?.high ?? 1) < 0);
  if (rows.every((row) => !goalOf(row)?.uplift) && rows.some((row) => goalOf(row)))
    return answer(
      "Too few have been held out by now to compare with",
      `A block is compared once ${least} or more of those who are held out have come to its place, and as many have reached “${goal}”. More visitors, or a larger holdout, get there sooner.`,
    );
  if (rows.every((row) => !goalOf(row)?.uplift))
    return answer(
      "There is nothing to compare with",
      'Set a holdout in your site file, such as "holdout": 0.05: five in a hundred visitors then see the site without blocks, and you learn what blocks do.',
    );
  if (helps.length === 0 && harms.length === 0)
    return answer(
      "No block is known to help or to harm by now",
      "Every interval still crosses zero. More visitors will make them narrower.",
    );
  const names = (blocks: readonly Block[]) => LIST.format(blocks.map(({ block }) => `“${block}”`));
  return answer(
    helps.length > 0
      ? `${names(helps)} ${helps.length === 1 ? "helps" : "help"} “${goal}”`
      : `${names(harms)} ${harms.length === 1 ? "harms" : "harm"} “${goal}”`,
    helps.length > 0 && harms.length > 0
      ? `${names(harms)} ${harms.length === 1 ? "does" : "do"} harm.`
      : "The whole interval is on one side of zero.",
    helps.length > 0 ? "good" : "bad",
  );
}

function experiments({ experiments }: Block, route: Route): Node {
  if (experiments.length === 0) return h("span", { class: "muted" }, "–");
  return h(
    "span",
    {},
    experiments.map((id) => h("a", { href: hashOf("experiments", route, id), class: "tag" }, badge(id))),
  );
}
