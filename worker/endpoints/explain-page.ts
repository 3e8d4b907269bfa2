import type { CompiledSite } from "../../shared/decision.ts";
import { factsOfBuckets } from "../../shared/reasons/bucket-facts.ts";
import { attributeName } from "../../shared/reasons/clause.ts";
import { explainRule } from "../../shared/reasons/explain.ts";
import { sentenceOf } from "../../shared/reasons/sentence.ts";
import { languageOf } from "../../shared/reasons/text/languages.ts";
import { textIn } from "../../shared/reasons/vocabulary.ts";
import type { Rule } from "../../shared/rule.ts";
import type { SwitchedOff } from "../../shared/switched-off.ts";
import type { PageDecision } from "../../shared/wire.ts";
import type { DecidedPage } from "../visitor.ts";
import { type Drawn, explainTested } from "./explain-tested.ts";
import { wordsOf } from "./explain-segments.ts";

/**
 * A block of a page in words: its label, else its id, and why its condition holds for the visitor or doesn't, or what
 * chance has decided of it.
 */
export interface BlockWords {
  readonly name: string;
  readonly sentence: string;
}

/** An attribute in words: its label, else what it is; and why the owner keeps it. */
export interface AttributeAbout {
  readonly name: string;
  readonly why?: string;
}

type Chosen = PageDecision["blocks"][number];
type Lost = PageDecision["lost"][number];

/**
 * Explains the blocks of a page as they were decided. `language`: of the sentences and names (BCP 47); `off`: what the
 * visitor has switched off.
 */
export function explainBlocks(
  compiled: CompiledSite,
  buckets: Readonly<Record<string, number | undefined>> | undefined,
  { context }: Pick<DecidedPage, "context">,
  { blocks, lost }: PageDecision,
  { off, ...drawn }: { readonly off: SwitchedOff | undefined } & Drawn,
): { readonly blocks: readonly (Chosen & BlockWords)[]; readonly lost: readonly (Lost & BlockWords)[] } {
  const { site, rules, plan } = compiled;
  const { language } = drawn;
  const facts = factsOfBuckets({ plan, rules, buckets, context, off });
  const words = (id: string, chosen?: number, reason?: Lost["reason"]): BlockWords => {
    const { rule, cases } = rules.blocks[id]!;
    const ofCases = chosen === undefined ? { any: cases.map((each) => each.rule) } : cases[chosen]!.rule;
    const whole: Rule = cases.length > 0 ? { all: [rule, ofCases] } : rule;
    const name = textIn(site.blocks[id]!.label, language) ?? id;
    const explanation = explainRule(whole, rules, facts);
    const telling = { language, voice: "visitor" } as const;
    // One whose condition holds is kept away by something else, which the decision tells.
    const isElsewise = chosen === undefined && explanation.holds === true;
    const tested = explainTested(id, reason, compiled, drawn);
    // What a test shows isn't for everybody, though its rules ask nothing.
    const isSilent = isElsewise || (tested !== undefined && explanation.reasons.length === 0);
    const ofRules = isSilent ? "" : sentenceOf({ block: name }, explanation, wordsOf(site), telling);
    return { name, sentence: [ofRules, tested].filter(Boolean).join(" ") };
  };
  return {
    blocks: blocks.map((each) => ({ ...each, ...words(each.id, each.case ?? 0) })),
    lost: lost.map((each) => ({ ...each, ...words(each.id, undefined, each.reason) })),
  };
}

/** All attributes of a site by id, also those of which nothing leaves the device. */
export function aboutAttributes(
  { site }: CompiledSite,
  language: string,
): Readonly<Record<string, AttributeAbout>> {
  const words = wordsOf(site).attributes;
  const about = Object.entries(site.attributes).map(([id, { label, why }]): [string, AttributeAbout] => {
    const name =
      textIn(label, language) ??
      attributeName(id, { ...words[id]!, label: undefined }, languageOf(language), "visitor");
    const reason = textIn(why, language);
    return [id, { name, ...(reason !== undefined && { why: reason }) }];
  });
  return Object.fromEntries(about);
}

/** In which languages names and sentences come where these are asked for in `language`. */
export function languagesOf({ site }: CompiledSite, language: string): { names: string; sentences: string } {
  const primary = (tag: string) => tag.split("-", 1)[0]!.toLowerCase();
  return {
    names: site.languages.find((each) => primary(each) === primary(language)) ?? site.languages[0]!,
    sentences: languageOf(language).tag,
  };
}
