import type { Step } from "../attribute.ts";
import { joinPath } from "../issue.ts";
import { type StepInput, stepOf } from "../kinds/step-schema.ts";
import type { Attribute } from "./attribute-schema.ts";
import { checkWhere } from "./check-where.ts";
import type { Checking } from "./checking.ts";

/** Checks the steps of a `sequence` or `funnel`: how they begin, and the properties that they ask about. */
export function checkSteps(checking: Checking, attribute: Attribute, path: string): void {
  stepsOf(attribute).forEach(([place, { event, not, where }], index) => {
    const at = `${path}.${place}`;
    if (not && index === 0) checking.report(at, "a sequence begins with an event that happens");
    if (where) checkWhere(checking, where, event, joinPath(at, "where"));
  });
}

/** The steps of a `sequence` or `funnel`, each with its place in the attribute. */
export function stepsOf(attribute: Attribute): [place: string, step: Step][] {
  if ("sequence" in attribute) return placed("sequence", attribute.sequence);
  return "funnel" in attribute ? placed("funnel", attribute.funnel) : [];
}

function placed(kind: string, steps: readonly StepInput[]): [string, Step][] {
  return steps.map((step, index) => [joinPath(kind, index), stepOf(step)]);
}
