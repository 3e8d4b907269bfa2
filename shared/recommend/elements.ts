import { scanMarkup, startScan } from "../template/scan.ts";

/** An element of a template, by where it stands in the text. */
export interface TemplateElement {
  readonly tag: string;
  /** How many elements it stands in. */
  readonly depth: number;
  /** Where its start tag begins, and ends. */
  readonly start: number;
  readonly inner: number;
  /** Where its end tag begins, and ends; that of its start tag where it has none. */
  innerEnd: number;
  end: number;
}

/** The elements of balanced HTML, in the order of their start tags. */
export function elementsIn(html: string): readonly TemplateElement[] {
  const place = startScan();
  const elements: TemplateElement[] = [];
  const open: TemplateElement[] = [];
  let tagStart = 0;
  for (let index = 0; index < html.length; index++) {
    const before = place.state;
    scanMarkup(place, html[index]!, 0);
    if (html[index] === "<" && (place.state === "tag open" || place.state === "raw")) tagStart = index;
    if (html[index] !== ">" || isOutside(before) || !isOutside(place.state)) continue;
    const end = index + 1;
    if (place.isEndTag) {
      while (open.length > place.open.length) Object.assign(open.pop()!, { innerEnd: tagStart, end });
      continue;
    }
    const element = { tag: place.tag, depth: open.length, start: tagStart, inner: end, innerEnd: end, end };
    elements.push(element);
    if (place.open.length > open.length) open.push(element);
  }
  for (const element of open) Object.assign(element, { innerEnd: html.length, end: html.length });
  return elements;
}

/** Whether a template is one element, with nothing beside it. */
export function hasOneRoot(html: string): boolean {
  const [root, ...others] = elementsIn(html).filter(({ depth }) => depth === 0);
  if (!root || others.length > 0 || root.inner === root.end) return false;
  return html.slice(0, root.start).trim() === "" && html.slice(root.end).trim() === "";
}

/** Whether an element has an attribute, whatever its value. */
export function hasAttribute(html: string, { start, inner }: TemplateElement, name: string): boolean {
  return attributePattern(name).test(html.slice(start, inner));
}

/** A pattern for an attribute as it stands in a start tag, quoted or without a value. */
export function attributePattern(name: string): RegExp {
  return new RegExp(`\\s${name}(?:="[^"]*")?(?=[\\s/>])`);
}

function isOutside(state: string): boolean {
  return state === "text" || state === "raw";
}
