import { refuseSelector } from "../../shared/site/selector.ts";
import { type Element, find, type Page, withAncestors } from "./document.ts";

/** What is safe in a selector without escapes. */
const NAME = /^[A-Za-z_][\w-]*$/;
/** Classes that a page changes while it is used, or that style alone. */
const FLEETING = /^(is|has|js|active|open|hidden|show|col|row|d|p|m|w|h|mt|mb|pt|pb|text|flex|grid)(-|$)/;
const ANCESTORS = 3;

/** A short selector, supported by Selvedge, for just this element of a page; undefined where none is short. */
export function selectorFor(page: Page, element: Element): string | undefined {
  const own = namesOf(element);
  const fitting = (selector: string) => {
    if (refuseSelector(selector) !== undefined) return false;
    const found = find(page, selector);
    return found.length === 1 && found[0] === element;
  };
  const direct = own.find(fitting);
  if (direct !== undefined) return direct;
  const around = withAncestors(element).slice(1, 1 + ANCESTORS);
  const inside = around.flatMap((ancestor) =>
    namesOf(ancestor).flatMap((outer) => own.map((inner) => `${outer} ${inner}`)),
  );
  return inside.find(fitting);
}

/** Ways to name an element by itself, those that pages keep longest first. */
function namesOf({ name, attribs }: Element): string[] {
  const data = Object.entries(attribs).filter(([key]) => key.startsWith("data-") && NAME.test(key));
  const classes = (attribs["class"] ?? "")
    .split(/\s+/)
    .filter((each) => NAME.test(each) && !FLEETING.test(each));
  return [
    ...(NAME.test(attribs["id"] ?? "") ? [`#${attribs["id"]}`] : []),
    ...data
      .filter(([key, value]) => key === "data-slot" && NAME.test(value))
      .map(([key, value]) => `[${key}=${value}]`),
    name,
    ...classes.map((each) => `${name}.${each}`),
    ...data.map(([key]) => `[${key}]`),
  ];
}
