import { guess } from "../condition/near.ts";
import { TYPE_NAMES } from "../condition/operands.ts";
import { joinPath } from "../issue.ts";
import { SCORE_POINTS } from "../limits.ts";
import type { Attribute } from "./attribute-schema.ts";
import type { Checking } from "./checking.ts";
import { typeOfAttribute } from "./known.ts";

/** Checks attributes that are made of others: a `score` and a `tier`. */
export function checkMade(checking: Checking, id: string, attribute: Attribute, path: string): void {
  if ("tier" in attribute) checkBase(checking, id, attribute, attribute.tier, joinPath(path, "tier"));
  if (!("score" in attribute)) return;
  for (const base of Object.keys(attribute.score)) {
    checkBase(checking, id, attribute, base, joinPath(joinPath(path, "score"), base));
  }
  const { cap, halfLife } = attribute;
  if (halfLife !== undefined && (cap === undefined || cap <= 0 || cap > SCORE_POINTS)) {
    const wanted = `with a halfLife expected a number above 0 and up to ${SCORE_POINTS}`;
    checking.report(joinPath(path, "cap"), `${wanted}, got ${cap === undefined ? "nothing" : cap}`);
  }
}

/** Checks one of the attributes that another one is made of. */
function checkBase(
  { site, names, report }: Checking,
  id: string,
  attribute: Attribute,
  baseId: string,
  place: string,
): void {
  if (!names.attributes.has(baseId)) {
    report(place, guess(`there is no attribute "${baseId}"`, baseId, names.attributes));
    return;
  }
  // Undefined where it is too broken to be looked into.
  const base = Object.hasOwn(site.attributes, baseId) ? site.attributes[baseId] : undefined;
  if (!base) return;
  const isScore = "score" in attribute;
  const type = typeOfAttribute(base, site.events);
  if (baseId === id) report(place, `"${id}" can't be made of itself`);
  else if (isScore && "score" in base)
    report(place, `"${baseId}" is a score, and a score can't be made of others`);
  else if (type === undefined)
    report(
      place,
      `expected a number; say with "buckets" in ${joinPath("attributes", baseId)} that it is one`,
    );
  else if (type !== "number" && !(isScore && type === "boolean")) {
    const wanted = isScore ? "a number, or true or false" : "a number";
    report(place, `expected ${wanted}, but "${baseId}" is ${TYPE_NAMES[type]}`);
  }
  if (base.sensitive && !attribute.sensitive) {
    report(place, `"${baseId}" is sensitive, so what is made of it must be marked "sensitive": true, too`);
  }
}
