/**
 * Kinds of elements as the tree construction of the HTML standard distinguishes them.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#tree-construction
 */

const names = (text: string): ReadonlySet<string> => new Set(text.split(" "));

export const VOID = names(
  "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr",
);

/** Their content is text for the parser, or isn't part of the document. */
export const RAW_TEXT = names(
  "script style xmp iframe noembed noframes plaintext noscript textarea title template",
);

/** Elements that the parser reopens after they were misnested. */
export const FORMATTING = names("a b big code em font i nobr s small strike strong tt u");

/** A start tag of these closes an open `<p>`. */
export const CLOSES_PARAGRAPH = names(
  "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp",
);

/** Their end tag may be left out, without any effect on the element around them. */
export const OPTIONAL_END = names(
  "caption colgroup dd dt li optgroup option p rb rp rt rtc tbody td tfoot th thead tr",
);

/** Whose end tag closes whatever is still open in them; that of any other is ignored instead. */
export const ENDS_CONTENT = names(
  "address applet article aside blockquote body button caption center dd details dialog dir div dl dt fieldset " +
    "figcaption figure footer h1 h2 h3 h4 h5 h6 head header hgroup li listing main marquee menu nav object ol p pre search " +
    "section select summary table tbody td tfoot th thead tr ul",
);

/** Of those with an optional end tag, the ones that an end tag around them closes without further ado ("implied end tags"). */
export const IMPLIED_END = names("dd dt li optgroup option p rb rp rt rtc");

/** What a `<p>`, `<button>` or formatting element outside can't be closed through ("in scope"). */
export const SCOPE = names("applet caption html marquee object select table td template th foreignobject");

/** What a `<li>`, `<dd>` or `<dt>` outside can't be closed through: special elements but address, div, p. */
export const ITEM_SCOPE = names(
  "applet article aside blockquote body button caption center colgroup details dir dl fieldset figcaption figure " +
    "footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html iframe listing main marquee menu nav noembed " +
    "noframes noscript object ol plaintext pre script search section select style summary table tbody td template " +
    "textarea tfoot th thead title tr ul xmp foreignobject",
);

export const HEADING = names("h1 h2 h3 h4 h5 h6");
export const RUBY = names("rb rp rt rtc");
export const METADATA = names("base link meta noscript script style template title");

/** Tags that the parser ignores, merges or turns into something else where content is expected. */
export const MISPLACED = names("html head body frameset frame image plaintext keygen");

/** Parts of a table by how deep they stand in it. */
export const TABLE_LEVEL: Readonly<Record<string, number>> = {
  table: 0,
  caption: 1,
  colgroup: 1,
  tbody: 1,
  thead: 1,
  tfoot: 1,
  tr: 2,
  col: 2,
  td: 3,
  th: 3,
};

/** Whatever else stands directly in these is moved out, before the table. */
export const NO_FLOW = names("table tbody thead tfoot tr colgroup");
export const FLOWS_NOWHERE = names("script style template");

export const FOREIGN = names("svg math");
/** Elements of SVG and MathML that hold HTML again. */
export const INTEGRATION = names("foreignobject desc title annotation-xml mi mo mn ms mtext");
/** HTML start tags that end SVG or MathML. */
export const BREAKS_OUT = names(
  "b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu " +
    "meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
);
