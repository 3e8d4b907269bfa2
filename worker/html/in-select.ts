import { type Construction, Unclear } from "./construction.ts";
import { FORMATTING, RAW_TEXT, TABLE_PART } from "./kinds.ts";
import { type Element, hasOpen, type Stack } from "./state.ts";
import { endTemplate, resetMode } from "./templates.ts";
import { startInHead } from "./in-head.ts";

/**
 * In `<select>`, browsers of before 2025 ignore most tags and newer ones don't. What both make the same of is followed;
 * the rest leaves the `<select>` alone where it is over with its end, and the whole page where it may not be.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody, https://github.com/whatwg/html/pull/10548
 * @returns whether the tag is to be handled again
 */
export function startInSelect(building: Construction): boolean {
  const { kind } = building;
  const { name, bits } = kind;
  const select = selectOf(building)?.element;
  switch (name) {
    case "option":
    case "optgroup":
    case "hr":
      if (building.isCurrent("option")) building.pop();
      if (building.isCurrent("optgroup") && name !== "option") building.pop();
      shareFlaw(building, name === "hr" ? building.insertVoid(kind) : building.insert(kind), select);
      return false;
    case "script":
    case "template":
      startInHead(building);
      return false;
    case "select":
      building.flaw(select, "<select> ends the <select> around it");
      endSelect(building, false);
      return false;
    case "input":
    case "keygen":
      endSelect(building, false);
      return true;
  }
  if (
    bits & (FORMATTING | RAW_TEXT | TABLE_PART) ||
    /^(?:table|form|html|head|body|frameset|plaintext|p|button)$/.test(name)
  )
    throw new Unclear(`browsers differ about <${name}> in <select>`);
  const why = `browsers differ about <${name}> in <select>`;
  for (let at: Stack | undefined = building.stack; at; at = at.below) {
    building.flaw(at.element, why);
    if (at.element.kind.name === "select") break;
  }
  // In newer ones it is an element, which somebody may ask for.
  building.sights?.watch.wants({
    kind,
    space: "html",
    parent: building.current,
    from: building.from,
    tagTo: building.to,
    index: Number.NaN,
    children: Number.NaN,
    flaw: why,
    moved: true,
    sight: undefined,
  });
  return false;
}

/** What follows such a tag may be in its element. */
function shareFlaw(building: Construction, element: Element, select: Element | undefined): void {
  if (select?.flaw !== undefined) building.flaw(element, select.flaw);
}

/** @returns whether the tag is to be handled again */
export function endInSelect(building: Construction): boolean {
  const { name, bits } = building.kind;
  if (name === "optgroup" || name === "option") {
    const isGroup = name === "optgroup" && building.isCurrent("option");
    if (isGroup && building.stack?.below?.element.kind.name === "optgroup") building.pop();
    if (building.isCurrent(name)) building.pop(true);
    else building.ignore(`</${name}> has no start tag`);
  } else if (name === "select") endSelect(building, true);
  else if (name === "template" && hasOpen(building.stack, "template")) endTemplate(building);
  else if (bits & TABLE_PART || name === "table")
    throw new Unclear(`browsers differ about </${name}> in <select>`);
  else building.ignore(`</${name}> has no start tag`);
  return false;
}

function endSelect(building: Construction, own: boolean): void {
  const open = selectOf(building);
  if (open) building.popTo(open, own);
  resetMode(building);
}

function selectOf(building: Construction): Stack | undefined {
  let at = building.stack;
  while (at && at.element.kind.name !== "select") at = at.below;
  return at;
}
