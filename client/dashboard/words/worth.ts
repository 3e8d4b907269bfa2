import type { GoalFigures, SegmentsReport } from "../../../shared/report/contract.ts";
import { amount, between, percent } from "./format.ts";

type Segment = SegmentsReport["segments"][number];

/** The id of everybody, as a segment. */
export const EVERYBODY = "*";

/** A segment's figures of one goal. */
export function figuresOf({ goals }: Segment, goal: string): GoalFigures | undefined {
  return goals.find((each) => each.goal === goal);
}

/** What a visitor of it is worth, by value where the goal has one, else by how many reach it. */
export function worthOf(segment: Segment, goal: string): GoalFigures["rate"] {
  const figures = figuresOf(segment, goal);
  return figures?.value ?? figures?.rate ?? null;
}

/** Segments without everybody, what is worth most first; what isn't told last. */
export function byWorth(report: SegmentsReport, goal: string): readonly Segment[] {
  const segments = report.segments.filter(({ segment }) => segment !== EVERYBODY);
  return segments.sort(
    (one, other) => (worthOf(other, goal)?.value ?? -1) - (worthOf(one, goal)?.value ?? -1),
  );
}

/** Which segment is worth most, in a heading and a sentence that doesn't claim more than the figures do. */
export function mostValuable(report: SegmentsReport, goal: string): { heading: string; sentence: string } {
  const [first, second] = byWorth(report, goal);
  const worth = first && worthOf(first, goal);
  if (!first || !worth)
    return {
      heading: "It can’t be told yet which segment is worth most",
      sentence: `Too few visitors have been counted in any segment who reached “${goal}”.`,
    };
  const isValue = Boolean(figuresOf(first, goal)?.value);
  const as = (value: number) => (isValue ? amount(value) : percent(value));
  const all = report.segments.find(({ segment }) => segment === EVERYBODY);
  const usual = all && worthOf(all, goal);
  const unit = isValue ? "per visitor and day" : `of them reach “${goal}” in a day`;
  const times =
    usual && usual.value > 0
      ? `, ${(worth.value / usual.value).toFixed(1)} times as much as everybody (${as(usual.value)})`
      : "";
  const next = second && worthOf(second, goal);
  const doubt =
    next && next.high >= worth.low
      ? ` “${second.label}” may be worth as much: their intervals overlap.`
      : next
        ? " No other segment’s interval reaches theirs."
        : "";
  return {
    heading: `Most valuable: ${first.label}`,
    sentence: `${as(worth.value)} ${unit} (${between(worth, as)})${times}.${doubt}`,
  };
}
