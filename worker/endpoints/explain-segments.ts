import type { CompiledSite } from "../../shared/decision.ts";
import { factsOfBuckets } from "../../shared/reasons/bucket-facts.ts";
import { type Reason, explainSegment } from "../../shared/reasons/explain.ts";
import { sentenceOf } from "../../shared/reasons/sentence.ts";
import { segmentName, type Vocabulary, vocabularyOf } from "../../shared/reasons/vocabulary.ts";
import type { Site } from "../../shared/site/schema.ts";
import type { SwitchedOff } from "../../shared/switched-off.ts";
import type { DecidedPage } from "../visitor.ts";

/** A segment of the site, and why it matches whoever asks, or doesn't. */
export interface ExplainedSegment {
  readonly label?: Site["segments"][string]["label"];
  /** What it is called in the language of the sentence: its label, else its id. */
  readonly name: string;
  /** True, false, or null where it can't be known. */
  readonly matches: boolean | null;
  /** Which predicates settle it, or keep it open; of attributes only buckets are seen. */
  readonly reasons: readonly Reason[];
  /** The same as plain text. */
  readonly sentence: string;
}

/** Explains each segment as it was decided for a page. `language`: of the sentences (BCP 47). */
export function explainSegments(
  { site, rules, plan }: CompiledSite,
  buckets: Readonly<Record<string, number | undefined>> | undefined,
  { decided, context }: DecidedPage,
  off: SwitchedOff | undefined,
  language: string,
): Readonly<Record<string, ExplainedSegment>> {
  const words = wordsOf(site);
  const facts = factsOfBuckets({ plan, rules, buckets, context, off });
  const telling = { language, voice: "visitor" } as const;
  const explained = Object.entries(decided.segments).map(([id, value]): [string, ExplainedSegment] => {
    const label = site.segments[id]?.label;
    const explanation = explainSegment(id, rules, facts);
    const sentence = sentenceOf({ segment: id }, explanation, words, telling);
    const { reasons } = explanation;
    return [
      id,
      {
        matches: explanation.holds === false ? false : (value ?? null),
        ...(label !== undefined && { label }),
        name: segmentName(id, words, language),
        reasons,
        sentence,
      },
    ];
  });
  return Object.fromEntries(explained);
}

/** The way of a page needs none of this, so it is made when somebody first asks, once per site file. */
const vocabularies = new WeakMap<Site, Vocabulary>();

/** The owner's words for what a site declares. */
export function wordsOf(site: Site): Vocabulary {
  const words = vocabularies.get(site) ?? vocabularyOf(site);
  vocabularies.set(site, words);
  return words;
}
