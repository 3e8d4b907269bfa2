import { adopt } from "./adoption.ts";
import type { Construction } from "./construction.ts";
import { clearToMark, reopen } from "./formatting.ts";
import { endParagraph, removeOpen } from "./in-body.ts";
import { ENDS_CONTENT, FORMATTING, HEADING, kindOf, MARKED } from "./kinds.ts";
import {
  BUTTON_SCOPE,
  hasOpen,
  inScope,
  isOpen,
  isScope,
  isSpecial,
  LIST_SCOPE,
  type Stack,
} from "./state.ts";
import { endTemplate } from "./templates.ts";

const P = kindOf("p");
const BR = kindOf("br");

/**
 * An end tag where content is expected.
 * @returns whether it is to be handled again, in the mode that is set now
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
 */
export function endInBody(building: Construction): boolean {
  const { name, bits } = building.kind;
  if (bits & FORMATTING) {
    if (!adopt(building, name, true)) endOther(building);
  } else if (name === "body" || name === "html") return endBody(building);
  else if (bits & HEADING) close(building, heading(building.stack));
  else if (bits & (ENDS_CONTENT | MARKED)) {
    const open = inScope(building.stack, name);
    close(building, open);
    if (open && bits & MARKED) clearToMark(building);
  } else (SPECIAL_ENDS[name] ?? endOther)(building);
  return false;
}

const SPECIAL_ENDS: Readonly<Record<string, (building: Construction) => void>> = {
  template: endTemplate,
  p(building) {
    if (!inScope(building.stack, "p", BUTTON_SCOPE))
      building.flaw(building.insert(P, "html", true), "</p> has no start tag");
    endParagraph(building, true);
  },
  li: (building) => close(building, inScope(building.stack, "li", LIST_SCOPE), "li"),
  dd: (building) => close(building, inScope(building.stack, "dd"), "dd"),
  dt: (building) => close(building, inScope(building.stack, "dt"), "dt"),
  form: endForm,
  br(building) {
    reopen(building);
    building.flaw(building.insert(BR, "html", true), "</br> has no start tag");
    building.pop();
  },
};

/** Ends an element by its end tag, and all that is open in it. */
function close(building: Construction, open: Stack | undefined, except?: string): void {
  if (!open) return building.ignore(`</${building.kind.name}> has no start tag`);
  building.implyEnds(except);
  building.popTo(open, true);
}

/** Any heading's end tag ends any heading. */
function heading(stack: Stack | undefined): Stack | undefined {
  for (let at = stack; at && !isScope(at.element); at = at.below)
    if (at.element.space === "html" && at.element.kind.bits & HEADING) return at;
  return undefined;
}

function endBody(building: Construction): boolean {
  if (!inScope(building.stack, "body")) {
    building.ignore(`</${building.kind.name}> ends nothing`);
    return false;
  }
  building.endBody();
  return building.kind.name === "html";
}

function endForm(building: Construction): void {
  if (hasOpen(building.stack, "template")) return close(building, inScope(building.stack, "form"));
  const { form } = building;
  building.form = undefined;
  let open = inScope(building.stack, "form");
  while (open && open.element !== form) open = inScope(open.below, "form");
  if (!form || !open || !isOpen(building.stack, form)) return building.ignore("</form> has no start tag");
  building.implyEnds();
  if (building.current === form) building.pop(true);
  else removeOpen(building, form);
}

/** Source: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody, "any other end tag" */
export function endOther(building: Construction): void {
  const { name } = building.kind;
  for (let at = building.stack; at; at = at.below) {
    const { element } = at;
    if (element.space === "html" && element.kind.name === name) {
      building.implyEnds(name);
      return building.popTo(at, true);
    }
    if (isSpecial(element)) break;
  }
  building.ignore(`</${name}> has no start tag`);
}
