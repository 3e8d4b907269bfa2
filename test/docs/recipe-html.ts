import { BUILT_IN_EVENTS } from "../../shared/event.ts";
import { find, type Page, parsePage, textOf } from "../../tools/init/document.ts";
import type { AttributePiece, Pieces } from "./recipe-site.ts";

/** What the HTML of a recipe leaves undone that its pieces need, or does that they know nothing of. */
export function htmlProblems(html: string, pieces: Pieces): string[] {
  const page = parsePage("/", html);
  const attributes = Object.entries(pieces.attributes ?? {});
  return [
    ...attributes.flatMap(([id, attribute]) => declaring(page, id, saidOf(attribute))),
    ...strangers(page, pieces),
    ...Object.entries(pieces.events ?? {})
      .filter(([, { selector }]) => find(page, selector).length === 0)
      .map(([name, { selector }]) => `nothing triggers "${name}": no ${selector}`),
    ...attributes.flatMap(([id, attribute]) => carrying(page, id, attribute)),
    ...attributes.flatMap(([id, attribute]) => sending(page, id, attribute, pieces)),
  ];
}

/** What visitors may say, one of it or several. */
const saidOf = (attribute: AttributePiece): unknown => attribute["declared"] ?? attribute["choices"];

/** Elements must offer just the values that are declared. */
function declaring(page: Page, id: string, declared: unknown): string[] {
  if (!Array.isArray(declared)) return [];
  const offered = find(page, `[data-selvedge-declare="${id}"]`)
    .flatMap((element) => (element.name === "select" ? find(page, "option") : [element]))
    .map(({ attribs }) => attribs["value"])
    .filter((value) => value !== "");
  return offered.length === declared.length && declared.every((value) => offered.includes(value as string))
    ? []
    : [`"${id}" is offered as ${offered.join(", ")}, and declared as ${declared.join(", ")}`];
}

function strangers(page: Page, { attributes = {} }: Pieces): string[] {
  return find(page, "[data-selvedge-declare]")
    .map(({ attribs }) => attribs["data-selvedge-declare"]!)
    .filter((id) => saidOf(attributes[id] ?? {}) === undefined)
    .map((id) => `"${id}" is declared by an element, and by no attribute`);
}

function carrying(page: Page, id: string, attribute: AttributePiece): string[] {
  const isMissing =
    "attested" in attribute && find(page, "meta[name=selvedge-attested][content]").length === 0;
  return isMissing ? [`nothing carries the token that attests "${id}"`] : [];
}

/** Events that nobody sees by himself are sent by a script, with the property that is read. */
function sending(page: Page, id: string, attribute: AttributePiece, { events = {} }: Pieces): string[] {
  const known = [...BUILT_IN_EVENTS, "declare", ...Object.keys(events)] as readonly unknown[];
  const event = ["count", "sum", "last", "first", "max", "average", "top", "set"].map(
    (kind) => attribute[kind],
  );
  const unseen = event.filter((name) => name !== undefined && !known.includes(name));
  const scripts = find(page, "script").map(textOf).join("\n");
  return unseen
    .filter((name) => {
      const call = new RegExp(`selvedge\\("event", "${String(name)}"(?:, \\{([^}]*)\\})?\\)`).exec(scripts);
      return !call || (attribute.of !== undefined && !call[1]?.includes(`${attribute.of}:`));
    })
    .map((name) => `no script sends "${String(name)}" for "${id}"`);
}
