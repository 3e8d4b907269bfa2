import type { Construction } from "./construction.ts";
import { endInBody } from "./end-in-body.ts";
import { clearToMark, markFormatting } from "./formatting.ts";
import { startInBody } from "./in-body.ts";
import { BODIES, clearTo, endInTable, skipped, startInTable } from "./in-table.ts";
import { inTableScope } from "./state.ts";

const ROW: ReadonlySet<string> = new Set(["tr"]);
const CELL: ReadonlySet<string> = new Set(["td", "th"]);
/** Up to which element the stack is cleared. */
const ROW_CONTEXT: ReadonlySet<string> = new Set(["tr", "template", "html"]);

/**
 * Tags in rows and cells. Each returns whether the tag is to be handled again, in the mode that is set then.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-intr and after
 */
export function startInRow(building: Construction): boolean {
  const { kind } = building;
  if (CELL.has(kind.name)) {
    clearTo(building, ROW_CONTEXT);
    building.insert(kind);
    building.mode = "in cell";
    markFormatting(building);
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
    clearToMark(building);
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
    clearToMark(building);
    building.mode = "in row";
    return false;
  }
  if (/^(?:body|caption|col|colgroup|html)$/.test(name)) return skipped(building);
  if (/^(?:table|tbody|tfoot|thead|tr)$/.test(name)) {
    if (!inTableScope(building.stack, new Set([name]))) return skipped(building);
    const open = inTableScope(building.stack, CELL)!;
    building.implyEnds();
    building.popTo(open, false);
    clearToMark(building);
    building.mode = "in row";
    return true;
  }
  return endInBody(building);
}
