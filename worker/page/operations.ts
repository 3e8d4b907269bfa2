import type { Edit } from "../../shared/edit.ts";
import { asciiHtml, escapeText } from "./escape.ts";

/** Does one edit to an element. @throws where HTMLRewriter refuses, e.g. an attribute name */
export function applyEdit(element: Element, edit: Edit, utf8: boolean): void {
  const html = (text: string) => (utf8 ? text : asciiHtml(text));
  const options = { html: true };
  switch (edit.op) {
    case "content":
      return void element.setInnerContent(keepFirstBreak(element.tagName, html(edit.html)), options);
    case "text":
      return void element.setInnerContent(
        keepFirstBreak(element.tagName, html(escapeText(edit.text))),
        options,
      );
    case "replace":
      return void element.replace(html(edit.html), options);
    case "before":
    case "after":
    case "prepend":
    case "append":
      return void element[edit.op](html(edit.html), options);
    case "remove":
      return void element.remove();
    case "attributes":
      for (const name of edit.remove) element.removeAttribute(name);
      // `setAttribute` itself escapes nothing but the quotation mark.
      for (const [name, value] of Object.entries(edit.set))
        element.setAttribute(name, html(value.replaceAll("&", "&amp;").replaceAll("<", "&lt;")));
      return;
    case "class":
      return changeClasses(element, edit.add, edit.remove, html);
  }
}

/** The parser drops a line break that stands first in these. */
function keepFirstBreak(name: string, html: string): string {
  return html.startsWith("\n") && /^(pre|listing|textarea)$/.test(name) ? `\n${html}` : html;
}

/** As `classList.add` and `classList.remove` do it, on the attribute as it is written in the page. */
function changeClasses(
  element: Element,
  add: readonly string[],
  remove: readonly string[],
  html: (text: string) => string,
): void {
  const before = element.getAttribute("class");
  const classes = new Set((before ?? "").split(/[\t\n\f\r ]+/).filter((name) => name !== ""));
  for (const name of remove) {
    classes.delete(name);
    classes.delete(html(escapeText(name)));
  }
  for (const name of add) if (!classes.has(name)) classes.add(html(escapeText(name)));
  if (before === null && classes.size === 0) return;
  element.setAttribute("class", [...classes].join(" "));
}
