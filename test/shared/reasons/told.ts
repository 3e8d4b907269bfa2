import type { Condition } from "../../../shared/condition/match.ts";
import { explainSegment } from "../../../shared/reasons/explain.ts";
import { type KnownValues, factsOfValues } from "../../../shared/reasons/facts.ts";
import { sentenceOf } from "../../../shared/reasons/sentence.ts";
import type { Voice } from "../../../shared/reasons/text/language.ts";
import { vocabularyOf } from "../../../shared/reasons/vocabulary.ts";
import { rulesOf } from "../../../shared/site-rules.ts";
import { checkSite } from "../../../shared/site/check.ts";
import type { Site } from "../../../shared/site/schema.ts";

/** A site, what is known of a visitor, and what is asked. */
export interface Told {
  readonly attributes?: Record<string, unknown>;
  readonly groups?: Record<string, unknown[]>;
  readonly segments?: Record<string, unknown>;
  readonly when: Condition;
  readonly values?: KnownValues["attributes"];
  readonly context?: KnownValues["context"];
  readonly label?: unknown;
  readonly voice?: Voice;
  readonly block?: string;
}

/** The site of a question, checked. */
export function siteOf({ attributes = {}, groups = {}, segments = {}, when, label = "S" }: Told): Site {
  const input = {
    version: 1,
    id: "test",
    attributes,
    groups,
    segments: { s: { label, when }, ...segments },
  };
  const checked = checkSite(input, { isPattern: () => true });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.value;
}

/** The sentences in some languages. */
export function tell(told: Told, languages: readonly string[]): readonly string[] {
  const site = siteOf(told);
  const facts = factsOfValues({ attributes: told.values, context: told.context ?? {} });
  const explanation = explainSegment("s", rulesOf(site), facts);
  const explained = told.block === undefined ? { segment: "s" } : { block: told.block };
  return languages.map((language) =>
    sentenceOf(explained, explanation, vocabularyOf(site), { language, voice: told.voice ?? "visitor" }),
  );
}
