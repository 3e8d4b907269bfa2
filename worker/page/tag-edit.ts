import type { Edit } from "../../shared/edit.ts";
import { everyAttribute, valueOf, type Written } from "../html/attributes.ts";
import { closesItself, nameEnd } from "../html/scan.ts";
import type { Element } from "../html/state.ts";
import { isKeptName } from "./drawn-names.ts";
import { Conflict } from "./places.ts";
import type { Page } from "./survey.ts";

type TagEdit = Extract<Edit, { op: "attributes" | "class" }>;

/** A part of a start tag, and what is written in its place. */
export interface TagChange {
  readonly from: number;
  readonly to: number;
  readonly html: string;
}

/** Attributes on which depends how the page is parsed. */
const PARSED: Readonly<Record<string, RegExp>> = {
  input: /^type$/,
  "annotation-xml": /^encoding$/,
  font: /^(?:color|face|size)$/,
  template: /^shadowroot/,
};

/**
 * The changes to an element's start tag, as `setAttribute`, `removeAttribute` and `classList` would make them.
 * @param encode makes text of what may not be ASCII
 * @throws Conflict where that can't be done right
 */
export function changeTag(
  edit: TagEdit,
  { from, tagTo, kind, space }: Element,
  page: Page,
  encode: (text: string) => string,
): readonly TagChange[] {
  const { bytes } = page;
  const nameTo = nameEnd(bytes, from + 1);
  const attributes = everyAttribute(bytes, nameTo);
  const first = (name: string) => attributes.find(([own]) => own === name.toLowerCase())?.[1];
  const closing = closesItself(bytes, nameTo, tagTo) ? "/>".length : ">".length;
  const end = tagTo - closing;
  const changes: TagChange[] = [];
  const set = (name: string, value: string): void => {
    const html = `${name}="${encode(escapeValue(value))}"`;
    const old = first(name);
    if (old) changes.push({ from: old.from, to: attributeEnd(bytes, old), html });
    else changes.push({ from: end, to: end, html: ` ${html}` });
  };
  // Of doubles only the first one counts, so all of them go.
  const remove = (name: string): void => {
    for (const [own, each] of attributes)
      if (own === name.toLowerCase())
        changes.push({ from: each.from, to: attributeEnd(bytes, each), html: "" });
  };
  if (edit.op === "class") {
    const classes = changedClasses(edit, first("class"), page);
    if (classes !== undefined) set("class", classes);
    return changes;
  }
  for (const name of [...Object.keys(edit.set), ...edit.remove]) {
    if (!isKeptName(name, space)) throw new Conflict(`${name} is another attribute in a drawing or formula`);
    if (PARSED[kind.name]?.test(name.toLowerCase()))
      throw new Conflict(`${name} of <${kind.name}> decides how the page is read`);
  }
  for (const name of edit.remove) remove(name);
  for (const [name, value] of Object.entries(edit.set)) {
    if (!/^[^\t\n\f\r "'<>/=\0]+$/.test(name))
      throw new Conflict(`${JSON.stringify(name)} isn't the name of an attribute`);
    set(name, value);
  }
  return changes;
}

/** In double quotes only these mean something else. */
function escapeValue(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** After the closing quote, if there is one. */
function attributeEnd(bytes: Uint8Array, { nameTo, valueFrom, valueTo }: Written): number {
  if (valueFrom === nameTo) return nameTo;
  const quote = bytes[valueFrom - 1];
  return (quote === 0x22 || quote === 0x27) && bytes[valueTo] === quote ? valueTo + 1 : valueTo;
}

/** The classes as they are to be; undefined where there is nothing to change. */
function changedClasses(
  { add, remove }: Extract<Edit, { op: "class" }>,
  old: Written | undefined,
  { bytes, charset }: Page,
): string | undefined {
  const before = old ? valueOf(bytes, old.valueFrom, old.valueTo, charset) : "";
  if (before === undefined) throw new Conflict("its classes can't be read");
  const classes = new Set(before.split(/[\t\n\f\r ]+/).filter((name) => name !== ""));
  for (const name of remove) classes.delete(name);
  for (const name of add) classes.add(name);
  return old === undefined && classes.size === 0 ? undefined : [...classes].join(" ");
}
