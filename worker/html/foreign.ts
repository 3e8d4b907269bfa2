import type { Construction } from "./construction.ts";
import { BREAKS_OUT } from "./kinds.ts";
import type { Element } from "./state.ts";

const MATH_TEXT = /^(?:mi|mo|mn|ms|mtext)$/;
const SVG_HTML = /^(?:foreignobject|desc|title)$/;

function isMathText({ space, kind }: Element): boolean {
  return space === "math" && MATH_TEXT.test(kind.name);
}

function isHtmlPoint(building: Construction, { space, kind, from }: Element): boolean {
  if (space === "svg") return SVG_HTML.test(kind.name);
  if (space !== "math" || kind.name !== "annotation-xml") return false;
  const encoding = building.attributeOf(from, "encoding")?.toLowerCase();
  return encoding === "text/html" || encoding === "application/xhtml+xml";
}

/**
 * Whether what comes is part of a drawing or formula.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#tree-construction-dispatcher
 */
export function isForeign(building: Construction, what: "start" | "end" | "text"): boolean {
  const { current } = building;
  if (!current || current.space === "html") return false;
  if (what === "end") return true;
  const { name } = building.kind;
  if (isMathText(current) && (what === "text" || (name !== "mglyph" && name !== "malignmark"))) return false;
  if (
    what === "start" &&
    name === "svg" &&
    current.space === "math" &&
    current.kind.name === "annotation-xml"
  )
    return false;
  return !isHtmlPoint(building, current);
}

/** @returns whether the tag ends the drawing, and is to be handled again */
export function startInForeign(building: Construction): boolean {
  const { kind } = building;
  const breaks = (kind.bits & BREAKS_OUT) !== 0 || (kind.name === "font" && isPlainFont(building));
  if (breaks) {
    endForeign(building, `<${kind.name}> ends the drawing or formula`);
    return true;
  }
  building.insert(kind, building.current!.space);
  if (building.closesItself) building.pop(true);
  return false;
}

function isPlainFont(building: Construction): boolean {
  return ["color", "face", "size"].some((name) => building.hasAttribute(name));
}

function endForeign(building: Construction, why: string): void {
  while (building.current && building.current.space !== "html") {
    if (isMathText(building.current) || isHtmlPoint(building, building.current)) return;
    building.flaw(building.current, why);
    building.pop();
  }
}

/** @returns whether the end tag is to be handled as one of HTML */
export function endInForeign(building: Construction): boolean {
  const { name } = building.kind;
  if (name === "br" || name === "p") {
    endForeign(building, `</${name}> ends the drawing or formula`);
    return true;
  }
  for (let at = building.stack; at?.below; at = at.below) {
    if (at.element.space === "html") return true;
    if (at.element.kind.name !== name) continue;
    building.popTo(at, true);
    return false;
  }
  return false;
}
