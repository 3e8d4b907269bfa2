import type { Edit, Reorder } from "./edit.ts";

/** A block as the pasted tag does it. */
export interface DomEdit {
  readonly block: string;
  readonly target: string;
  readonly limit?: number;
  /**
   * What of its elements it wants for itself, each between two bars; a block that wants what another one has isn't
   * done.
   */
  readonly claims: readonly string[];
  /** Methods of the element, or of what it has under a name, and what they are given. */
  readonly calls: readonly (readonly [on: "" | "classList", method: string, given: Given])[];
  /** What only some sites ask for. */
  readonly rare?: RareOperation;
}

/** Children are sorted by an attribute, those with these values first; or the visitor is sent elsewhere. */
export type RareOperation =
  | { readonly by: string; readonly first: readonly string[] }
  | { readonly to: string };

/** Texts, or nodes of a block's HTML as they would be parsed in the element, or in what it has under a name. */
type Given = readonly string[] | { readonly html: string; readonly in?: "parentElement" };

const METHODS = {
  content: "replaceChildren",
  replace: "replaceWith",
  before: "before",
  after: "after",
  prepend: "prepend",
  append: "append",
} as const;

/**
 * What blocks do to a document, the more important ones first, in terms of its elements' own methods; held to the edge's
 * by test. What is put beside or into an element comes before what replaces that, after what replaces its content;
 * blocks that want the same of an element stay in their order.
 */
export function domEditsOf(blocks: readonly (Edit | Reorder)[]): DomEdit[] {
  return [...blocks].sort((one, other) => rankOf(one) - rankOf(other)).map(domEditOf);
}

/** Blocks of a higher rank are done later. All that want the same of an element have the same. */
export function rankOf(block: Edit | Reorder): number {
  if ("by" in block) return 0;
  return { content: 1, text: 1, replace: 3, remove: 3 }[block.op as string] ?? 2;
}

/** One block in terms of elements' methods. */
export function domEditOf(block: Edit | Reorder): DomEdit {
  const { target, limit } = block;
  const { claims, ...rest } = operationOf(block);
  return {
    block: block.block,
    target,
    ...(limit !== undefined && { limit }),
    claims: claims.map((claim) => `|${claim}|`),
    ...rest,
  };
}

function operationOf(block: Edit | Reorder): Omit<DomEdit, "block" | "target" | "limit"> {
  if ("by" in block) return { claims: ["order"], calls: [], rare: { by: block.by, first: block.first } };
  switch (block.op) {
    case "text":
      return { claims: ["content"], calls: [["", METHODS.content, block.text === "" ? [] : [block.text]]] };
    case "remove":
      return { claims: ["replace"], calls: [["", "remove", []]] };
    case "class": {
      const calls = [
        ["classList", "remove", block.remove] as const,
        ["classList", "add", block.add] as const,
      ];
      return { claims: ["class", "attribute class"], calls };
    }
    case "attributes": {
      const { set, remove } = block;
      const names = [...Object.keys(set), ...remove].map((name) => `attribute ${name.toLowerCase()}`);
      const calls = [
        ...remove.map((name) => ["", "removeAttribute", [name]] as const),
        ...Object.entries(set).map(([name, value]) => ["", "setAttribute", [name, value]] as const),
      ];
      // Two with the same selector are one too many, whatever they set.
      return { claims: [`attributes of ${block.target}`, ...names], calls };
    }
    default: {
      const isInside = /^(?:content|prepend|append)$/.test(block.op);
      const given: Given =
        block.html === "" ? [] : { html: block.html, ...(!isInside && { in: "parentElement" }) };
      return { claims: [block.op], calls: [["", METHODS[block.op], given]] };
    }
  }
}
