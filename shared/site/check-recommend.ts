import { guess } from "../condition/near.ts";
import { joinPath } from "../issue.ts";
import { elementsIn, hasAttribute, hasOneRoot } from "../recommend/elements.ts";
import { ITEMS_MARK } from "../recommend/frame.ts";
import { ITEM_FIELDS } from "../recommend/item-html.ts";
import { compileTemplate } from "../template.ts";
import type { Block } from "./block-schema.ts";
import { type Checking, checkLanguages, checkTemplate } from "./checking.ts";
import { typeOfAttribute } from "./known.ts";
import type { Recommend } from "./recommend-schema.ts";

type HtmlBlock = Extract<Block, { op: "content" | "replace" | "before" | "after" | "prepend" | "append" }>;
type Texts = string | Readonly<Record<string, string>>;

/** What a block has of HTML, for checks to which a row is as good as HTML. */
export function rowsAsHtml(block: HtmlBlock) {
  const htmlOf = ({ html, recommend }: Pick<HtmlBlock, "html" | "recommend">) =>
    html ?? (recommend ? "" : undefined);
  return {
    own: htmlOf(block),
    cases: block.cases?.map((entry) => ({ when: entry.when, html: htmlOf(entry) ?? "" })),
  };
}

/** Checks the rows of a block, and that wherever one could stand there is either HTML or a row. */
export function checkRows(checking: Checking, block: HtmlBlock, path: string): void {
  const cases = (block.cases ?? []).map(
    (entry, index) => [entry, joinPath(joinPath(path, "cases"), index)] as const,
  );
  for (const [{ html, recommend }, place] of [[block, path] as const, ...cases]) {
    if (html !== undefined && recommend)
      checking.report(joinPath(place, "recommend"), "expected html or recommend, not both");
    if (html === undefined && !recommend && place !== path)
      checking.report(place, "expected html or recommend");
    if (recommend) checkRow(checking, recommend, joinPath(place, "recommend"));
  }
}

function checkRow(checking: Checking, recommend: Recommend, path: string): void {
  const { report, site } = checking;
  if (!site.catalog) report("catalog", `missing, but ${path} needs items`);
  checkStrategies(checking, recommend, path);
  eachText(checking, recommend.item, joinPath(path, "item"), (text, place) =>
    checkItem(checking, text, place),
  );
  eachText(checking, recommend.html, joinPath(path, "html"), (text, place) =>
    checkFrame(checking, text, place),
  );
  eachText(checking, recommend.because || undefined, joinPath(path, "because"), (text, place) =>
    checkReads(checking, text, "text", ["title", "category"], place),
  );
  recommend.pin.forEach((id, index) => {
    if (recommend.exclude.includes(id))
      report(joinPath(joinPath(path, "pin"), index), "is both pinned and excluded");
  });
}

function checkStrategies(checking: Checking, { strategy, by }: Recommend, path: string): void {
  const { report, site, names } = checking;
  const strategies = typeof strategy === "string" ? [strategy] : strategy;
  const place = joinPath(path, "strategy");
  strategies.forEach((name, index) => {
    if (strategies.indexOf(name) < index) report(joinPath(place, index), `"${name}" is listed twice`);
  });
  if (strategies.includes("recentlyViewed") && strategies.length > 1)
    report(place, '"recentlyViewed" is filled in by the device, so it stands alone');
  if (strategies.includes("forYou") && by === undefined)
    report(place, '"forYou" needs "by", the attribute that says which category somebody likes best');
  if (by === undefined) return;
  const own = joinPath(path, "by");
  if (!strategies.includes("forYou")) report(own, 'only "forYou" reads it');
  if (!names.attributes.has(by)) {
    report(own, guess(`unknown attribute "${by}"`, by, names.attributes));
    return;
  }
  checkTemplate(checking, `{{${by}}}`, "text", own);
  const attribute = site.attributes[by];
  const type = attribute && typeOfAttribute(attribute, site.events);
  if (type === "number" || type === "boolean")
    report(own, `expected an attribute whose values are categories, but "${by}" is a ${type}`);
}

function checkItem(checking: Checking, text: string, path: string): void {
  if (!checkReads(checking, text, "html", ITEM_FIELDS, path)) return;
  if (!hasOneRoot(text)) checking.report(path, "expected one element with an end tag, and nothing beside it");
}

function checkFrame(checking: Checking, text: string, path: string): void {
  if (text.includes("{{")) return checking.report(path, "templates don't work around items");
  if (!checkReads(checking, text, "html", [], path)) return;
  const holders = elementsIn(text).filter((element) => hasAttribute(text, element, ITEMS_MARK));
  if (holders.length !== 1)
    checking.report(path, `expected one element marked ${ITEMS_MARK}, found ${holders.length}`);
  else if (holders[0]!.inner === holders[0]!.end)
    checking.report(path, `<${holders[0]!.tag}> can't hold items`);
}

/** Whether a template is right, and reads nothing but these names. */
function checkReads(
  { report }: Checking,
  text: string,
  place: "html" | "text",
  known: readonly string[],
  path: string,
): boolean {
  const template = compileTemplate(text, place);
  if (!template.ok) {
    for (const { message } of template.issues) report(path, message);
    return false;
  }
  const { prints, tests, device = [] } = template.value.reads;
  const unknown = [...prints, ...tests, ...device.map((name) => `device.${name}`)].filter(
    (name) => !known.includes(name),
  );
  for (const name of new Set(unknown)) {
    const message = `{{${name}}} isn't one of ${known.map((each) => `{{${each}}}`).join(", ")}`;
    report(path, guess(message, name, known));
  }
  return unknown.length === 0;
}

function eachText(
  checking: Checking,
  texts: Texts | undefined,
  path: string,
  check: (text: string, place: string) => void,
): void {
  if (texts === undefined) return;
  checkLanguages(checking, texts, path);
  if (typeof texts === "string") return check(texts, path);
  for (const [language, text] of Object.entries(texts)) check(text, joinPath(path, language));
}
