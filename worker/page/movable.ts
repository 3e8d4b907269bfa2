import { NO_FLOW } from "./elements.ts";
import { isBlank } from "./guard.ts";
import { formsMatch, headingsMatch } from "./markup.ts";
import { gapsOf, type Sorted } from "./pieces.ts";

const COMMENT = /<!--(?!-?>)(?:(?!--!?>)[^])*-->/g;

/**
 * Why the children of a target can't change places, for reasons that HTMLRewriter doesn't tell: end tags of
 * nothing, some of which make an element or end one further out. `page` has one character for each byte.
 */
export function contentConflict(page: string, target: Sorted, name: string): string | undefined {
  for (const [from, to] of gapsOf(target)) {
    const between = page.slice(from, to).replace(COMMENT, "");
    if (between.includes("<")) return "there is markup of no element between the children";
    if (NO_FLOW.has(name) && !isBlank(between)) return `text is moved out of <${name}>`;
  }
  const content = page.slice(target.from, target.to);
  const structure = /<\/?(?:html|head|body)(?=[\s/>])/i.exec(content)?.[0];
  if (structure !== undefined) return `${structure}> isn't content`;
  if (!headingsMatch(content)) return "headings in the target end with other tags than their own";
  const hasForm = name === "form" || /<\/?form(?=[\s/>])/i.test(content);
  return hasForm && !formsMatch(page) ? "forms on this page aren't closed, or one is in another" : undefined;
}
