import type { Construction } from "./construction.ts";
import { markFormatting, reopen } from "./formatting.ts";
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
const CELL = names("td th");
export const BODIES = names("tbody tfoot thead");
/** Up to which element the stack is cleared, by mode. */
const TABLE_CONTEXT = names("table template html");
const BODY_CONTEXT = names("tbody tfoot thead template html");

/** Ends all that isn't one of these. */
export function clearTo(building: Construction, context: ReadonlySet<string>): void {
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
      markFormatting(building);
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

export function skipped(building: Construction): false {
  building.ignore(`<${building.kind.name}> has no place there`);
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

/** Text in a table: white space stays, everything else goes before it, and that is more than can be told here. */
export function textInTable(building: Construction, isBlank: boolean): void {
  const { current } = building;
  if (!current || current.space !== "html") return;
  if ((current.kind.bits & FOSTERS) === 0) {
    reopen(building);
    return;
  }
  if (isBlank) return;
  building.fostering = true;
  reopen(building);
  building.fosterText();
  building.fostering = false;
}
