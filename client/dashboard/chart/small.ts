import type { Interval } from "../../../shared/report/contract.ts";
import { h, svg } from "../element.ts";

/** How a size went from day to day, as a line without axes. The words beside it have to say what matters. */
export function sparkline(values: readonly (number | null)[], label: string): Element {
  const known = values.filter((value) => value !== null);
  const [width, height] = [120, 28];
  if (known.length < 2) return h("span", { class: "spark muted" }, "–");
  const [least, most] = [Math.min(...known, 0), Math.max(...known, 1)];
  const points = values.flatMap((value, index) =>
    value === null
      ? []
      : [
          [
            (index / (values.length - 1)) * width,
            height - 2 - ((value - least) / (most - least)) * (height - 4),
          ],
        ],
  );
  const line = points.map(([x, y]) => `${x!.toFixed(1)},${y!.toFixed(1)}`).join(" ");
  const given = { class: "spark", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label };
  return svg("svg", given, svg("polyline", { points: line }));
}

/** What interval plots under each other have in common. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  /** Where a line goes through all of them: no change, or everybody. */
  readonly mark?: number;
}

/** The scale on which all of these can be seen, and the mark. */
export function scaleOf(intervals: readonly (Interval | null | undefined)[], mark?: number): Scale {
  const ends = intervals.flatMap((each) => (each ? [each.low, each.high] : []));
  if (mark !== undefined) ends.push(mark);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = (high - low || 1) * 0.04;
  return { low: low - room, high: high + room, ...(mark !== undefined && { mark }) };
}

/** An interval as a line with a dot on a scale; what it is has to stand beside it in words. */
export function intervalPlot({ value, low, high }: Interval, scale: Scale, tone = ""): HTMLElement {
  const at = (place: number) => `${(((place - scale.low) / (scale.high - scale.low)) * 100).toFixed(2)}%`;
  const bar = h("i", { class: "bar" });
  bar.style.left = at(low);
  bar.style.right = `calc(100% - ${at(high)})`;
  const dot = h("i", { class: "dot" });
  dot.style.left = at(value);
  const mark = scale.mark === undefined ? null : h("i", { class: "mark" });
  if (mark) mark.style.left = at(scale.mark!);
  return h("span", { class: `interval ${tone}`, "aria-hidden": "true" }, mark, bar, dot);
}

/** A share as a bar from 0 to 1. */
export function shareBar(share: number): HTMLElement {
  const bar = h("i", { class: "bar" });
  bar.style.width = `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%`;
  return h("span", { class: "share", "aria-hidden": "true" }, bar);
}
