import { type Issue, joinPath } from "../issue.ts";
import type { Plan } from "../plan.ts";
import { rewardCases } from "../reward/cases.ts";
import type { Block } from "../site/block-schema.ts";
import type { Site } from "../site/schema.ts";
import type { SiteRules } from "../site-rules.ts";
import type { RuleSearch } from "./rule-search.ts";

/** What texts about prices and entitlements say, in English, Polish and Russian. */
const OFFERS = new RegExp(
  [
    String.raw`\d+\s*%`,
    String.raw`(?<!\p{L})(?:` +
      "discount|coupon|voucher|promo(?:tion(?:al)?)? ?codes?|special price|your price|cashback|for free|(?:is|are) free|free (?:delivery|shipping|gift|trial)|" +
      "rabat|zniżk|kupon|kod(?:em|u)? (?:rabatow|promocyjn)|promocj|gratis|darmow|bezpłatn|za darmo|specjaln\\p{L}* cen|" +
      "скидк|купон|промокод|ваучер|бесплатн|в подарок|специальн\\p{L}* цен" +
      String.raw`)\p{L}*`,
  ].join("|"),
  "iu",
);

/**
 * Blocks that speak of a price or an entitlement to some visitors only, though anybody can pretend to be one of them:
 * whatever a browser says of itself, its visitor can change. Only attested attributes can be relied on, and only in what
 * they say: a visitor can leave them out, by logging out, so being of no value is no less of a pretence.
 */
export function forgeableOffers(site: Site, rules: SiteRules, plan: Plan, find: RuleSearch): Issue[] {
  const isAttested = (id: string) => plan.attributes[id]?.kind === "attested";
  const issues: Issue[] = [];
  for (const [id, block] of Object.entries(site.blocks)) {
    const { rule, cases } = rules.blocks[id]!;
    const offers = textsOf(block, site).map((text) => OFFERS.exec(visible(text))?.[0].trim());
    const forged = offers.flatMap((offer, index) => {
      const applies = { all: [rule, cases[index]?.rule ?? { all: [] }] };
      const isForEverybody = find({ all: [] }, applies) === "nobody";
      return offer !== undefined && !isForEverybody && find(applies, undefined, isAttested) === "somebody"
        ? [offer]
        : [];
    });
    const [offer] = forged;
    if (offer === undefined) continue;
    issues.push({
      path: joinPath("blocks", id),
      message: `speaks of an offer (“${offer}”) to those who meet a condition that any visitor can forge: let the shop itself decide who gets it, or ask for an attested attribute`,
    });
  }
  return issues;
}

/** What each case says, all languages together; a redirect speaks by the address that it leads to. */
function textsOf(block: Block, site: Site): string[] {
  if (block.op === "remove" || block.op === "class" || block.op === "reorder") return [];
  if (block.op === "ask") return [JSON.stringify(block.questions)];
  if (block.op === "attributes") return [Object.values(block.set).join("\n")];
  if (block.op === "redirect")
    return (block.cases ?? [{ to: block.to ?? "" }]).map(({ to }) => to.replaceAll(/[-_/.?&=]+/g, " "));
  if ("reward" in block && block.reward)
    return rewardCases(site, block.reward).map(({ html }) => Object.values(html).join("\n"));
  const own = (holder: object): string => {
    const content =
      (holder as { html?: unknown; text?: unknown }).html ?? (holder as { text?: unknown }).text ?? "";
    return typeof content === "string" ? content : Object.values(content).join("\n");
  };
  return block.cases ? block.cases.map(own) : [own(block)];
}

function visible(html: string): string {
  return html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}
