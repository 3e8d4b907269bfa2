import { AttributeAction, parse, type Selector, SelectorType } from "css-what";

const TRAVERSALS = new Set<SelectorType>([SelectorType.Child, SelectorType.Descendant]);
const COMBINATORS: Readonly<Record<string, string>> = {
  [SelectorType.Adjacent]: "+",
  [SelectorType.Sibling]: "~",
  [SelectorType.Parent]: "<",
  [SelectorType.ColumnCombinator]: "||",
};
const PLAIN_PSEUDOS = new Set(["first-child", "first-of-type"]);
const NTH_PSEUDOS = new Set(["nth-child", "nth-of-type"]);
const NTH = /^\s*(?:odd|even|[+-]?\d*n(?:\s*[+-]\s*\d+)?|[+-]?\d+)\s*$/i;

/**
 * Why the edge can't use this selector; undefined if it can. What is let pass is what the edge can tell of an element from
 * what stands before it in the page, and what means the same in every browser: what only some parsers put up with is
 * refused.
 */
export function refuseSelector(selector: string): string | undefined {
  if (selector.trim() === "") return "expected a CSS selector";
  if (/\{\{/.test(selector)) return "templates don't work in selectors";
  let lists: Selector[][];
  try {
    lists = parse(selector);
  } catch (error) {
    return `not a CSS selector: ${error instanceof Error ? error.message : String(error)}`;
  }
  const loose = refuseSpelling(selector);
  return loose ?? first(lists, (list) => refuseList(list, false));
}

/** Tags that the elements which a selector finds can have; undefined where it may be any. */
export function targetTags(selector: string): string[] | undefined {
  const tags: string[] = [];
  for (const list of parse(selector)) {
    let tag: string | undefined;
    for (const token of list) {
      if (TRAVERSALS.has(token.type)) tag = undefined;
      else if (token.type === SelectorType.Tag) tag = token.name.toLowerCase();
    }
    if (tag === undefined) return undefined;
    tags.push(tag);
  }
  return tags;
}

function refuseList(list: readonly Selector[], isInNot: boolean): string | undefined {
  const last = list.at(-1);
  if (list.length === 0) return "a selector is missing";
  if (isTraversal(list[0]!) || isTraversal(last!)) return "a combinator needs a selector on both sides";
  const late = list.findIndex((token, index) => index > 0 && isName(token) && !isTraversal(list[index - 1]!));
  return late < 0
    ? first(list, (token) => refuseToken(token, isInNot))
    : "the name of an element must stand in front";
}

function isName(token: Selector): boolean {
  return token.type === SelectorType.Tag || token.type === SelectorType.Universal;
}

function refuseToken(token: Selector, isInNot: boolean): string | undefined {
  if (token.type in COMBINATORS)
    return `the combinator ${COMBINATORS[token.type]} isn't supported at the edge`;
  if (TRAVERSALS.has(token.type))
    return isInNot ? "combinators inside :not() aren't supported at the edge" : undefined;
  if (token.type === SelectorType.Pseudo) return refusePseudo(token.name, token.data);
  if (token.type === SelectorType.PseudoElement) return `::${token.name} isn't supported at the edge`;
  if ("namespace" in token && token.namespace !== null) return "namespaces aren't supported at the edge";
  if (token.type !== SelectorType.Attribute) return undefined;
  if (token.action === AttributeAction.Not) return "[x!=y] isn't CSS; use :not([x=y])";
  return token.ignoreCase === false ? "the flag s isn't supported by all browsers" : undefined;
}

function refusePseudo(name: string, data: Selector[][] | string | null): string | undefined {
  if (PLAIN_PSEUDOS.has(name) && data === null) return undefined;
  if (name === "not" && Array.isArray(data)) {
    return data.length === 0 ? "a selector is missing" : first(data, (list) => refuseList(list, true));
  }
  if (NTH_PSEUDOS.has(name)) {
    return typeof data === "string" && NTH.test(data)
      ? undefined
      : `:${name}() needs an+b, odd, even or a number`;
  }
  return `:${name} isn't supported at the edge`;
}

/** What css-what lets pass and CSS doesn't: names and bare values that begin with a digit, comments apart. */
function refuseSpelling(selector: string): string | undefined {
  const plain = selector
    .replace(/\\(?:[\da-f]{1,6}\s?|.)/gi, "x")
    .replace(/"[^"]*"|'[^']*'/g, '""')
    .replace(/:nth-[a-z-]+\([^)]*\)/gi, ":x");
  const stray = /[@&{}!;%?]|[.#](?![\w-]|[^\0-\x7f])/.exec(plain);
  if (stray) return `unexpected "${stray[0]}"`;
  const digit = /(?:^|[\s,>(#.[=])-?(\d[\w-]*)/.exec(plain);
  if (digit)
    return `"${digit[1]}" begins with a digit; put it in quotes, in an attribute selector such as [id="${digit[1]}"]`;
  if (/\[\s*[\w-]+\s*[~|^$*]?=\s*(?![\w-"]|[^\0-\x7f])/.test(plain))
    return "an attribute selector lacks its value";
  if (/=\s*[\w-]+[^\w\-\s\]\u0080-\uffff]/.test(plain)) return "put the attribute's value in quotes";
  return undefined;
}

function isTraversal(token: Selector): boolean {
  return TRAVERSALS.has(token.type) || token.type in COMBINATORS;
}

function first<Item>(items: readonly Item[], refuse: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const refusal = refuse(item);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
