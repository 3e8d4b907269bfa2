import { escapeAttribute, escapeText } from "../html/escape.ts";
import { directionOf } from "../widget-languages.ts";
import type { RewardWords } from "./words.ts";

/** One level as the ready-made block shows it, in one language. */
export interface ShownLevel {
  readonly name: string;
  readonly benefits: readonly string[];
}

/** What the ready-made block shows a visitor on one level, in one language. */
export interface Shown {
  readonly words: RewardWords;
  readonly language: string;
  /** The attributes that the device reads: the tier, and what it is read off. */
  readonly tier: string;
  readonly base: string;
  /** Undefined below the lowest level. */
  readonly level: ShownLevel | undefined;
  /** Undefined on the highest level. */
  readonly next: ShownLevel | undefined;
  /** The block's id, where it has to be found again among what it was put beside. */
  readonly block: string | undefined;
}

/** Stands where the device will put a number; a page without scripts keeps it. */
const OPEN = "–";

/**
 * The ready-made block. It has no styles of its own, so that no policy of a page keeps any from it: paragraphs, a list
 * and `<progress>` look like the rest of the site, and the classes are there to be styled. Each number is the last of
 * its line, so that nothing moves when the device fills it in.
 */
export function rewardHtml({ words, language, tier, base, level, next, block }: Shown): string {
  const said = (text: string) => escapeText(text.replaceAll("{next}", () => next?.name ?? ""));
  const number = (of: string) => `<span data-selvedge-device="${of}">${OPEN}</span>`;
  const line = (part: string, label: string, value: string) =>
    `<p class="selvedge-reward-${part}">${said(label)}: ${value}</p>`;
  const bar = `<progress class="selvedge-reward-bar" max="100" value="0" data-selvedge-device="${tier}.percent"`;
  const about = next ? words.missing.replaceAll("{next}", () => next.name) : words.highest;
  const details = benefitsHtml(said(words.benefits), level) + benefitsHtml(said(words.nextBenefits), next);
  return [
    `<section class="selvedge-reward" lang="${escapeAttribute(language)}" dir="${directionOf(language)}"`,
    block === undefined ? "" : ` data-selvedge-block="${escapeAttribute(block)}"`,
    ` aria-label="${escapeAttribute(words.title)}">`,
    line("level", words.level, `<strong>${escapeText(level?.name ?? words.none)}</strong>`),
    line("points", words.points, number(base)),
    // On the highest level there is no way that a bar could show.
    next ? `${bar} aria-label="${escapeAttribute(about)}"></progress>` : "",
    next
      ? line("missing", words.missing, number(`${tier}.missing`))
      : `<p class="selvedge-reward-missing">${said(words.highest)}</p>`,
    details,
    "</section>",
  ].join("");
}

/** A level's benefits, folded up; nothing where it has none. */
function benefitsHtml(title: string, level: ShownLevel | undefined): string {
  if (!level || level.benefits.length === 0) return "";
  const items = level.benefits.map((benefit) => `<li>${escapeText(benefit)}</li>`).join("");
  return `<details class="selvedge-reward-benefits"><summary>${title}</summary><ul>${items}</ul></details>`;
}
