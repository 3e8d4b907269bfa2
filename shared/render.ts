import { chooseLanguage } from "./choose-language.ts";
import type { EditAction } from "./edit.ts";
import type { PlanEntry } from "./plan.ts";
import type { ShownBlock } from "./site/block-schema.ts";
import { type BlockCase, TRUTHY } from "./site-rules.ts";
import type { Lookup } from "./template/render.ts";

/** A block that changes what its targets are or hold. */
export type EditingBlock = Exclude<ShownBlock, { op: "reorder" | "redirect" | "message" }>;

/** What a block puts first, without what isn't known of this visitor. */
export function renderFirst(templates: BlockCase["templates"], lookup: Lookup): readonly string[] {
  const values = Object.values(templates).map((template) => template.render(lookup));
  return [...new Set(values.filter((value) => value !== ""))];
}

/** Where a redirect leads, as its template says; undefined if something that it prints isn't known of this visitor. */
export function renderTo(templates: BlockCase["templates"], lookup: Lookup): string | undefined {
  let isKnown = true;
  const watched: Lookup = (name, use) => {
    const value = lookup(name, use);
    const isNothing = value === undefined || value === null || value === "" || typeof value === "symbol";
    if (use === "print" && isNothing) isKnown = false;
    return value;
  };
  const to = templates[""]?.render(watched);
  return isKnown ? to : undefined;
}

/** A chosen block as an edit, in the first of the wanted languages that it has. */
export function render(
  block: EditingBlock,
  templates: BlockCase["templates"],
  languages: readonly (string | undefined)[],
  lookup: Lookup,
): EditAction {
  if (block.op === "remove") return { op: "remove" };
  if (block.op === "class") return { op: "class", add: block.add, remove: block.remove };
  if (block.op === "attributes") {
    const set = Object.entries(templates).map(([name, template]) => [name, template.render(lookup)]);
    return { op: "attributes", set: Object.fromEntries(set), remove: block.remove };
  }
  const text = templates[chooseLanguage(templates, languages)]?.render(lookup) ?? "";
  return block.op === "text" ? { op: "text", text } : { op: block.op, html: text };
}

/** What a template sees under a name: context, or what the bucket of an attribute prints or answers. */
export function valueFor(
  name: string,
  use: "print" | "test",
  context: Readonly<Record<string, unknown>> | symbol,
  bucket: (id: string) => number | undefined,
  entries: ReadonlyMap<string, PlanEntry>,
): unknown {
  if (name.startsWith("context.")) {
    const value = typeof context === "object" ? context[name.slice("context.".length)] : undefined;
    return typeof value === "symbol" ? undefined : value;
  }
  const entry = entries.get(name);
  const index = entry && bucket(entry.id);
  if (!entry || index === undefined) return undefined;
  return use === "print" ? entry.printed(index) : entry.truth({ "": TRUTHY })?.[index];
}
