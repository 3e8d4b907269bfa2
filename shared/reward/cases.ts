import type { Condition } from "../condition/match.ts";
import type { Site } from "../site/schema.ts";
import { primaryOf } from "../widget-languages.ts";
import { rewardHtml, type ShownLevel } from "./html.ts";
import { OUR_WORDS, type RewardWords } from "./words.ts";

/** A text, or one per language, as site files have it. */
type Text = string | Readonly<Record<string, string>>;

/** What a block shows of a tier, as the site file says it. */
export interface Reward {
  readonly tier: string;
  /** The owner's words in place of ours. */
  readonly words?: { readonly [Word in keyof RewardWords]?: Text | undefined } | undefined;
}

/** One case of a block: for whom, and HTML by language. */
export interface RewardCase {
  readonly when: Condition;
  readonly html: Readonly<Record<string, string>>;
}

/**
 * The ready-made block as cases of an ordinary one, the highest level first: so everything that holds for blocks holds
 * for it. Of whom nothing is known nothing is shown. A tier that isn't there has no cases.
 *
 * @param block the block's id, where it is put beside or among what the page has
 */
export function rewardCases(site: Site, { tier, words }: Reward, block?: string): RewardCase[] {
  const attribute = Object.hasOwn(site.attributes, tier) ? site.attributes[tier]! : undefined;
  if (!attribute || !("tier" in attribute)) return [];
  const names = Object.keys(attribute.levels);
  const shown = (name: string | undefined, language: string): ShownLevel | undefined =>
    name === undefined
      ? undefined
      : {
          name: inLanguage(attribute.names?.[name] ?? name, language),
          benefits: (attribute.benefits?.[name] ?? []).map((benefit) => inLanguage(benefit, language)),
        };
  const caseOf = (index: number): RewardCase => ({
    when: { [tier]: names[index] ?? null },
    html: Object.fromEntries(
      site.languages.map((language) => [
        language,
        literally(
          rewardHtml({
            words: wordsIn(language, words),
            language: wordsLanguage(language),
            tier,
            base: attribute.tier,
            level: shown(names[index], language),
            next: shown(names[index + 1], language),
            block,
          }),
        ),
      ]),
    ),
  });
  const levels = names.map((_, index) => caseOf(index)).reverse();
  // Nobody who has collected anything is below a level that begins at nothing.
  return attribute.levels[names[0]!]! > 0 ? [...levels, caseOf(-1)] : levels;
}

/** The language that we have words in for one of the site's: itself, or English. */
function wordsLanguage(language: string): string {
  return Object.hasOwn(OUR_WORDS, primaryOf(language)) ? language : "en";
}

function wordsIn(language: string, own: Reward["words"] = {}): RewardWords {
  const ours = OUR_WORDS[primaryOf(wordsLanguage(language)) as keyof typeof OUR_WORDS];
  const said = Object.entries(own).flatMap(([word, text]) =>
    text === undefined ? [] : [[word, inLanguage(text, language)]],
  );
  return { ...ours, ...(Object.fromEntries(said) as Partial<RewardWords>) };
}

/** A text in a language, or else in the first that it has. */
function inLanguage(text: Text, language: string): string {
  if (typeof text === "string") return text;
  return text[language] ?? text[primaryOf(language)] ?? Object.values(text)[0] ?? "";
}

/** Braces of an owner's text are no template. */
function literally(html: string): string {
  return html.replaceAll("{{", "{&#123;");
}
