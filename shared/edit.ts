/**
 * One thing to do to a page: a chosen block, rendered. All HTML in it is final
 * (visitor values escaped, owner markup balanced); the page pipeline only puts it in place.
 */
export type Edit = EditPlace & EditAction;

interface EditPlace {
  /** Id of the block, for reasons and the inspector. */
  readonly block: string;
  /** CSS selector in the subset that `site/selector.ts` lets pass. */
  readonly target: string;
  /** It is meant for the first so many matching elements, in document order; absent: for all of them. */
  readonly limit?: number;
}

/** All targets that blocks on a path have, whoever asks; `sorts`: their children may be put in another order. */
export type PageTargets = readonly { readonly target: string; readonly sorts: boolean }[];

export type EditAction =
  | { readonly op: HtmlOp; readonly html: string }
  | { readonly op: "remove" }
  | { readonly op: "text"; readonly text: string }
  | {
      readonly op: "attributes";
      readonly set: Readonly<Record<string, string>>;
      readonly remove: readonly string[];
    }
  | { readonly op: "class"; readonly add: readonly string[]; readonly remove: readonly string[] };

/**
 * Another order for the element children of the targets: those whose attribute `by` has the first value of `first`
 * come first, then those with the second, then all others, each in their old order. Texts and comments stay.
 */
export interface Reorder extends EditPlace {
  readonly by: string;
  readonly first: readonly string[];
}

/** Operations that put HTML into the page. `content` is the inner HTML of the target. */
export type HtmlOp = "content" | "replace" | "before" | "after" | "prepend" | "append";

/** Why an edit was not done on a page. */
export interface Refusal {
  readonly block: string;
  readonly reason: string;
}
