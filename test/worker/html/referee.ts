import { type DefaultTreeAdapterTypes as Tree, parse } from "parse5";
import type { Watch } from "../../../worker/html/sights.ts";
import { parsePage } from "../../../worker/html/parse.ts";
import type { Element } from "../../../worker/html/state.ts";

/** An element as a parser tells of it that builds all of the document. */
interface Told {
  readonly name: string;
  readonly parent: string;
  readonly index: number;
  readonly contentTo: number;
  readonly to: number;
}

/** For parse5 a table's scope reaches out of a `<template>`, against the standard. */
const PARTS_IN_TEMPLATE = /<template[^]*<\/?(?:table|caption|col|colgroup|tbody|td|tfoot|th|tr)/i;

/**
 * Says what of the page's elements isn't where, or doesn't end where, such a parser finds it, though the page's own
 * parser vouches for it; undefined if they agree. Only for ASCII, in which a character is a byte.
 */
export function disagreement(page: string): string | undefined {
  const elements = new Map<number, Element>();
  const watch: Watch = {
    wants(element) {
      if (element.tagTo > element.from) elements.set(element.from, element);
      return "itself";
    },
  };
  const { unclear, building } = parsePage(new TextEncoder().encode(page), watch, false);
  if (unclear !== undefined || PARTS_IN_TEMPLATE.test(page)) return undefined;
  const reference = documentOf(page);
  for (const element of elements.values()) {
    if (isFlawed(element)) continue;
    const told = reference.get(element.from) ?? [];
    const difference =
      told.length === 1
        ? differenceOf(element, told[0]!, page, building.unfinished)
        : `there ${told.length} times`;
    if (difference !== undefined) return `${page}\n<${element.kind.name}> at ${element.from}: ${difference}`;
  }
  for (const [from, [told]] of reference)
    if (!elements.has(from)) return `${page}\n<${told!.name}> at ${from} wasn't seen`;
  return undefined;
}

function differenceOf(
  { kind, parent, index, sight, tagTo }: Element,
  told: Told,
  page: string,
  unfinished: boolean,
): string | undefined {
  if (told.name !== kind.name) return `named ${told.name}`;
  const parentName = parent ? `${parent.kind.name} ${parent.tagTo > parent.from ? parent.from : ""}` : "";
  if (told.parent !== parentName) return `in ${told.parent}, not in ${parentName}`;
  if (!Number.isNaN(index) && told.index !== index) return `child ${told.index}, not ${index}`;
  // What the end of the page ends, and body and html, have other places there.
  const { last, after } = sight!;
  if (
    /^(?:html|head|body)$/.test(kind.name) ||
    (!last && !after) ||
    (unfinished && sight!.to === page.length)
  )
    return undefined;
  if (!last) return told.to === tagTo ? undefined : `to ${told.to}, not ${tagTo}`;
  const { contentTo, to } = sight!;
  if (told.contentTo !== contentTo) return `content to ${told.contentTo}, not ${contentTo}`;
  // A heading's end tag may be another heading's.
  const isOwn = page.slice(contentTo + 2, contentTo + 2 + kind.name.length).toLowerCase() === kind.name;
  return told.to === to || !isOwn ? undefined : `to ${told.to}, not ${to}`;
}

function isFlawed(element: Element | undefined): boolean {
  return element !== undefined && (element.flaw !== undefined || isFlawed(element.parent));
}

/** Every element by the place of its start tag. */
function documentOf(page: string): Map<number, Told[]> {
  const told = new Map<number, Told[]>();
  const visit = (node: Tree.ParentNode): void => {
    let index = 0;
    for (const child of node.childNodes) {
      if (!("tagName" in child)) continue;
      index++;
      const at = child.sourceCodeLocation;
      if (at?.startTag) {
        const start = at.startTag.startOffset;
        const parentAt = "tagName" in node ? (node.sourceCodeLocation?.startTag?.startOffset ?? "") : "";
        const entry = {
          name: child.tagName.toLowerCase(),
          parent: "tagName" in node ? `${node.tagName.toLowerCase()} ${parentAt}` : "",
          index,
          contentTo: at.endTag?.startOffset ?? at.endOffset,
          to: at.endTag?.endOffset ?? at.endOffset,
        };
        told.set(start, [...(told.get(start) ?? []), entry]);
      }
      visit(child);
    }
  };
  visit(parse(page, { sourceCodeLocationInfo: true }));
  return told;
}
