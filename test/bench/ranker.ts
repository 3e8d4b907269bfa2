import { inChromium } from "./in-chromium.ts";
import type { RankerRound } from "./ranker-page.ts";
import { quantile, ratioOf, type Report } from "./report.ts";

const ROUNDS = 60;
const WARMING = 3;
const CANDIDATES = 200;
const MILLISECONDS = 2;
/** Keeps room for what says why, as docs/recommendations.md advises. */
const ROOM = "[data-selvedge-because][hidden]{display:list-item;visibility:hidden}";

/**
 * What it takes in Chromium to rank a row of 200 items in place for somebody of whom forty are known: reading the row,
 * ranking, moving and measuring that nothing moves; beside what the browser takes to put that row into the page.
 */
export async function benchRanker(progress: (text: string) => void): Promise<Report> {
  progress("starting Chromium");
  // A page ranks once, so code that has run often tells nothing: few rounds warm up, and the first is told, too.
  const rounds = await inChromium<RankerRound[]>(
    "test/bench/ranker-page.ts",
    `benchRanker(${CANDIDATES}, ${ROUNDS + WARMING})`,
    ROOM,
  );
  return reportOf(rounds[0]!, rounds.slice(WARMING));
}

function reportOf(first: RankerRound, rounds: readonly RankerRound[]): Report {
  const ranking = rounds.map((round) => round.ranking);
  const drawing = rounds.map((round) => round.drawing);
  const spread = (values: readonly number[]) => ({
    value: quantile(values, 0.5),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    unit: "ms",
  });
  return {
    title: `ranker: ${CANDIDATES} items in place, in Chromium; median of ${ROUNDS} rounds (quartiles)`,
    rows: [
      {
        name: "ranking in place",
        ...spread(ranking),
        limit: MILLISECONDS,
        ratios: [ratioOf("drawing the row", ranking, drawing)],
      },
      { name: "the first time on a page", value: first.ranking, unit: "ms", ratios: [] },
      { name: "drawing the row", ...spread(drawing), ratios: [] },
    ],
  };
}
