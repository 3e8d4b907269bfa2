import type { Construction } from "./construction.ts";
import { endInBody } from "./end-in-body.ts";
import { startInBody } from "./in-body.ts";
import { FOSTERS, kindOf } from "./kinds.ts";
import { inTableScope } from "./state.ts";
import { endTemplate, resetMode } from "./templates.ts";
import { startInHead } from "./in-head.ts";

const COLGROUP = kindOf("colgroup");
const TBODY = kindOf("tbody");
const TR = kindOf("tr");

const names = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const TABLE = names("table");
const CAPTION = names("caption");
const ROW = names("tr");
const CELL = names("td th");
const BODIES = names("tbody tfoot thead");
/** Up to which element the stack is cleared, by mode. */
const TABLE_CONTEXT = names("table template html");
const BODY_CONTEXT = names("tbody tfoot thead template html");
const ROW_CONTEXT = names("tr template html");

function clearTo(building: Construction, context: ReadonlySet<string>): void {
  while (building.current && !(building.current.space === "html" && context.has(building.current.kind.name)))
    building.pop();
}

/** What can't stand in a table is handled as content, and goes before it. */
function foster(building: Construction, handle: (building: Construction) => unknown): false {
  building.fostering = true;
  handle(building);
  building.fostering = false;
  return false;
}

/**
 * Tags in tables. Each returns whether the tag is to be handled again, in the mode that is set then.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-intable and after
 */
export function startInTable(building: Construction): boolean {
  const { kind } = building;
  switch (kind.name) {
    case "caption":
      clearTo(building, TABLE_CONTEXT);
      building.mark();
      building.insert(kind);
      building.mode = "in caption";
      return false;
    case "colgroup":
      clearTo(building, TABLE_CONTEXT);
      building.insert(kind);
      building.mode = "in column group";
      return false;
    case "col":
      clearTo(building, TABLE_CONTEXT);
      building.insert(COLGROUP, "html", true);
      building.mode = "in column group";
      return true;
    case "tbody":
    case "tfoot":
    case "thead":
      clearTo(building, TABLE_CONTEXT);
      building.insert(kind);
      building.mode = "in table body";
      return false;
    case "td":
    case "th":
    case "tr":
      clearTo(building, TABLE_CONTEXT);
      building.insert(TBODY, "html", true);
      building.mode = "in table body";
      return true;
    case "table":
      return endTable(building, false);
    case "style":
    case "script":
    case "template":
      startInHead(building);
      return false;
    case "input":
      if (building.attributeOf(building.from, "type")?.toLowerCase() !== "hidden") break;
      building.insertVoid(kind);
      return false;
    case "form":
      if (building.form || building.templates) return skipped(building);
      building.form = building.insert(kind);
      building.flaw(building.form, "a form in a table has no content");
      building.pop();
      return false;
  }
  return foster(building, startInBody);
}

function skipped(building: Construction): false {
  building.skip(`<${building.kind.name}> has no place there`);
  return false;
}

/** Ends the table. `own`: by its end tag; else the tag that ends it is handled again. */
function endTable(building: Construction, own: boolean): boolean {
  const open = inTableScope(building.stack, TABLE);
  if (!open) return skipped(building);
  building.popTo(open, own);
  resetMode(building);
  return !own;
}

export function endInTable(building: Construction): boolean {
  switch (building.kind.name) {
    case "table":
      return endTable(building, true);
    case "body":
    case "caption":
    case "col":
    case "colgroup":
    case "html":
    case "tbody":
    case "td":
    case "tfoot":
    case "th":
    case "thead":
    case "tr":
      return skipped(building);
    case "template":
      endTemplate(building);
      return false;
  }
  return foster(building, endInBody);
}

export function startInTableBody(building: Construction): boolean {
  const { kind } = building;
  if (kind === TR) {
    clearTo(building, BODY_CONTEXT);
    building.insert(kind);
    building.mode = "in row";
    return false;
  }
  if (CELL.has(kind.name)) {
    clearTo(building, BODY_CONTEXT);
    building.insert(TR, "html", true);
    building.mode = "in row";
    return true;
  }
  if (/^(?:caption|col|colgroup|tbody|tfoot|thead)$/.test(kind.name)) return endSection(building);
  return startInTable(building);
}

function endSection(building: Construction): boolean {
  if (!inTableScope(building.stack, BODIES)) return skipped(building);
  clearTo(building, BODY_CONTEXT);
  building.pop();
  building.mode = "in table";
  return true;
}

export function endInTableBody(building: Construction): boolean {
  const { name } = building.kind;
  if (BODIES.has(name)) {
    if (!inTableScope(building.stack, new Set([name]))) return skipped(building);
    clearTo(building, BODY_CONTEXT);
    building.pop(true);
    building.mode = "in table";
    return false;
  }
  if (name === "table") return endSection(building);
  if (/^(?:body|caption|col|colgroup|html|td|th|tr)$/.test(name)) return skipped(building);
  return endInTable(building);
}

export function startInRow(building: Construction): boolean {
  const { kind } = building;
  if (CELL.has(kind.name)) {
    clearTo(building, ROW_CONTEXT);
    building.insert(kind);
    building.mode = "in cell";
    building.mark();
    return false;
  }
  if (/^(?:caption|col|colgroup|tbody|tfoot|thead|tr)$/.test(kind.name)) return endRow(building, false);
  return startInTable(building);
}

function endRow(building: Construction, own: boolean): boolean {
  if (!inTableScope(building.stack, ROW)) return skipped(building);
  clearTo(building, ROW_CONTEXT);
  building.pop(own);
  building.mode = "in table body";
  return !own;
}

export function endInRow(building: Construction): boolean {
  const { name } = building.kind;
  if (name === "tr") return endRow(building, true);
  if (name === "table") return endRow(building, false);
  if (BODIES.has(name)) {
    if (!inTableScope(building.stack, new Set([name]))) return skipped(building);
    return endRow(building, false);
  }
  if (/^(?:body|caption|col|colgroup|html|td|th)$/.test(name)) return skipped(building);
  return endInTable(building);
}

export function startInCell(building: Construction): boolean {
  if (/^(?:caption|col|colgroup|tbody|td|tfoot|th|thead|tr)$/.test(building.kind.name)) {
    const open = inTableScope(building.stack, CELL);
    if (!open) return skipped(building);
    building.implyEnds();
    building.popTo(open, false);
    building.clearToMark();
    building.mode = "in row";
    return true;
  }
  startInBody(building);
  return false;
}

export function endInCell(building: Construction): boolean {
  const { name } = building.kind;
  if (CELL.has(name)) {
    const open = inTableScope(building.stack, new Set([name]));
    if (!open) return skipped(building);
    building.implyEnds();
    building.popTo(open, true);
    building.clearToMark();
    building.mode = "in row";
    return false;
  }
  if (/^(?:body|caption|col|colgroup|html)$/.test(name)) return skipped(building);
  if (/^(?:table|tbody|tfoot|thead|tr)$/.test(name)) {
    if (!inTableScope(building.stack, new Set([name]))) return skipped(building);
    const open = inTableScope(building.stack, CELL)!;
    building.implyEnds();
    building.popTo(open, false);
    building.clearToMark();
    building.mode = "in row";
    return true;
  }
  return endInBody(building);
}

export function startInCaption(building: Construction): boolean {
  if (/^(?:caption|col|colgroup|tbody|td|tfoot|th|thead|tr)$/.test(building.kind.name))
    return endCaption(building, false);
  startInBody(building);
  return false;
}

export function endInCaption(building: Construction): boolean {
  const { name } = building.kind;
  if (name === "caption") return endCaption(building, true);
  if (name === "table") return endCaption(building, false);
  if (/^(?:body|col|colgroup|html|tbody|td|tfoot|th|thead|tr)$/.test(name)) return skipped(building);
  return endInBody(building);
}

function endCaption(building: Construction, own: boolean): boolean {
  const open = inTableScope(building.stack, CAPTION);
  if (!open) return skipped(building);
  building.implyEnds();
  building.popTo(open, own);
  building.clearToMark();
  building.mode = "in table";
  return !own;
}

export function startInColumnGroup(building: Construction): boolean {
  const { kind } = building;
  if (kind.name === "col") building.insertVoid(kind);
  else if (kind.name === "template") startInHead(building);
  else if (kind.name === "html") return skipped(building);
  else return endColumnGroup(building);
  return false;
}

/** Anything else ends the group, and is handled again. */
export function endColumnGroup(building: Construction): boolean {
  if (!building.isCurrent("colgroup")) return skipped(building);
  building.pop();
  building.mode = "in table";
  return true;
}

export function endInColumnGroup(building: Construction): boolean {
  const { name } = building.kind;
  if (name === "colgroup") {
    if (!building.isCurrent("colgroup")) return skipped(building);
    building.pop(true);
    building.mode = "in table";
    return false;
  }
  if (name === "col") return skipped(building);
  if (name === "template") {
    endTemplate(building);
    return false;
  }
  return endColumnGroup(building);
}

/** Text in a table: white space stays, everything else goes before it, and that is more than can be told here. */
export function textInTable(building: Construction, isBlank: boolean): void {
  const { current } = building;
  if (!current || current.space !== "html") return;
  if ((current.kind.bits & FOSTERS) === 0) {
    building.reopen();
    return;
  }
  if (isBlank) return;
  building.fostering = true;
  building.reopen();
  building.fosterText();
  building.fostering = false;
}

