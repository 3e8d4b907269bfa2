/** What is safe in a selector without escapes. */
const NAME = /^[A-Za-z_][\w-]*$/;
/** What may stand in quotes. */
const VALUE = /^[\w ./:-]{1,40}$/;
/** Classes that a page changes while it is used, or that style alone. */
const FLEETING =
  /^(is|has|js|active|open|hidden|show|col|row|d|p|m|w|h|mt|mb|pt|pb|text|flex|grid)(-|$)|^(sc|css|jsx?|svelte)-/;
/** Names that a build or a framework has made up: another one tomorrow. */
const MADE_UP = /\d{3,}|[a-f\d]{8}|__|[A-Za-z]\d[A-Za-z]\d/;
/** Attributes that say what an element is for, so that their values last. */
const PURPOSES = ["data-slot", "data-block", "data-component", "data-section", "data-testid", "data-test"];
/** Where an element leads, or what it is sent as. */
const LEADING = ["href", "name"];
const ANCESTORS = 4;
const PROPOSALS = 4;
/** What parsers put in by themselves, so that it may be missing where the edge looks. */
const IMPLIED = ["html", "head", "body", "tbody", "colgroup"];

/**
 * Selectors for an element of the page, the one that will last longest first, all in the subset that Cloudflare's
 * HTMLRewriter supports. Each finds the element; most find just this one. Empty where nothing names it.
 */
export function selectorsFor(wanted: Element): readonly string[] {
  const own = namesOf(wanted);
  if (own.length === 0) return [];
  const around = ancestorsOf(wanted).slice(0, ANCESTORS);
  const inside = around.flatMap((outer) =>
    namesOf(outer).flatMap((name) => own.map((inner) => `${name} ${inner}`)),
  );
  const unique = [...own, ...inside].filter((selector) => isOnly(selector, wanted)).slice(0, PROPOSALS - 1);
  const all = unique.length > 0 ? unique : byPlace(wanted);
  // "All like this one", where there are several.
  const several = own.find(
    (selector) => selector.includes(".") && document.querySelectorAll(selector).length > 1,
  );
  return [...all, ...(several === undefined ? [] : [several])];
}

function isOnly(selector: string, wanted: Element): boolean {
  const found = document.querySelectorAll(selector);
  return found.length === 1 && found[0] === wanted;
}

/** Ways to name an element by itself, those that pages keep longest first. */
function namesOf(of: Element): readonly string[] {
  const tag = of.localName;
  if (tag === "tbody" || tag === "colgroup" || !/^[a-z][a-z\d-]*$/.test(tag)) return [];
  const attributes = [...of.attributes].filter(({ name }) => NAME.test(name) && name.startsWith("data-"));
  const lasting = attributes.filter(({ name, value }) => PURPOSES.includes(name) && VALUE.test(value));
  const leading = [...of.attributes].filter(({ name, value }) => LEADING.includes(name) && VALUE.test(value));
  const classes = [...of.classList].filter(
    (each) => NAME.test(each) && !FLEETING.test(each) && !MADE_UP.test(each),
  );
  return [
    ...(NAME.test(of.id) && !MADE_UP.test(of.id) ? [`#${of.id}`] : []),
    ...lasting.map(({ name, value }) => `[${name}="${value}"]`),
    tag,
    ...classes.map((each) => `${tag}.${each}`),
    ...leading.map(({ name, value }) => `${tag}[${name}="${value}"]`),
    ...attributes.filter(({ value }) => value === "").map(({ name }) => `${tag}[${name}]`),
    ...attributes
      .filter(({ name, value }) => !PURPOSES.includes(name) && value !== "" && VALUE.test(value))
      .map(({ name, value }) => `${tag}[${name}="${value}"]`),
  ];
}

function ancestorsOf(of: Element): readonly Element[] {
  const all: Element[] = [];
  for (let each = of.parentElement; each; each = each.parentElement)
    if (!IMPLIED.includes(each.localName)) all.push(each);
  return all;
}

/**
 * By the place among its siblings, from the nearest ancestor that has a name of its own. Across what parsers put in,
 * any descendant is meant: the edge may see it as a child.
 */
function byPlace(wanted: Element): readonly string[] {
  let path = placeOf(wanted);
  for (let at = wanted; ;) {
    const parent = at.parentElement;
    const implied = parent !== null && parent !== document.body && IMPLIED.includes(parent.localName);
    const anchor = implied ? parent.parentElement : parent;
    if (!anchor || anchor === document.documentElement) return [];
    const joint = implied ? " " : " > ";
    const named = namesOf(anchor).find((name) => isOnly(name, anchor));
    const selector = `${named}${joint}${path}`;
    if (named !== undefined && isOnly(selector, wanted)) return [selector];
    path = `${placeOf(anchor)}${joint}${path}`;
    at = anchor;
  }
}

function placeOf(of: Element): string {
  const alike = [...(of.parentElement?.children ?? [])].filter(({ localName }) => localName === of.localName);
  return `${of.localName}:nth-of-type(${alike.indexOf(of) + 1})`;
}
