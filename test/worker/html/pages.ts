import fc from "fast-check";

const TAGS = // Of `</thead>` in a row without one, parse5 makes more than the standard does.
  (
    "div p span a b i em code font nobr ul ol li dl dt dd table caption colgroup col tbody tr td th h1 h2 form button " +
    "section article address select option optgroup hr br img input ruby rb rt rp rtc pre svg math mi g foreignObject title desc template " +
    "object marquee x-card label textarea script style iframe noscript center details summary body html head main fieldset"
  ).split(" ");

const ATTRIBUTES = [
  "",
  "",
  "",
  " id=t",
  " class='a b'",
  ' title=">"',
  " x=1 x=2",
  " type=hidden",
  " / ",
  "/",
  " =x",
  " a=b/",
];

const endTag = fc.constantFrom(...TAGS).map((name) => `</${name}>`);
const other = fc.constantFrom(
  "one",
  " ",
  "two \n",
  "<!--c-->",
  "<!-->",
  "<!--a--!>",
  "<!x>",
  "<?php ?>",
  "</ x>",
  "< ",
  "<",
  "&amp",
  "<![CDATA[x]]>",
  "<!doctype html>",
  "</>",
);

/** A whole page or a piece of one, from good to broken, with these attributes in its start tags. */
export function pagesWith(attributes: readonly string[]): fc.Arbitrary<string> {
  const startTag = fc
    .tuple(fc.constantFrom(...TAGS), fc.constantFrom(...attributes))
    .map(([name, written]) => `<${name}${written}>`);
  // Tags in any order: what nobody writes on purpose.
  const soup = fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: startTag },
        { weight: 4, arbitrary: endTag },
        { weight: 3, arbitrary: other },
      ),
      { maxLength: 40, size: "max" },
    )
    .map((pieces) => pieces.join(""));
  // Elements in elements, some without their end tag: what people write.
  const tree = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      other,
      fc
        .tuple(startTag, fc.array(tie("node"), { maxLength: 3 }), fc.boolean())
        .map(
          ([tag, children, closed]) =>
            `${tag}${children.join("")}${closed ? `</${/\w[\w-]*/.exec(tag)![0]}>` : ""}`,
        ),
    ),
  })).node;
  const content = fc
    .array(fc.oneof(soup, tree), { maxLength: 4, size: "max" })
    .map((pieces) => pieces.join(""));
  return fc.tuple(beginning, content, ending).map((parts) => parts.join(""));
}

const beginning = fc.constantFrom(
  "<!doctype html>",
  "<!DOCTYPE HTML><!--x-->\n",
  "<!doctype html><html><head><title>x</title></head><body>",
  "<!doctype html><html><head><title>x</title></head><body>",
  "<!doctype html><body><main>",
  "",
);
const ending = fc.constantFrom(
  "",
  "",
  "",
  "</body></html>",
  "</body></html>",
  "</body>\n</html>\n",
  "<!--",
  "<p",
);

export const anyPage = pagesWith(ATTRIBUTES);
