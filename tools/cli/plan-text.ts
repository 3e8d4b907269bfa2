import type { PlanCosts } from "../check/plan-costs.ts";
import { colours, indent, plural, table } from "./output.ts";

/** A plan as two tables: what leaves the device, and which conditions are the reason. */
export function planText(costs: PlanCosts): string {
  return [sentText(costs), experimentsText(costs), switchedOffText(costs)].filter(Boolean).join("\n\n");
}

function experimentsText({ experiments, bits }: PlanCosts): string {
  if (experiments.length === 0) return "";
  const rows = experiments.map((each) => [each.id, String(each.variants), number(each.bits)]);
  const all = [colours.bold("with attributes"), "", colours.bold(number(bits))];
  const text = table(
    [["experiment", "variants", "bits"].map(colours.dim), ...rows, all],
    ["left", "right", "right"],
  );
  return `${colours.bold("What tests add to that, with consent to measurement")}\n${indent(text)}`;
}

function switchedOffText({ switchedOff: { most, things, bits }, ...plan }: PlanCosts): string {
  if (things === 0) return "";
  const all = number(plan.bits + bits);
  return `A visitor may switch off ${most} of ${things} at once (attributes, segments, blocks), which reveals up to ${number(bits)} bits more, ${all} in all.`;
}

function sentText({ attributes, conditions }: PlanCosts): string {
  if (attributes.length === 0)
    return "Nothing of a profile leaves the device: no condition and no template reads one.";
  const bits = attributes.reduce((sum, each) => sum + each.bits, 0);
  const sent = table(
    [
      ["attribute", "kind", "buckets", "bits"].map(colours.dim),
      ...attributes.map(({ id, kind, buckets, bits }) => [id, kind, String(buckets), number(bits)]),
      [colours.bold("all"), "", "", colours.bold(number(bits))],
    ],
    ["left", "left", "right", "right"],
  );
  const title = colours.bold("What leaves the device, with consent");
  if (conditions.length === 0) return `${title}\n${indent(sent)}`;
  const dear = conditions.filter((condition) => number(condition.bits) !== "0.0");
  const free = conditions.length - dear.length;
  const costs = table(
    [
      ["bits", "condition or text", "reads"].map(colours.dim),
      ...dear.map(({ path, attributes, bits }) => [number(bits), path, attributes.join(", ")]),
      ...(free > 0 ? [["0.0", plural(free, "other"), ""]] : []),
    ],
    ["right"],
  );
  return `${title}\n${indent(sent)}\n\n${colours.bold("How many bits fewer without one of these")}\n${indent(costs)}`;
}

function number(bits: number): string {
  // Never "-0.0".
  return (Math.round(bits * 10) / 10 + 0).toFixed(1);
}
