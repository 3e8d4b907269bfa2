import { checkCondition } from "./condition/check.ts";
import { type Groups, resolveGroups } from "./condition/groups.ts";
import { type Attributes, type Condition, compile } from "./condition/match.ts";
import { type Segments, cycleThrough, segmentFinder, segmentLevels } from "./condition/segments.ts";
import { type Issue, type Result, joinPath } from "./issue.ts";
import { CONDITION_DEPTH } from "./limits.ts";

export { type CheckOptions, checkCondition } from "./condition/check.ts";
export { type Attributes, type Condition, UNKNOWN } from "./condition/match.ts";

/** What a condition may refer to by name. */
export interface ConditionOptions {
  /** Lists of values, for `$inGroup` and `$notInGroup`. */
  readonly groups?: Groups | undefined;
  /** Conditions by id, for `$segment`; they may name each other, but not in a circle. */
  readonly segments?: Segments | undefined;
}

/**
 * Checks a condition and compiles it to closures, or tells everything that is wrong with it and
 * with the segments that it refers to (under `segments.<id>`).
 *
 * The predicate is true only if the condition is known to hold (Kleene's logic): of the attributes,
 * a missing one is null, and `UNKNOWN` makes unknown whatever reads it, also on the way to a deeper
 * value. Equality is strict and deep. An order needs two numbers (also as text) or two texts.
 *
 * @example
 * const result = compileCondition({ visits: { $gte: 2 }, "context.country": "PL" });
 * if (result.ok) result.value({ visits: 3, context: { country: "PL" } }); // true
 */
export function compileCondition(
  condition: unknown,
  { groups = {}, segments = {} }: ConditionOptions = {},
): Result<(attributes: Attributes) => boolean> {
  const issues = [...checkCondition(condition, { groups, segments })];
  if (issues.length > 0) return { ok: false, issues };
  const levels = segmentLevels(condition as Condition, segments);
  levels.forEach((ids, depth) => {
    for (const id of ids) issues.push(...checkSegment(id, depth, groups, segments));
  });
  if (issues.length > 0) return { ok: false, issues };
  const resolved = levels.flat().map((id) => [id, resolveGroups(segments[id]!, groups)] as const);
  const find = segmentFinder(Object.fromEntries(resolved));
  const evaluate = compile(resolveGroups(condition as Condition, groups), find);
  return { ok: true, value: (attributes) => evaluate(attributes) === true };
}

function checkSegment(id: string, depth: number, groups: Groups, segments: Segments): Issue[] {
  const path = joinPath("segments", id);
  const issues = checkCondition(segments[id], { groups, segments, path });
  const cycle = cycleThrough(id, segments);
  if (cycle) issues.push({ path, message: `refers to itself: ${cycle.join(" → ")}` });
  if (depth >= CONDITION_DEPTH) {
    issues.push({ path, message: `segments refer to each other more than ${CONDITION_DEPTH} deep` });
  }
  return issues;
}
