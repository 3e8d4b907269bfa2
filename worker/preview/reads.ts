import type { Condition } from "../../shared/condition/match.ts";
import type { Reads } from "../../shared/preview/data.ts";
import { leavesOf, type Rule, segmentsOf } from "../../shared/rule.ts";

/** What rules read themselves; what the segments read that they refer to is told with these. */
export function readsOf(...rules: readonly Rule[]): Reads {
  const context = rules.flatMap(conditionsOf).flatMap((condition) => Object.keys(condition));
  return {
    attributes: unique(rules.flatMap(leavesOf).map(({ attribute }) => attribute)),
    context: unique(context.map((path) => path.split(".")[1]!).filter(Boolean)),
    segments: unique(rules.flatMap(segmentsOf)),
  };
}

function conditionsOf(rule: Rule): readonly Condition[] {
  if ("context" in rule) return [rule.context];
  if ("not" in rule) return conditionsOf(rule.not);
  const parts = "all" in rule ? rule.all : "any" in rule ? rule.any : [];
  return parts.flatMap(conditionsOf);
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
