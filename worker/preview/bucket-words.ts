import { describeBucket } from "../../shared/describe-bucket.ts";
import type { PlanEntry } from "../../shared/plan.ts";
import type { Language } from "../../shared/reasons/text/language.ts";
import { bucketText, joined, valueText, type Values } from "../../shared/reasons/values.ts";
import type { AttributeWords } from "../../shared/reasons/vocabulary.ts";

/** Which values each bucket of an attribute holds: "at least 2 times", "“rain”", "nothing yet". */
export function bucketWords(entry: PlanEntry, words: AttributeWords, language: Language): readonly string[] {
  const { count } = entry.attribute.buckets!;
  return Array.from({ length: count }, (_, bucket) => wordsOf(entry, bucket, words, language));
}

function wordsOf(
  { attribute, samples }: PlanEntry,
  bucket: number,
  { definition, isWhole, isFlag, mayBeNothing }: AttributeWords,
  language: Language,
): string {
  const range = describeBucket(attribute.buckets!, bucket, samples[bucket]);
  const { kind, event, of } = definition;
  const unit = kind === "daysSince" ? "day" : kind === "count" ? { event: event! } : undefined;
  const values: Values = {
    term: event === "visit" ? of : undefined,
    ...(unit && { unit }),
    isWhole,
    isFlag,
    mayBeNothing,
  };
  if (isFlag && range.values) {
    const { yes, no } = language.values;
    return joined(
      range.values.map((value) => (value === "true" ? yes : no)),
      "or",
      language,
    );
  }
  const said = bucketText(range, values, language);
  if (said !== undefined) return said;
  return range.example === undefined
    ? `group ${bucket + 1}`
    : `group ${bucket + 1}, such as ${valueText(range.example, values, language)}`;
}
