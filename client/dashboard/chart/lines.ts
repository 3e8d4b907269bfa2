import uPlot from "uplot";
import { secondsOf } from "../days.ts";
import { h } from "../element.ts";
import { colorOf, onTheme } from "../theme.ts";
import { day } from "../words/format.ts";

/** One line by days; null where nothing is known. */
export interface Line {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** A colour of the style sheet. */
  readonly color: string;
  /** Bounds between which it lies, drawn as a band. */
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

/** What a chart shows. */
export interface LinesOptions {
  /** What it shows in a sentence, for who doesn't see it. */
  readonly title: string;
  readonly days: readonly string[];
  readonly lines: readonly Line[];
  readonly format: (value: number) => string;
  readonly height?: number;
  /** Keeps zero in sight. */
  readonly zero?: boolean;
}

const HEIGHT = 220;
/** The part of a test in which its bounds may reach beyond the chart. */
const UNCERTAIN_PART = 0.25;
const AXIS_FONT = "12px system-ui, sans-serif";

/** Lines over days by uPlot, as wide as there is room. A table beside it has to say the same. */
export function linesChart(options: LinesOptions): HTMLElement {
  const box = h("div", { class: "chart", role: "img", "aria-label": options.title });
  const legend = h(
    "ul",
    { class: "legend" },
    options.lines.map(({ label, color }) => h("li", {}, h("i", { class: `swatch ${color}` }), label)),
  );
  const gone = new AbortController();
  let plot: uPlot | undefined;
  let width = 0;
  const draw = () => {
    plot?.destroy();
    plot = width > 0 ? new uPlot(settings(options, width), dataOf(options), box) : undefined;
  };
  onTheme(draw, gone.signal);
  const observer = new ResizeObserver(() => {
    if (!box.isConnected) return (plot?.destroy(), observer.disconnect(), gone.abort());
    const now = Math.floor(box.clientWidth);
    if (now === width || now === 0) return;
    width = now;
    if (plot) plot.setSize({ width, height: options.height ?? HEIGHT });
    else draw();
  });
  observer.observe(box);
  return h("figure", {}, options.lines.length > 1 && legend, box);
}

function dataOf({ days, lines }: LinesOptions): uPlot.AlignedData {
  const values = lines.flatMap(({ values, low, high }) => (low && high ? [values, low, high] : [values]));
  return [days.map(secondsOf), ...values.map((each) => [...each])] as uPlot.AlignedData;
}

function settings({ lines, format, height = HEIGHT, zero }: LinesOptions, width: number): uPlot.Options {
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const { label, color, low } of lines) {
    const stroke = colorOf(color);
    series.push({ label, stroke, width: 2, points: { show: lines[0]!.values.length < 3 }, spanGaps: true });
    if (!low) continue;
    const edge = { stroke: "transparent", points: { show: false }, spanGaps: true };
    series.push({ label: `${label}, at least`, ...edge }, { label: `${label}, at most`, ...edge });
    bands.push({ series: [series.length - 1, series.length - 2], fill: transparent(stroke) });
  }
  const axis = { stroke: colorOf("muted"), font: AXIS_FONT, ticks: { show: false } };
  return {
    width,
    height,
    series,
    bands,
    legend: { show: false },
    hooks: { draw: [drawZero] },
    cursor: { drag: { x: false, y: false }, points: { size: 7 } },
    padding: [8, 12, 0, 0],
    // Days are UTC days, wherever the owner is.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
    scales: { x: { time: true }, ...(zero && { y: { range: rangeOf(lines) } }) },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 32,
        space: 64,
        incrs: [1, 2, 4, 7, 14, 28].map((days) => days * 86_400),
        values: (_, splits) =>
          splits.map((seconds) => day(new Date(seconds * 1000).toISOString().slice(0, 10))),
      },
      {
        ...axis,
        size: 60,
        gap: 6,
        grid: { stroke: colorOf("line"), width: 1 },
        values: (_, splits) => splits.map(format),
      },
    ],
  };
}

/** Zero, and all that is drawn, but for the bounds of the first days: they are so wide that nothing else could be seen. */
function rangeOf(lines: readonly Line[]): uPlot.Range.MinMax {
  const known = lines.flatMap(({ values, low, high }) => {
    if (!low || !high) return values;
    const first = values.findIndex((value) => value !== null);
    const from = first + Math.ceil((values.length - first) * UNCERTAIN_PART);
    return [...values, ...low.slice(from), ...high.slice(from)];
  });
  const numbers = known.filter((value) => value !== null);
  const [low, high] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
  const room = Math.max(high - low, 1e-9) * 0.08;
  return [low - (low < 0 ? room : 0), high + (high > 0 ? room : 0)];
}

/** A line at zero, where there is something on both sides of it. */
function drawZero({ ctx, bbox, valToPos, scales }: uPlot): void {
  if ((scales["y"]?.min ?? 0) >= 0) return;
  const y = Math.round(valToPos(0, "y", true));
  ctx.save();
  ctx.strokeStyle = colorOf("muted");
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/** `rgb(…)` as computed styles have it. */
function transparent(color: string): string {
  return color.replace(/^rgb\((.*)\)$/, "rgba($1, 0.14)");
}
