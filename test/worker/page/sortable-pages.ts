import fc from "fast-check";

const TAGS = (
  "div p span a b i ul ol li dl dt dd table tr td tbody th caption h1 h2 form button section select option " +
  "ruby rt pre svg math br img template object em x-card label article nobr body details summary input"
).split(" ");

const attributes = fc.constantFrom("", "", " data-k=x", " data-k=y", " data-t", " data-t data-k='x'");
const tree = (tags: readonly string[]) =>
  fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("one", " ", "\n", "<br>", "<!--c-->", "<img data-k=x>"),
      fc
        .tuple(fc.constantFrom(...tags), attributes, fc.array(tie("node"), { maxLength: 4 }))
        .map(([name, written, children]) =>
          /^(?:br|img|input)$/.test(name)
            ? `<${name}${written}>`
            : `<${name}${written}>${children.join("")}</${name}>`,
        ),
    ),
  })).node;
const node = tree(TAGS);
const tidyNode = tree("div section span em x-card article dl details".split(" "));
const loose = fc.oneof(
  fc.tuple(fc.constantFrom(...TAGS), attributes).map(([name, written]) => `<${name}${written}>`),
  fc.constantFrom(...TAGS).map((name) => `</${name}>`),
  fc.constantFrom("<!-->", "<!--a--!>", "</>", "a < b", "<?x>", "</p>", "</br>", "<li data-k=x>", "&lt;"),
);
const child = fc.oneof(
  { weight: 6, arbitrary: node },
  { weight: 3, arbitrary: node.map((inner) => `<li data-k=x>${inner}</li>`) },
  { weight: 2, arbitrary: node.map((inner) => `<li>${inner}</li>`) },
  { weight: 1, arbitrary: loose },
);
const soup = fc.array(child, { maxLength: 6 }).map((parts) => parts.join(""));
const target = fc.constantFrom(
  "ul",
  "ul",
  "div",
  "nav",
  "ol",
  "dl",
  "tbody",
  "tr",
  "select",
  "p",
  "span",
  "table",
  "a",
);
const before = fc
  .array(
    fc.oneof(
      node,
      fc.constantFrom(
        "<p>",
        "<b>",
        "<p><b>one</p>",
        "<ul><li>",
        "<div>",
        "<table><tr><td>",
        "<form>",
        "<table><tbody>",
      ),
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.join(""));

/** Most of the first kind is refused, and most of the second kind done. */
const pageParts = fc.oneof(
  fc.tuple(before, target, soup, soup),
  fc.tuple(
    fc.oneof(fc.constant(""), tidyNode),
    fc.constantFrom("ul", "div", "nav", "section"),
    fc
      .array(
        fc.oneof(
          tidyNode,
          fc.tuple(attributes, tidyNode).map(([written, inner]) => `<div${written}>${inner}</div>`),
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join("")),
    fc.oneof(fc.constant(""), soup),
  ),
);

/** Pages in which the children of `[data-t]` can be sorted by `data-k`, or can't. */
export const sortablePage = pageParts.map(
  ([outer, name, inner, after]) =>
    `<!doctype html><html><head><title>x</title></head><body><main>${outer}<${name} data-t>${inner}</${name}>${after}</main></body></html>`,
);
