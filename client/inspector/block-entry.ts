import type { PreviewData } from "../../shared/preview/data.ts";

/** What can be done to the picked element with content that can be copied from it. */
export const OPERATIONS = ["content", "text", "attributes", "before", "after", "replace", "remove"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What the owner has chosen for the block to come. */
export interface Wanted {
  readonly target: string;
  readonly op: Operation;
  /** The id of a segment; empty: everybody. */
  readonly when: string;
  /** A path; undefined: every page. */
  readonly page: string | undefined;
}

/** Something to begin with, where nothing can be copied. */
const BEGINNING = "<p>Your text</p>";

/** An entry of `"blocks"` in the site file for an element, with what it holds now to begin with. */
export function blockEntry(of: Element, { target, op, when, page }: Wanted, data: PreviewData): string {
  const block = {
    ...(page !== undefined && { pages: [page] }),
    target,
    op,
    ...(when !== "" && { when }),
    ...contentOf(of, op),
  };
  // Short lists on one line, as people write them.
  const json = JSON.stringify(block, null, 2).replace(/\[\n\s+("(?:[^"\\]|\\.)*")\n\s+\]/, "[$1]");
  return `${JSON.stringify(idFor(of, data))}: ${json}`;
}

function contentOf(of: Element, op: Operation): object {
  if (op === "content") return { html: tidy(of.innerHTML) };
  if (op === "replace") return { html: tidy(of.outerHTML) };
  if (op === "text") return { text: of.textContent.replace(/\s+/g, " ").trim() };
  if (op === "attributes") {
    const name = of.hasAttribute("src") ? "src" : of.hasAttribute("href") ? "href" : "title";
    return { set: { [name]: of.getAttribute(name) ?? "" } };
  }
  return op === "remove" ? {} : { html: BEGINNING };
}

function tidy(html: string): string {
  return html.replace(/\s*\n\s*/g, "\n").trim();
}

/** A name that the page suggests and no block has yet. */
function idFor(of: Element, { blocks, elsewhere }: PreviewData): string {
  const from = of.id || of.getAttribute("data-slot") || of.classList[0] || of.localName;
  const name =
    from
      .toLowerCase()
      .replace(/[^a-z\d]+/g, "-")
      .replace(/^-|-$/g, "") || "block";
  const taken = new Set([...blocks, ...elsewhere].map(({ id }) => id));
  let id = name;
  for (let number = 2; taken.has(id); number++) id = `${name}-${number}`;
  return id;
}
