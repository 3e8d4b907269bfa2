/** A line of a plot: points with positive coordinates. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Plot {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Where the x axis is marked, from its first value to its last; absent: at the powers of ten. */
  readonly xTicks?: readonly number[];
  /** How a value of the x axis is written; absent: as a number. */
  readonly xText?: (value: number) => string;
  /** How a value of the y axis is written. */
  readonly yText: (value: number) => string;
  readonly series: readonly Series[];
  /** The command that makes this plot, written below it. */
  readonly command: string;
}

const WIDTH = 760;
const HEIGHT = 470;
const LEFT = 78;
const RIGHT = 190;
const TOP = 48;
const BOTTOM = 84;
/** What a line of text takes. */
const NAME_HEIGHT = 14;
/** With so many powers of ten on an axis, there is room for more marks between them. */
const FEW_POWERS = 4;
/** Readable on white and on black. */
const COLOURS = ["#0f8f6f", "#c2571a", "#5b6fd6", "#b0418f", "#8a7a1f"];

/** Draws lines over two logarithmic axes as SVG, for light and dark pages. */
export function logLogPlot(plot: Plot): string {
  const { title, xLabel, yLabel, xTicks, yText, series, command } = plot;
  const xText = plot.xText ?? ((value: number) => value.toLocaleString("en"));
  const all = series.flatMap(({ points }) => points);
  const x = axis(
    all.map(([value]) => value),
    LEFT,
    WIDTH - RIGHT,
    xTicks,
  );
  const y = axis(
    all.map(([, value]) => value),
    HEIGHT - BOTTOM,
    TOP,
  );
  const grid = [
    ...x.ticks.map(
      (value) =>
        `<path class="grid" d="M${x.at(value)} ${TOP}V${HEIGHT - BOTTOM}"/><text x="${x.at(value)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${xText(value)}</text>`,
    ),
    ...y.ticks.map(
      (value) =>
        `<path class="grid" d="M${LEFT} ${y.at(value)}H${WIDTH - RIGHT}"/><text x="${LEFT - 8}" y="${y.at(value) + 4}" text-anchor="end">${yText(value)}</text>`,
    ),
  ];
  const names = apart(series.map(({ points }) => y.at(points.at(-1)![1]) + 4));
  const lines = series.map(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length]!;
    const places = points.map(([one, other]) => `${x.at(one)} ${y.at(other)}`);
    const dots = points.map(
      ([one, other]) => `<circle cx="${x.at(one)}" cy="${y.at(other)}" r="3" fill="${colour}"/>`,
    );
    return `<path d="M${places.join("L")}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join("")}<text x="${WIDTH - RIGHT + 10}" y="${names[index]}" style="fill:${colour}">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
<style>
text { font: 13px system-ui, sans-serif; fill: #333 }
.title { font-weight: 600; font-size: 15px }
.small { font-size: 11px }
.grid { stroke: #8884; fill: none }
@media (prefers-color-scheme: dark) { text { fill: #ddd } }
</style>
<text class="title" x="${LEFT}" y="24">${title}</text>
${grid.join("\n")}
${lines.join("\n")}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - BOTTOM + 44}" text-anchor="middle">${xLabel}</text>
<text transform="translate(18 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${yLabel}</text>
<text class="small" x="${LEFT}" y="${HEIGHT - 10}">${command}</text>
</svg>
`;
}

/** A logarithmic axis from its first tick to its last; unless told otherwise, these are powers of ten around `values`. */
function axis(values: readonly number[], from: number, to: number, ticks = ticksAround(values)) {
  const low = Math.log10(ticks[0]!);
  const high = Math.log10(ticks.at(-1)!);
  return {
    ticks,
    at: (value: number) =>
      Math.round(10 * (from + ((Math.log10(value) - low) / (high - low)) * (to - from))) / 10,
  };
}

/** Powers of ten from below the least value to above the greatest; where these are few, 2 and 5 between them. */
function ticksAround(values: readonly number[]): readonly number[] {
  const least = Math.min(...values) * (1 + 1e-9);
  const greatest = Math.max(...values) * (1 - 1e-9);
  const low = Math.floor(Math.log10(least));
  const high = Math.ceil(Math.log10(greatest));
  const powers = Array.from({ length: high - low + 1 }, (_, index) => Number(`1e${low + index}`));
  if (powers.length > FEW_POWERS) return powers;
  const steps = powers.flatMap((power) => [1, 2, 5].map((step) => Number((step * power).toPrecision(1))));
  return steps.slice(
    steps.findLastIndex((step) => step <= least),
    steps.findIndex((step) => step >= greatest) + 1,
  );
}

/** The heights of names, those that would overlap moved down. */
function apart(heights: readonly number[]): number[] {
  const result = [...heights];
  const downwards = heights.map((_, index) => index).sort((a, b) => heights[a]! - heights[b]!);
  downwards.forEach((index, place) => {
    if (place > 0) result[index] = Math.max(result[index]!, result[downwards[place - 1]!]! + NAME_HEIGHT);
  });
  return result;
}
