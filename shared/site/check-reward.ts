import { guess } from "../condition/near.ts";
import { joinPath } from "../issue.ts";
import type { Reward } from "../reward/cases.ts";
import type { Attribute } from "./attribute-schema.ts";
import { type Checking, checkLanguages } from "./checking.ts";

/** Checks what a tier says of its levels: that they are its own, and in the site's languages. */
export function checkLevels(checking: Checking, attribute: Attribute, path: string): void {
  if (!("tier" in attribute)) return;
  const known = Object.keys(attribute.levels);
  for (const field of ["names", "benefits"] as const) {
    for (const [level, said] of Object.entries(attribute[field] ?? {})) {
      const place = joinPath(joinPath(path, field), level);
      if (!known.includes(level)) checking.report(place, guess(`there is no level "${level}"`, level, known));
      else if (Array.isArray(said))
        said.forEach((text, index) => checkLanguages(checking, text, joinPath(place, index)));
      else checkLanguages(checking, said as string, place);
    }
  }
}

/** Checks what a block shows of a tier. */
export function checkReward(checking: Checking, { tier, words = {} }: Reward, path: string): void {
  const { site, names, report } = checking;
  const place = joinPath(path, "tier");
  const attribute = Object.hasOwn(site.attributes, tier) ? site.attributes[tier]! : undefined;
  if (!names.attributes.has(tier))
    report(place, guess(`there is no attribute "${tier}"`, tier, names.attributes));
  else if (attribute && !("tier" in attribute)) report(place, `expected a tier, which "${tier}" isn't`);
  else if (attribute?.sensitive)
    report(place, `"${tier}" is sensitive and never leaves the device, so nothing at the edge may read it`);
  for (const [word, text] of Object.entries(words))
    checkLanguages(checking, text, joinPath(joinPath(path, "words"), word));
}
