import { build } from "esbuild";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGUMENTS, ensureChromium } from "../../tools/chromium.ts";
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
  const script = await build({
    entryPoints: ["test/bench/ranker-page.ts"],
    bundle: true,
    minify: true,
    format: "iife",
    write: false,
  });
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    response.end(
      `<!doctype html><meta charset="utf-8"><style>${ROOM}</style><body><script>${script.outputFiles[0]!.text}</script>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGUMENTS] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    // A page ranks once, so code that has run often tells nothing: few rounds warm up, and the first is told, too.
    const rounds = await page.evaluate<RankerRound[]>(`benchRanker(${CANDIDATES}, ${ROUNDS + WARMING})`);
    return reportOf(rounds[0]!, rounds.slice(WARMING));
  } finally {
    await browser.close();
    server.close();
  }
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
