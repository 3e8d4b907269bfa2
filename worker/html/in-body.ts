import { adopt, listed, without } from "./adoption.ts";
import { type Construction, Unclear } from "./construction.ts";
import { listFormatting, markFormatting, reopen } from "./formatting.ts";
import { startInHead } from "./in-head.ts";
import {
  BLOCK,
  FORMATTING,
  HEADING,
  IGNORED,
  INLINE_VOID,
  kindOf,
  MARKED,
  METADATA,
  RAW_TEXT,
} from "./kinds.ts";
import { BUTTON_SCOPE, type Element, hasOpen, inScope, isSpecial, push, type Stack } from "./state.ts";

const IMG = kindOf("img");

/**
 * A start tag where content is expected.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
 */
export function startInBody(building: Construction): void {
  const { kind } = building;
  const { bits } = kind;
  if (bits & BLOCK) {
    endParagraph(building);
    building.insert(kind);
  } else if (bits & FORMATTING) startFormatting(building);
  else if (bits & INLINE_VOID) {
    reopen(building);
    building.insertVoid(kind);
  } else if (bits & METADATA) startInHead(building);
  else if (bits & HEADING) {
    endParagraph(building);
    if (building.current?.space === "html" && building.current.kind.bits & HEADING) building.pop();
    building.insert(kind);
  } else if (bits & IGNORED) building.ignore(`<${kind.name}> stands outside a table`);
  else if (bits & MARKED) {
    reopen(building);
    building.insert(kind);
    markFormatting(building);
  } else if (bits & RAW_TEXT) {
    if (kind.name === "xmp") {
      endParagraph(building);
      reopen(building);
    }
    building.insertText(kind);
  } else (SPECIAL_STARTS[kind.name] ?? startOther)(building);
}

function startOther(building: Construction): void {
  reopen(building);
  building.insert(building.kind);
}

const SPECIAL_STARTS: Readonly<Record<string, (building: Construction) => void>> = {
  li: (building) => startItem(building, (name) => name === "li"),
  dd: (building) => startItem(building, (name) => name === "dd" || name === "dt"),
  dt: (building) => startItem(building, (name) => name === "dd" || name === "dt"),
  pre: startPre,
  listing: startPre,
  form(building) {
    const inTemplate = hasOpen(building.stack, "template");
    if (building.form && !inTemplate) return building.ignore("<form> in <form>");
    endParagraph(building);
    const form = building.insert(building.kind);
    if (!inTemplate) building.form = form;
  },
  plaintext() {
    throw new Unclear("<plaintext> never ends");
  },
  button(building) {
    const open = inScope(building.stack, "button");
    if (open) {
      building.implyEnds();
      building.popTo(open, false);
    }
    startOther(building);
  },
  table(building) {
    if (building.quirks === false) endParagraph(building);
    else if (building.quirks === undefined && inScope(building.stack, "p", BUTTON_SCOPE))
      throw new Unclear("browsers differ about a table in a paragraph of such a page");
    building.insert(building.kind);
    building.mode = "in table";
  },
  hr(building) {
    endParagraph(building);
    building.insertVoid(building.kind);
  },
  param: (building) => building.insertVoid(building.kind),
  source: (building) => building.insertVoid(building.kind),
  track: (building) => building.insertVoid(building.kind),
  image(building) {
    reopen(building);
    building.flaw(building.insertVoid(IMG), "<image> isn't content");
  },
  select(building) {
    startOther(building);
    building.mode = "in select";
  },
  option: startOption,
  optgroup: startOption,
  rb: (building) => startRuby(building, undefined),
  rtc: (building) => startRuby(building, undefined),
  rp: (building) => startRuby(building, "rtc"),
  rt: (building) => startRuby(building, "rtc"),
  svg: startForeign,
  math: startForeign,
  html: startAgain,
  body: startAgain,
  frameset() {
    throw new Unclear("there is a <frameset>");
  },
};

function startPre(building: Construction): void {
  endParagraph(building);
  building.insert(building.kind);
}

function startOption(building: Construction): void {
  if (building.isCurrent("option")) building.pop();
  startOther(building);
}

function startRuby(building: Construction, except: string | undefined): void {
  if (inScope(building.stack, "ruby")) building.implyEnds(except);
  building.insert(building.kind);
}

function startForeign(building: Construction): void {
  reopen(building);
  building.insert(building.kind, building.kind.name as "svg" | "math");
  if (building.closesItself) building.pop(true);
}

/** Its attributes are added to those of the element that is there. */
export function startAgain(building: Construction): void {
  const { name } = building.kind;
  if (building.hasAttributes && !hasOpen(building.stack, "template"))
    throw new Unclear(`there is another <${name}>, with attributes`);
  building.ignore(`<${name}> isn't content`);
}

function startFormatting(building: Construction): void {
  const { kind } = building;
  const open = kind.name === "a" ? listed(building.formatting, "a") : undefined;
  if (open) {
    adopt(building, "a", false);
    building.formatting = without(building.formatting, open);
    removeOpen(building, open);
  }
  reopen(building);
  if (kind.name === "nobr" && inScope(building.stack, "nobr")) {
    adopt(building, "nobr", false);
    reopen(building);
  }
  const element = building.insert(kind);
  listFormatting(building, element);
}

/** Takes an element out of those that are open, wherever it is. */
export function removeOpen(building: Construction, element: Element): void {
  const above: Element[] = [];
  let at = building.stack;
  for (; at && at.element !== element; at = at.below) above.push(at.element);
  if (!at) return;
  if (above.length === 0) return void building.pop();
  for (const each of [element, ...above])
    building.flaw(each, `<${element.kind.name}> is closed before what is in it`);
  building.stack = above.reduceRight<Stack | undefined>((below, each) => push(each, below), at.below);
  building.ended(element, false);
}

/** An item ends the one before it, unless it is in something else within that one. */
function startItem(building: Construction, isItem: (name: string) => boolean): void {
  for (let at = building.stack; at; at = at.below) {
    const { element } = at;
    const { name } = element.kind;
    if (element.space === "html" && isItem(name)) {
      building.implyEnds(name);
      building.popTo(at, false);
      break;
    }
    const passes = element.space === "html" && (name === "address" || name === "div" || name === "p");
    if (isSpecial(element) && !passes) break;
  }
  endParagraph(building);
  building.insert(building.kind);
}

/** A paragraph ends where something begins that can't be in it. `own`: by its end tag. */
export function endParagraph(building: Construction, own = false): void {
  const open = inScope(building.stack, "p", BUTTON_SCOPE);
  if (!open) return;
  building.implyEnds("p");
  building.popTo(open, own);
}
