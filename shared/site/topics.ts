import type { Condition } from "../condition.ts";
import { isObject } from "../condition/value.ts";
import { joinPath } from "../issue.ts";
import type { Site } from "./schema.ts";
import { sensitiveTopic } from "./sensitive.ts";

/** Where a topic is named, and which. */
export type Named = readonly [place: string, topic: string];

type Report = (path: string, message: string) => void;

export const CATEGORY = "a special category of personal data";

/** Checks that no segment names a special category. */
export function checkSegmentName(
  id: string,
  label: Site["segments"][string]["label"],
  path: string,
  report: Report,
): void {
  const named = topicIn(label, path, id);
  if (named) report(path, `speaks of ${named[1]}, ${CATEGORY}, which nobody may be segmented by`);
}

/**
 * Checks that no condition looks for a special category in what is kept of a visitor. What it asks of the request
 * isn't kept of anybody; what isn't marked sensitive and has such a name is refused where it is declared.
 */
export function checkConditionTopics(
  condition: Condition,
  groups: Site["groups"],
  path: string,
  report: Report,
): void {
  for (const [key, operand] of Object.entries(condition)) {
    const place = joinPath(path, key);
    if (["$and", "$or", "$nor", "$not"].includes(key)) {
      const parts = Array.isArray(operand)
        ? operand.map((part: unknown, index) => [part, joinPath(place, index)] as const)
        : [[operand, place] as const];
      for (const [part, at] of parts) if (isObject(part)) checkConditionTopics(part, groups, at, report);
    } else if (!key.startsWith("$") && !/^context(?:\.|$)/.test(key)) {
      const named = topicIn(withGroups(operand, groups), place);
      if (named) report(named[0], `speaks of ${named[1]}, ${CATEGORY}, which nobody may be segmented by`);
    }
  }
}

/** The first topic that a value names, in its texts or its keys, with its place. */
export function topicIn(value: unknown, path: string, key?: string): Named | undefined {
  // Operators and what a regular expression escapes are no words.
  const words = [key?.startsWith("$") ? undefined : key, typeof value === "string" ? value : undefined];
  for (const word of words) {
    const topic = word === undefined ? undefined : sensitiveTopic(word.replace(/\\[a-z]/gi, " "));
    if (topic !== undefined) return [path, topic];
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [inner, item] of Object.entries(value)) {
    const named = topicIn(item, joinPath(path, Array.isArray(value) ? Number(inner) : inner), inner);
    if (named) return named;
  }
  return undefined;
}

/** An operand with the values of the groups that it names in their places. */
function withGroups(operand: unknown, groups: Site["groups"]): unknown {
  if (!isObject(operand)) return operand;
  return Object.fromEntries(
    Object.entries(operand).map(([key, value]) => {
      const isGroup = /^\$(?:not)?[iI]nGroup$/.test(key) && typeof value === "string";
      return [key, isGroup && Object.hasOwn(groups, value) ? [value, ...groups[value]!] : value];
    }),
  );
}
