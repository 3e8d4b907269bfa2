import fc from "fast-check";

// Names with capitals that a drawing may have are not among all this: css-select writes them small.

/** Attributes on which selectors of all kinds agree and differ. */
export const ATTRIBUTES = [
  "",
  " id=t",
  " id=t class=a",
  " ID=T",
  " class='a b'",
  ' class="A  b\tc"',
  " CLASS=a",
  " class='a&amp;b'",
  " class=&#97;",
  ' title="x-y z"',
  " title='X-Y'",
  " title='&eacute;'",
  " title='x &lt; y'",
  " lang=en-GB",
  " lang=EN",
  " type=HIDDEN",
  " data-x",
  ' data-x=""',
  " data-x=a/",
  " data-X=&#x61;b data-x=c",
  " /",
];

const name = fc.constantFrom(
  ..."div p span a b ul li table tr td option svg g h1 section img x-card DIV html body body title".split(
    " ",
  ),
);
const value = fc.constantFrom(
  "a",
  "A",
  "b",
  "x-y",
  "X",
  "en",
  "EN",
  "é",
  "x < y",
  "a b",
  "",
  "hidden",
  "t",
  "T",
  "a/",
);
const flag = fc.constantFrom("", "", "", " i");
const attribute = fc.oneof(
  fc.constantFrom("[id]", "[class]", "[data-x]", "[title]", "[lang]"),
  fc
    .tuple(
      fc.constantFrom("id", "class", "title", "lang", "type", "data-x"),
      fc.constantFrom("=", "~=", "|=", "^=", "$=", "*="),
      value,
      flag,
    )
    // For css-select there is an empty word.
    .filter(([, operator, text]) => operator !== "~=" || text !== "")
    .map(([key, operator, text, any]) => `[${key}${operator}"${text}"${any}]`),
);
// Not "n": for css-select the root is no child then.
const formula = fc.constantFrom(
  "odd",
  "even",
  "1",
  "2",
  "3",
  "n+2",
  "2n+1",
  "-n+2",
  "3n - 1",
  "0",
  "+2",
  "2N",
);
const place = fc.oneof(
  fc.constantFrom(":first-child", ":first-of-type"),
  fc
    .tuple(fc.constantFrom(":nth-child", ":nth-of-type"), formula)
    .map(([pseudo, text]) => `${pseudo}(${text})`),
);
const simple = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom("#t", "#T", ".a", ".A", ".b", ".c", ".a\\&b") },
  { weight: 2, arbitrary: attribute },
  { weight: 1, arbitrary: place },
);

const compound = fc.letrec<{ plain: string; full: string }>((tie) => ({
  plain: fc
    .tuple(fc.option(fc.oneof(name, fc.constant("*")), { nil: "" }), fc.array(simple, { maxLength: 2 }))
    .map(([first, rest]) => first + rest.join(""))
    .map((text) => (text === "" ? "*" : text)),
  full: fc
    .tuple(
      tie("plain"),
      fc.option(
        fc.array(fc.oneof({ maxDepth: 1 }, tie("plain"), tie("full")), { minLength: 1, maxLength: 2 }),
        { nil: undefined, freq: 3 },
      ),
    )
    .map(([text, not]) => (not ? `${text}:not(${not.join(", ")})` : text)),
})).full;

const complex = fc
  .tuple(compound, fc.array(fc.tuple(fc.constantFrom(" ", " > ", " "), compound), { maxLength: 2 }))
  .map(([first, rest]) => first + rest.flat().join(""));

/** Any selector of those that are supported. */
export const anySelector = fc
  .array(complex, { minLength: 1, maxLength: 2 })
  .map((alternatives) => alternatives.join(", "));
