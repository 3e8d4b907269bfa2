import { attributePattern, elementsIn, hasAttribute } from "./elements.ts";

/** On an element of a row's HTML: the items stand in it. */
export const ITEMS_MARK = "data-items";
/** On an element inside: it says why. */
export const BECAUSE_MARK = "data-because";

/** What stands around the items of a row. */
export interface Frame {
  /** Up to the start tag of the element that holds the items, without its `>`. */
  readonly before: string;
  /** What stands in that element before the items, up to where the reason goes, and behind it. */
  readonly inner: readonly [string, string];
  readonly after: string;
  /** The start tag of the element that says why, without its `>`, and its end tag. */
  readonly because: readonly [start: string, end: string];
}

/** The frame of a row: the owner's HTML with its marks, or without any a list or a plain element, as the items are. */
export function frameOf(html: string | undefined, item: string): Frame {
  const isList = elementsIn(item)[0]?.tag === "li";
  const made = html ?? (isList ? `<ul ${ITEMS_MARK}></ul>` : `<div ${ITEMS_MARK}></div>`);
  const elements = elementsIn(made);
  const holder = elements.find((element) => hasAttribute(made, element, ITEMS_MARK));
  // The checker has refused a row without its mark.
  if (!holder) return { before: "<div", inner: ["", ""], after: "</div>", because: ["<p", "</p>"] };
  const said = elements.find(
    (element) =>
      element.start >= holder.inner &&
      element.end <= holder.innerEnd &&
      hasAttribute(made, element, BECAUSE_MARK),
  );
  const own = /^(?:ul|ol|menu)$/.test(holder.tag) ? "li" : "p";
  const start = made.slice(holder.start, holder.inner - 1);
  return {
    before: made.slice(0, holder.start) + start.replace(markIn(ITEMS_MARK), ""),
    inner: said
      ? [made.slice(holder.inner, said.start), made.slice(said.end, holder.innerEnd)]
      : [made.slice(holder.inner, holder.innerEnd), ""],
    after: made.slice(holder.innerEnd),
    because: said
      ? [made.slice(said.start, said.inner - 1).replace(markIn(BECAUSE_MARK), ""), `</${said.tag}>`]
      : [`<${own}`, `</${own}>`],
  };
}

/** The mark in a start tag that has lost its `>`. */
function markIn(name: string): RegExp {
  return new RegExp(attributePattern(name).source.replace("(?=[\\s/>])", "(?=[\\s/>]|$)"));
}
