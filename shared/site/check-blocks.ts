import { safeUrl } from "../html/escape.ts";
import { joinPath } from "../issue.ts";
import { isMessage } from "../message.ts";
import { isCodeAttribute, isUrlAttribute } from "../template/places.ts";
import { type Checking, checkLanguages, checkPatterns, checkTemplate, checkWhen } from "./checking.ts";
import type { Block, TargetBlock } from "./block-schema.ts";
import { checkAsk } from "./check-ask.ts";
import { checkCases } from "./check-cases.ts";
import { checkMessage } from "./check-message.ts";
import { checkReward } from "./check-reward.ts";
import { checkRows, rowsAsHtml } from "./check-recommend.ts";
import { checkRedirect } from "./check-redirect.ts";
import { checkTarget } from "./check-target.ts";
import { checkTexts, type Texts } from "./check-texts.ts";
import { targetTags } from "./selector.ts";

type ReorderBlock = Extract<Block, { op: "reorder" }>;
type AttributesBlock = Extract<Block, { op: "attributes" }>;

/** Checks what blocks do, where, and for whom. */
export function checkBlocks(checking: Checking): void {
  for (const [id, block] of Object.entries(checking.site.blocks)) {
    const path = joinPath("blocks", id);
    checkLanguages(checking, block.label, joinPath(path, "label"));
    checkPatterns(checking, block.pages ?? [], joinPath(path, "pages"));
    checkWhen(checking, block.when, joinPath(path, "when"));
    if (block.from !== undefined && block.until !== undefined && block.from > block.until) {
      checking.report(joinPath(path, "until"), `is before "from" (${block.from})`);
    }
    if (block.op === "redirect") {
      if (block.live) checking.report(joinPath(path, "live"), "nobody is led away from a page that is open");
      checkRedirect(checking, block, path);
      continue;
    }
    if (block.op === "ask") {
      checkAsk(checking, block, path);
      continue;
    }
    if (isMessage(block)) {
      checkMessage(checking, block, path);
      continue;
    }
    const tags = checkTarget(checking, block.target, path) ? targetTags(block.target) : undefined;
    if (block.op === "attributes") checkSet(checking, block, tags, path);
    else if (block.op === "class") checkClasses(checking, block, path);
    else if (block.op === "reorder") checkFirst(checking, block, path);
    else if (block.op !== "remove") checkContent(checking, block, tags, path);
  }
}

function checkContent(
  checking: Checking,
  block: Exclude<TargetBlock, { op: "attributes" | "class" | "remove" | "reorder" }>,
  tags: string[] | undefined,
  path: string,
): void {
  if (block.op === "text") {
    const check = (text: Texts, place: string) => checkTexts(checking, text, "text", tags, place);
    checkCases(checking, "text", { own: block.text, cases: block.cases }, path, check);
  } else if (block.reward) {
    const place = joinPath(path, "reward");
    for (const key of ["html", "cases"] as const)
      if (block[key] !== undefined)
        checking.report(joinPath(path, key), `expected ${key} or reward, not both`);
    checkReward(checking, block.reward, place);
  } else {
    const check = (html: Texts, place: string) => checkTexts(checking, html, "html", tags, place);
    checkCases(checking, "html", rowsAsHtml(block), path, check);
    checkRows(checking, block, path);
  }
}

function checkFirst(checking: Checking, { first }: ReorderBlock, path: string): void {
  const values = typeof first === "string" ? [first] : first;
  values.forEach((value, index) => {
    const place = joinPath(path, "first");
    const own = typeof first === "string" ? place : joinPath(place, index);
    if (value === "") checking.report(own, "expected a value, or a template");
    else if (values.indexOf(value) < index) checking.report(own, `${JSON.stringify(value)} is listed twice`);
    else checkTemplate(checking, value, "text", own);
  });
}

function checkSet(
  checking: Checking,
  block: AttributesBlock,
  tags: string[] | undefined,
  path: string,
): void {
  if (Object.keys(block.set).length + block.remove.length === 0)
    checking.report(path, "expected set or remove");
  for (const [name, value] of Object.entries(block.set)) {
    const place = joinPath(joinPath(path, "set"), name);
    if (!isAttributeName(name)) checking.report(place, "not the name of an attribute");
    else if (isCodeAttribute(name)) checking.report(place, `${name} would be run as code and can't be set`);
    else checkSetValue(checking, name.toLowerCase(), value, tags, place);
    if (block.remove.includes(name)) checking.report(place, "is both set and removed");
  }
  block.remove.forEach((name, index) => {
    if (!isAttributeName(name))
      checking.report(joinPath(joinPath(path, "remove"), index), "not the name of an attribute");
  });
}

function checkSetValue(
  checking: Checking,
  name: string,
  value: string,
  tags: string[] | undefined,
  path: string,
): void {
  const isTemplate = value.includes("{{");
  if (!isUrlAttribute(name)) {
    if (isTemplate && name === "content" && (tags?.includes("meta") ?? true))
      checking.report(path, "placeholders can't stand in content of <meta>");
    else checkTemplate(checking, value, "attribute", path);
  } else if (!isTemplate) {
    const isList = name === "srcset" || name === "imagesrcset" || name === "ping";
    if (!isList && safeUrl(value) === undefined)
      checking.report(
        path,
        `expected a URL that is http(s), mailto, tel or relative, got ${JSON.stringify(value)}`,
      );
  } else if (!mayHaveUrl(name, tags)) {
    checking.report(
      path,
      `placeholders can't stand in ${name}${tags ? ` of <${tags.join(">, <")}>` : ""}; URLs only in href of <a> and <area>, and in src of <img>${tags ? "" : ", so name the element in the target"}`,
    );
  } else checkTemplate(checking, value, "attribute-url", path);
}

/** A target without a tag name could be anything: `href` of `<base>` or `<link>`, like `src` of others, is run. */
function mayHaveUrl(name: string, tags: string[] | undefined): boolean {
  if (name === "href") return tags?.every((tag) => tag === "a" || tag === "area") ?? false;
  return name === "src" && (tags?.every((tag) => tag === "img") ?? false);
}

function checkClasses(checking: Checking, block: Extract<Block, { op: "class" }>, path: string): void {
  if (block.add.length + block.remove.length === 0) checking.report(path, "expected add or remove");
  for (const key of ["add", "remove"] as const) {
    block[key].forEach((name, index) => {
      const place = joinPath(joinPath(path, key), index);
      if (name.includes("{{")) checking.report(place, "templates don't work in classes");
      else if (!/^[^\s]+$/.test(name))
        checking.report(place, `expected one class without spaces, got ${JSON.stringify(name)}`);
      else if (key === "add" && block.remove.includes(name))
        checking.report(place, "is both added and removed");
    });
  }
}

function isAttributeName(name: string): boolean {
  return /^[A-Za-z_][\w.:-]*$/.test(name);
}
