import type { Membership } from "../../../shared/measure/ledger.ts";
import { GOAL_WORDS } from "./goal-words.ts";

/** Each goal that was reached in a cohort, and whether more than once. */
export function goalsOf({ goals }: Membership, language: string): string[] {
  const [once, again] = GOAL_WORDS[language] ?? GOAL_WORDS["en"]!;
  return Object.entries(goals).map(([goal, [times]]) => `${goal}: ${once}${times > 1 ? `, ${again}` : ""}`);
}
