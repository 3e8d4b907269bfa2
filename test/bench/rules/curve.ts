import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { logLogPlot } from "../plot.ts";
import { quantile, type Report } from "../report.ts";
import { agreeing } from "./agreeing.ts";
import { byHand, closures, growthbook, indexed } from "./contenders.ts";
import { takeTurns } from "./turns.ts";

const COUNTS = [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000];
const ROUNDS = 7;
const SLICE_MILLISECONDS = 3;
const FILE = join(import.meta.dirname, "../../../docs/segments.svg");

/** The time per visitor over the number of segments; draws it into `docs/segments.svg`. */
export function drawCurve(progress: (text: string) => void): Report {
  const contenders = {
    "GrowthBook evalCondition": growthbook,
    "Selvedge without index": closures,
    "closures by hand": byHand,
    Selvedge: indexed,
  };
  const points = new Map(Object.keys(contenders).map((name) => [name, [] as [number, number][]]));
  for (const count of COUNTS) {
    progress(`rules: ${count.toLocaleString("en")} segments`);
    const times = takeTurns(agreeing(count, contenders), ROUNDS, SLICE_MILLISECONDS);
    for (const [name, own] of Object.entries(times))
      points.get(name)!.push([count, 1000 * quantile(own, 0.5)]);
  }
  const plot = logLogPlot({
    title: "Finding a visitor's segments",
    xLabel: "segments of five predicates",
    yLabel: "time per visitor",
    yText: (value) => (value < 1000 ? `${value} µs` : `${value / 1000} ms`),
    series: [...points].map(([name, list]) => ({ name, points: list })),
    command: "npm run bench -- rules --plot",
  });
  writeFileSync(FILE, plot);
  const rows = [...points].flatMap(([name, list]) =>
    list.map(([count, value]) => ({
      name: `${name}, ${count.toLocaleString("en")}`,
      value,
      unit: "µs",
      ratios: [],
    })),
  );
  return { title: `rules: time per visitor, median of ${ROUNDS} rounds, drawn into docs/segments.svg`, rows };
}
