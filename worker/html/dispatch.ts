import type { Construction } from "./construction.ts";
import { reopen } from "./formatting.ts";
import { endInBody } from "./end-in-body.ts";
import { endInForeign, isForeign, startInForeign } from "./foreign.ts";
import { startInBody } from "./in-body.ts";
import { AFTER_HEAD, BEFORE_HEAD, BEFORE_HTML, IN_HEAD, type Rules, startInHead } from "./in-head.ts";
import { endInSelect, startInSelect } from "./in-select.ts";
import {
  endColumnGroup,
  endInCaption,
  endInColumnGroup,
  startInCaption,
  startInColumnGroup,
} from "./in-caption.ts";
import { endInCell, endInRow, startInCell, startInRow } from "./in-row.ts";
import { endInTable, endInTableBody, startInTable, startInTableBody, textInTable } from "./in-table.ts";
import { METADATA } from "./kinds.ts";
import { skipSpace } from "./scan.ts";
import type { Mode } from "./state.ts";
import { endTemplate } from "./templates.ts";

type Handler = (building: Construction) => boolean;

const start = (rules: Rules): Handler => rules.start;
const end = (rules: Rules): Handler => rules.end;

/** The page begins with something else than a doctype. */
function withoutDoctype(building: Construction): true {
  building.mode = "before html";
  return true;
}

/** What follows the end of the body is part of it all the same. */
function backToBody(building: Construction): true {
  for (let at = building.stack; at; at = at.below) at.element.flaw ??= "something follows </body>";
  building.mode = "in body";
  return true;
}

/** A drawing that isn't closed goes on behind the end of the body. */
function stayInBody(building: Construction): void {
  if (building.mode === "after body" || building.mode === "after after body") backToBody(building);
}

const STARTS: Readonly<Record<Mode, Handler>> = {
  initial: withoutDoctype,
  "before html": start(BEFORE_HTML),
  "before head": start(BEFORE_HEAD),
  "in head": start(IN_HEAD),
  "after head": start(AFTER_HEAD),
  "in body"(building) {
    startInBody(building);
    return false;
  },
  "in table": startInTable,
  "in table body": startInTableBody,
  "in row": startInRow,
  "in cell": startInCell,
  "in caption": startInCaption,
  "in column group": startInColumnGroup,
  "in select": startInSelect,
  "in template": startInTemplate,
  "after body": startAfterBody,
  "after after body": startAfterBody,
};

const ENDS: Readonly<Record<Mode, Handler>> = {
  initial: withoutDoctype,
  "before html": end(BEFORE_HTML),
  "before head": end(BEFORE_HEAD),
  "in head": end(IN_HEAD),
  "after head": end(AFTER_HEAD),
  "in body": endInBody,
  "in table": endInTable,
  "in table body": endInTableBody,
  "in row": endInRow,
  "in cell": endInCell,
  "in caption": endInCaption,
  "in column group": endInColumnGroup,
  "in select": endInSelect,
  "in template": endInTemplate,
  "after body": endAfterBody,
  "after after body": backToBody,
};

/**
 * Handles a start tag in the mode that is set.
 * @returns whether it is to be handled again, in the mode that is set then
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#tree-construction-dispatcher
 */
export function handleStart(building: Construction): boolean {
  if (building.stack?.element.space !== "html" && isForeign(building, "start")) {
    stayInBody(building);
    return startInForeign(building);
  }
  return STARTS[building.mode](building);
}

/** The same for an end tag. */
export function handleEnd(building: Construction): boolean {
  if (building.stack?.element.space !== "html" && isForeign(building, "end")) {
    if (building.kind.name !== "html") stayInBody(building);
    if (!endInForeign(building)) return false;
  }
  return ENDS[building.mode](building);
}

/** What templates hold is parsed as what it begins with asks for. */
const TEMPLATE_MODES: Readonly<Record<string, Mode>> = {
  caption: "in table",
  colgroup: "in table",
  tbody: "in table",
  tfoot: "in table",
  thead: "in table",
  col: "in column group",
  tr: "in table body",
  td: "in row",
  th: "in row",
};

function startInTemplate(building: Construction): boolean {
  const { kind } = building;
  if (kind.bits & METADATA && kind.name !== "noscript") {
    startInHead(building);
    return false;
  }
  const mode = TEMPLATE_MODES[kind.name] ?? "in body";
  building.templates = { mode, below: building.templates?.below };
  building.mode = mode;
  return true;
}

function endInTemplate(building: Construction): boolean {
  if (building.kind.name === "template") endTemplate(building);
  return false;
}

/** Another `<html>` only adds attributes. */
function startAfterBody(building: Construction): boolean {
  if (building.kind.name !== "html") return backToBody(building);
  startInBody(building);
  return false;
}

function endAfterBody(building: Construction): boolean {
  if (building.kind.name !== "html") return backToBody(building);
  building.mode = "after after body";
  return false;
}

const EARLY: Partial<Readonly<Record<Mode, Rules>>> = {
  "before html": BEFORE_HTML,
  "before head": BEFORE_HEAD,
  "in head": IN_HEAD,
  "after head": AFTER_HEAD,
};

/** Text between two tags. */
export function handleText(building: Construction, from: number, to: number): void {
  if (building.stack?.element.space !== "html" && isForeign(building, "text")) {
    stayInBody(building);
    return note(building);
  }
  const content = skipSpace(building.bytes, from, to);
  for (;;) {
    const { mode } = building;
    if (/^in (?:table|row)/.test(mode)) textInTable(building, content === to);
    else if (/^in (?:body|cell|caption|template)$/.test(mode)) reopen(building);
    else if (mode.startsWith("after ") && mode !== "after head") {
      if (content > from) building.tail.push([from, content]);
      reopen(building);
      if (content < to) backToBody(building);
    } else if (mode !== "in select" && content < to) {
      // White space alone is kept or dropped, and changes nothing.
      building.from = content;
      if (mode === "initial") withoutDoctype(building);
      else if (mode !== "in column group") EARLY[mode]!.text(building);
      else if (!endColumnGroup(building)) return;
      continue;
    }
    return note(building);
  }
}

function note({ trace }: Construction): void {
  if (trace && trace.at(-1) !== "text") trace.push("text");
}
