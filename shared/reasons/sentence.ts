import { clausesOf } from "./clause.ts";
import type { Explanation, Reason } from "./explain.ts";
import { isContext } from "./facts.ts";
import { languageOf } from "./text/languages.ts";
import type { Subject, Voice } from "./text/language.ts";
import { joined, quote } from "./values.ts";
import { type Vocabulary, segmentName } from "./vocabulary.ts";

/** How sentences are told. */
export interface Telling {
  /** BCP 47; English where there are no words in that language. */
  readonly language: string;
  /** Speaks to the visitor ("you"), or for the owner of "the visitor". */
  readonly voice: Voice;
}

/** Of what an explanation is, by id. */
export type Explained = { readonly segment: string } | { readonly block: string };

/**
 * Says in one sentence what came out and why. Plain text: what it quotes may come from a visitor, so it has to
 * be escaped wherever it is put into markup.
 *
 * @example
 * sentenceOf({ segment: "returning" }, explanation, vocabularyOf(site), { language: "en", voice: "visitor" });
 * // You are in “Returning visitors” because you have visited 3 times (at least 2 needed).
 */
export function sentenceOf(
  explained: Explained,
  explanation: Explanation,
  vocabulary: Vocabulary,
  { language: tag, voice }: Telling,
): string {
  const language = languageOf(tag);
  const { holds, reasons } = explanation;
  const subject: Subject =
    "segment" in explained
      ? { what: "segment", name: quote(segmentName(explained.segment, vocabulary, language.tag), language) }
      : { what: "block", name: quote(explained.block, language) };
  const outcome = language.outcome(subject, holds, voice, holds === false && canGrow(reasons));
  if (reasons.length === 0) return language.always(outcome, holds);
  const clauses = clausesOf(explanation, vocabulary, language, voice);
  return language.because(outcome, joined(clauses, "and", language));
}

/** Whether all that keeps from matching is that there hasn't been enough of something yet. */
function canGrow(reasons: readonly Reason[]): boolean {
  return (
    reasons.length > 0 &&
    reasons.every(
      ({ path, operator, negated }) =>
        (operator === "$gt" || operator === "$gte") && !negated && !isContext(path),
    )
  );
}
