import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { logLogPlot } from "../plot.ts";
import { quantile, type Report } from "../report.ts";
import { another, checkPages, type Contender, same } from "./contenders.ts";
import { EDITED, EDITS, ORIGINAL } from "./edits.ts";
import { BY_HAND, MANY_BY_HAND, PASS_THROUGH } from "./peers.ts";
import { BENCH_SITE } from "./site.ts";
import { takeTurns } from "./turns.ts";
import { type Running, withWorkers, type Workers } from "./workers.ts";

const DOCS = join(import.meta.dirname, "../../../docs");
const KILOBYTES = [1, 3, 10, 30, 100, 300, 1000, 2000];
const TARGETS = [1, 2, 5, 10, 20, 50, 100, 200];
const COMMAND = "npm run bench -- pages --plot";

interface Curve {
  readonly file: string;
  readonly title: string;
  readonly xLabel: string;
  readonly xTicks: readonly number[];
  readonly xText: (value: number) => string;
  /** The path of the page at `x`, and what it must look like once it is edited. */
  readonly path: (x: number) => string;
  readonly edited: (x: number) => RegExp;
  readonly byHand: string;
}

const CURVES: readonly Curve[] = [
  {
    file: "page-size.svg",
    title: "Four edits on a page",
    xLabel: "size of the page",
    xTicks: KILOBYTES,
    xText: (value) => (value < 1000 ? `${value} KB` : `${value / 1000} MB`),
    path: (kilobytes) => `/size/${1000 * kilobytes}/`,
    edited: () => EDITED,
    byHand: BY_HAND,
  },
  {
    file: "page-targets.svg",
    title: "One edit of many elements on a page of 105 KB",
    xLabel: "elements edited",
    xTicks: TARGETS,
    xText: (value) => `${value}`,
    path: (count) => `/targets/${count}/`,
    edited: (count) => new RegExp(`tag\\.js(?:[^]*?${EDITS.many}){${count}}[^]*See everything[^]*</html>`),
    byHand: MANY_BY_HAND,
  },
];

/** Processor time per page over its size, and over the number of its targets; draws both into `docs/`. */
export function drawCurves(rounds: number, progress: (text: string) => void): Promise<readonly Report[]> {
  return withWorkers(async (workers) => {
    const through = await workers.script(PASS_THROUGH);
    const reports: Report[] = [];
    for (const curve of CURVES) reports.push(await draw(curve, through, workers, rounds, progress));
    return reports;
  });
}

async function draw(
  curve: Curve,
  through: Running,
  workers: Workers,
  rounds: number,
  progress: (text: string) => void,
): Promise<Report> {
  const byHand = await workers.script(curve.byHand);
  const seen = await workers.selvedge(BENCH_SITE);
  const unseen = await workers.selvedge(BENCH_SITE);
  const points = new Map<string, [number, number][]>();
  for (const x of curve.xTicks) {
    const path = curve.path(x);
    const contenders: Contender[] = [
      another("Selvedge, first sight", unseen, path, curve.edited(x)),
      same("by hand, HTMLRewriter", byHand, path, curve.edited(x)),
      same("Selvedge, seen before", seen, path, curve.edited(x)),
      same("pass-through", through, path, ORIGINAL),
    ];
    await checkPages(contenders);
    // Workers that have just been started need longer.
    const warmUpMilliseconds = x === curve.xTicks[0] ? 1500 : 300;
    const turns = { rounds, turnMilliseconds: 150, warmUpMilliseconds };
    const times = await takeTurns(contenders, turns, (text) => progress(`${curve.xText(x)}, ${text}`));
    await checkPages(contenders);
    for (const [name, own] of Object.entries(times)) {
      points.set(name, [...(points.get(name) ?? []), [x, quantile(own, 0.5)]]);
    }
  }
  const series = [...points].map(([name, list]) => ({ name, points: list }));
  const { title, xLabel, xTicks, xText } = curve;
  const yLabel = "processor time per page";
  const yText = (value: number) => `${value} ms`;
  const plot = logLogPlot({ title, xLabel, yLabel, xTicks, xText, yText, series, command: COMMAND });
  writeFileSync(join(DOCS, curve.file), plot);
  return {
    title: `pages: ${title.toLowerCase()}, median of ${rounds} rounds, drawn into docs/${curve.file}`,
    rows: series.flatMap(({ name, points: list }) =>
      list.map(([x, value]) => ({ name: `${name}, ${xText(x)}`, value, unit: "ms", ratios: [] })),
    ),
  };
}
