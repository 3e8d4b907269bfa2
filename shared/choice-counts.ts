import type { ReceiptMethod } from "./receipt.ts";
import type { Purpose } from "./wire.ts";

/** What is counted of a choice; nothing of who made it. */
export interface CountedChoice {
  readonly purposes: readonly Purpose[];
  /** Global Privacy Control was on. */
  readonly gpc: boolean;
  readonly method: ReceiptMethod;
  /** One of those that the site asks in; absent where a script of the page asked. */
  readonly language: string | undefined;
}

/** All counts of choices are named so; what is counted is never joined, so that no name is of few. */
export const CHOICE_COUNTS = "choice";

/** The counts that a choice is added to: `choice:pm`, `choice-gpc:pm`, `choice-method:question`, `choice-language:en`. */
export function choiceCounts({ purposes, gpc, method, language }: CountedChoice): string[] {
  const letters = purposes.map((purpose) => purpose[0]).join("") || "-";
  return [
    `${CHOICE_COUNTS}:${letters}`,
    ...(gpc ? [`${CHOICE_COUNTS}-gpc:${letters}`] : []),
    `${CHOICE_COUNTS}-method:${method}`,
    ...(language === undefined ? [] : [`${CHOICE_COUNTS}-language:${language}`]),
  ];
}
