import type { EditAction } from "../../../shared/edit.ts";
import { domAfter, domOf } from "./dom.ts";
import { rewritePage } from "./rewritten.ts";

/** One of each kind, with all that may be put into a page. */
export const ACTIONS: readonly EditAction[] = [
  ...(["content", "replace", "before", "after", "prepend", "append"] as const).flatMap((op): EditAction[] =>
    [
      "<h2>New</h2>",
      "new <em>text</em>",
      "<div class=new>New</div>",
      "<i>New</i>",
      "<p>New</p>",
      "<ul><li>New</li></ul>",
      "<a href=x>New</a>",
      "<table><tbody><tr><td>New</td></tr></tbody></table>",
      "<li>New</li>",
      "<tr><td>New</td></tr>",
      "<option>New</option>",
      "<!--c-->",
      "<svg><g></g></svg>",
      "<form><button>New</button></form>",
      "<br>",
      "\nNew",
      "New",
      "amp;",
      "",
    ].map((html) => ({ op, html })),
  ),
  { op: "remove" },
  { op: "remove" },
  { op: "text", text: "new <&> text" },
  { op: "text", text: "\nnew" },
  { op: "text", text: "" },
  { op: "attributes", set: { title: 'a "b" <c> &amp; d' }, remove: ["hidden", "x"] },
  { op: "attributes", set: { id: "u", "data-x": "/" }, remove: ["class", "title"] },
  { op: "class", add: ["new", "a&b"], remove: ["a"] },
];

/** For parse5 a table's scope reaches out of a `<template>`, against the standard. */
const PARTS_IN_TEMPLATE = /<template[^]*<\/?(?:table|caption|col|colgroup|tbody|td|tfoot|th|tr)/i;

/**
 * Does an edit to all `#t` of a page. `wrong` says where that isn't the DOM with the edit, or where the page was changed
 * although nothing was done; undefined if all is well.
 */
export function tryEdit(page: string, action: EditAction): { wrong: string | undefined; applied: boolean } {
  const edit = { block: "b", target: "#t", ...action };
  const result = rewritePage({ bytes: new TextEncoder().encode(page), charset: "utf-8" }, [edit]);
  const written = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true }).decode(result.bytes);
  const applied = result.applied.length > 0;
  if (!applied) return { applied, wrong: written === page ? undefined : `changed all the same: ${written}` };
  if (PARTS_IN_TEMPLATE.test(page)) return { applied, wrong: undefined };
  const own = JSON.stringify(domOf(written));
  const expected = JSON.stringify(domAfter(page, edit));
  return { applied, wrong: own === expected ? undefined : `${written}\nis      ${own}\nnot     ${expected}` };
}
