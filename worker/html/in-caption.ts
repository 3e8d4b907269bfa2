import type { Construction } from "./construction.ts";
import { endInBody } from "./end-in-body.ts";
import { clearToMark } from "./formatting.ts";
import { startAgain, startInBody } from "./in-body.ts";
import { startInHead } from "./in-head.ts";
import { skipped } from "./in-table.ts";
import { inTableScope } from "./state.ts";
import { endTemplate } from "./templates.ts";

const CAPTION: ReadonlySet<string> = new Set(["caption"]);

/**
 * Tags in captions and column groups. Each returns whether the tag is to be handled again, in the mode that is set then.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-incaption and after
 */
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
  clearToMark(building);
  building.mode = "in table";
  return !own;
}

export function startInColumnGroup(building: Construction): boolean {
  const { kind } = building;
  if (kind.name === "col") building.insertVoid(kind);
  else if (kind.name === "template") startInHead(building);
  else if (kind.name === "html") startAgain(building);
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
