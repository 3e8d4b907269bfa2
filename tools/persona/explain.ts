import {
  explainRule,
  explainSegment,
  type ExplainedRules,
  type Explanation,
} from "../../shared/reasons/explain.ts";
import { clausesOf } from "../../shared/reasons/clause.ts";
import { factsOfValues } from "../../shared/reasons/facts.ts";
import { sentenceOf } from "../../shared/reasons/sentence.ts";
import { languageOf } from "../../shared/reasons/text/languages.ts";
import { joined } from "../../shared/reasons/values.ts";
import { vocabularyOf } from "../../shared/reasons/vocabulary.ts";
import type { Rule } from "../../shared/rule.ts";
import { rulesOf } from "../../shared/site-rules.ts";
import type { Site } from "../../shared/site/schema.ts";
import type { Simulation } from "./simulate.ts";

/** An explanation, and the sentence that says it. */
export interface Explained extends Explanation {
  readonly sentence: string;
  /** Its reasons alone; empty where it is always so. */
  readonly because: string;
}

/** Says of a simulation why its segments and the rules of its blocks came out as they did. */
export interface Explainer {
  segment(id: string): Explained;
  /** Why a block's own condition holds or doesn't. */
  block(id: string): Explained;
  /** The same for each of its cases. */
  cases(id: string): readonly Explained[];
}

/** Explains a simulation by the exact values that its page was decided on, in English, to the owner. */
export function explainer(
  { decidedOn, context }: Pick<Simulation, "decidedOn" | "context">,
  site: Site,
): Explainer {
  const rules = rulesOf(site);
  const known: ExplainedRules = rules;
  const facts = factsOfValues({ attributes: decidedOn, context });
  const vocabulary = vocabularyOf(site);
  const english = languageOf("en");
  const said = (of: { readonly segment: string } | { readonly block: string }, explanation: Explanation) => ({
    ...explanation,
    because: joined(clausesOf(explanation, vocabulary, english, "owner"), "and", english),
    sentence: sentenceOf(of, explanation, vocabulary, { language: "en", voice: "owner" }),
  });
  const ofRule = (id: string, rule: Rule) => said({ block: id }, explainRule(rule, known, facts));
  return {
    segment: (id) => said({ segment: id }, explainSegment(id, known, facts)),
    block: (id) => ofRule(id, rules.blocks[id]!.rule),
    cases: (id) => rules.blocks[id]!.cases.map(({ rule }) => ofRule(id, rule)),
  };
}
