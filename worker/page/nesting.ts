import {
  BREAKS_OUT,
  CLOSES_PARAGRAPH,
  ENDS_CONTENT,
  FLOWS_NOWHERE,
  FOREIGN,
  HEADING,
  IMPLIED_END,
  INTEGRATION,
  ITEM_SCOPE,
  METADATA,
  MISPLACED,
  NO_FLOW,
  OPTIONAL_END,
  RUBY,
  SCOPE,
  TABLE_LEVEL,
} from "./elements.ts";

/** Where a start tag stands, as far as it is known. */
export interface Nesting {
  /** Names of the open elements, outermost first. */
  readonly path: readonly string[];
  /** The first element of the path that counts; nothing before it is looked at. */
  readonly base: number;
  /** Inserted beside an element of this name: whatever is allowed to that one is allowed here. */
  readonly sibling?: string;
  /** Which of `SURROUNDINGS` the place is in; undefined where nobody has looked yet. */
  readonly around: ReadonlySet<string>;
}

/** Elements around a place that decide what a browser makes of the tags in it. */
export const SURROUNDINGS = [
  "p",
  "a",
  "head",
  "button",
  "nobr",
  "select",
  "template",
  "svg",
  "math",
  "table",
] as const;
/** Those that many pages do without: whether they are there at all is cheaper to find out. */
export const RARE_SURROUNDINGS = SURROUNDINGS.slice(3);

/**
 * Why a start tag at this place would close, leave or change an element around it when a browser parses the
 * page, although its end tag doesn't say so; undefined where it becomes a child of the innermost open element.
 * Cautious: what it can't tell from the path is a conflict too.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
 */
export function startTagConflict(name: string, place: Nesting): string | undefined {
  const { path, base } = place;
  const parent = path.length > base ? path[path.length - 1] : undefined;
  if (MISPLACED.has(name)) return `<${name}> isn't content`;
  if (path.indexOf("template", base) >= 0) return undefined;
  const foreign = innermost(
    path,
    base,
    (open) => FOREIGN.has(open),
    (open) => INTEGRATION.has(open),
  );
  if (foreign !== undefined) return BREAKS_OUT.has(name) ? `<${name}> ends <${foreign}>` : undefined;
  if (
    innermost(
      path,
      base,
      (open) => open === "select",
      () => false,
    ) !== undefined ||
    place.around.has("select")
  ) {
    if (name !== "option" && name !== "optgroup" && name !== "hr")
      return `browsers differ about <${name}> in <select>`;
  }
  if ((parent === "head" || (parent === undefined && place.around.has("head"))) && !METADATA.has(name)) {
    return `<${name}> ends <head>`;
  }
  return (
    tableConflict(name, parent, place) ??
    (CLOSES_PARAGRAPH.has(name) ? paragraphConflict(name, place) : undefined) ??
    itemConflict(name, place) ??
    selfConflict(name, parent, place)
  );
}

/**
 * Why an element's end is not where its own end tag would say, or is and matters to the edited element around
 * it; undefined if all is well.
 * @param root name of the edited element, @param last whether it is still open where that one ends
 */
export function endTagConflict(
  name: string,
  endTag: string,
  root: string,
  last: boolean,
): string | undefined {
  if (endTag === name) return undefined;
  const harmless =
    !last && OPTIONAL_END.has(name) && (ENDS_CONTENT.has(root) || (root === "form" && IMPLIED_END.has(name)));
  return harmless ? undefined : `the end tag of <${name}> is missing`;
}

/** The innermost open element that is `wanted`, unless one that is a `boundary` lies before it. */
function innermost(
  path: readonly string[],
  base: number,
  wanted: (name: string) => boolean,
  boundary: (name: string) => boolean,
): string | undefined {
  for (let index = path.length - 1; index >= base; index--) {
    const open = path[index]!;
    if (wanted(open)) return open;
    if (boundary(open)) return undefined;
  }
  return undefined;
}

function tableConflict(
  name: string,
  parent: string | undefined,
  { path, base, sibling }: Nesting,
): string | undefined {
  const level = TABLE_LEVEL[name] ?? 0;
  if (level === 0) {
    const flow =
      parent === undefined ? sibling !== undefined && (TABLE_LEVEL[sibling] ?? 0) > 0 : NO_FLOW.has(parent);
    return flow && !FLOWS_NOWHERE.has(name) ? `<${name}> is moved out of the table` : undefined;
  }
  for (let index = path.length - 1; index >= base; index--) {
    const open = path[index]!;
    if (IMPLIED_END.has(open)) continue;
    const around = TABLE_LEVEL[open];
    if (around === undefined || open === "caption") return `<${name}> stands outside a table`;
    if (around < level)
      return name === "col" && open !== "colgroup" && open !== "table" ? `<col> ends <${open}>` : undefined;
    if (index === base) return `<${name}> ends <${open}>`;
  }
  return sibling !== undefined && TABLE_LEVEL[sibling] === level
    ? undefined
    : `<${name}> stands outside a table`;
}

function paragraphConflict(name: string, { path, base, sibling, around }: Nesting): string | undefined {
  for (let index = path.length - 1; index >= base; index--) {
    const open = path[index]!;
    // A paragraph within the edited element ends, the edited element doesn't.
    if (open === "p") return index === base ? `<${name}> ends <p>` : undefined;
    if (SCOPE.has(open) || open === "button") return undefined;
  }
  const outermost = path[base] ?? sibling;
  const alone = outermost !== undefined && CLOSES_PARAGRAPH.has(outermost);
  return !alone && around.has("p") ? `<${name}> ends the <p> around it` : undefined;
}

function itemConflict(name: string, { path, base, sibling }: Nesting): string | undefined {
  const like = LIST_ITEMS.get(name);
  if (!like) return undefined;
  const ended = endedItem(name, path, base);
  if (ended === base) return `<${name}> ends <${path[base]}>`;
  if (ended !== undefined || path.slice(base).some((open) => ITEM_SCOPE.has(open))) return undefined;
  return path.length === base && sibling !== undefined && like.has(sibling)
    ? undefined
    : `<${name}> stands outside a list`;
}

/** Items of lists: the start tag of one ends an open one of these, also from within what isn't in `ITEM_SCOPE`. */
export const LIST_ITEMS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["li", new Set(["li"])],
  ["dd", new Set(["dd", "dt"])],
  ["dt", new Set(["dd", "dt"])],
]);

/** Where on the path the item of a list stands that this start tag ends, if it ends one. */
export function endedItem(name: string, path: readonly string[], base: number): number | undefined {
  const like = LIST_ITEMS.get(name);
  if (!like) return undefined;
  for (let index = path.length - 1; index >= base; index--) {
    if (like.has(path[index]!)) return index;
    if (ITEM_SCOPE.has(path[index]!)) return undefined;
  }
  return undefined;
}

/** Elements that can't be nested in their like, and those that need a certain one around them. */
function selfConflict(name: string, parent: string | undefined, place: Nesting): string | undefined {
  const { path, base, sibling, around } = place;
  if (name === "a" || name === "nobr" || name === "button") {
    const open = innermost(
      path,
      base,
      (other) => other === name,
      (other) => SCOPE.has(other),
    );
    const closed =
      innermost(
        path,
        base,
        (other) => SCOPE.has(other),
        () => false,
      ) !== undefined;
    return open !== undefined || (!closed && around.has(name))
      ? `<${name}> ends the <${name}> around it`
      : undefined;
  }
  if (HEADING.has(name) || name === "form") {
    const like = HEADING.has(name) ? HEADING : new Set([name]);
    const open = innermost(
      path,
      base,
      (other) => like.has(other),
      () => false,
    );
    return open === undefined ? undefined : `<${name}> in <${open}>`;
  }
  if (RUBY.has(name)) {
    if (parent === undefined && sibling !== undefined && RUBY.has(sibling)) return undefined;
    if (path[base] !== undefined && RUBY.has(path[base])) return `<${name}> ends <${path[base]}>`;
    return path.indexOf("ruby", base) < 0 ? `<${name}> stands outside <ruby>` : undefined;
  }
  if (name === "option" || name === "optgroup") {
    if (parent === undefined)
      return sibling === "option" || sibling === "optgroup" ? undefined : `<${name}> stands outside <select>`;
    const ended =
      path.length - 1 === base && (parent === "option" || (parent === "optgroup" && name === "optgroup"));
    return ended
      ? `<${name}> ends <${parent}>`
      : path.some(
            (open, index) =>
              index >= base && (open === "select" || open === "datalist" || open === "optgroup"),
          )
        ? undefined
        : `<${name}> stands outside <select>`;
  }
  return undefined;
}
