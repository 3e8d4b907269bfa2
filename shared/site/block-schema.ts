import * as v from "valibot";
import { askEntries } from "./ask-schema.ts";
import { dateSchema, described, map, named, object, textSchema, whenSchema } from "../schema-parts.ts";
import { htmlSchema } from "./html-schema.ts";
import { messageEntries } from "./message-schema.ts";
import { recommendSchema } from "./recommend-schema.ts";
import { rewardSchema } from "./reward-schema.ts";

const when = described(
  v.optional(whenSchema),
  "For whom: a segment, a list of segments that must all match, or a condition. Absent: everybody.",
);

const common = {
  label: described(v.optional(textSchema), "What it is called in reports and in the visitor's view."),
  pages: described(
    v.optional(v.array(v.string())),
    'Pages, as URLPattern pathnames such as `"/blog/*"`. Absent: every page.',
  ),
  when,
  priority: described(
    v.optional(v.number(), 0),
    "When two blocks want the same element and operation, the higher one wins; then the order in the file.",
  ),
  from: described(v.optional(dateSchema), "First day (UTC)."),
  until: described(v.optional(dateSchema), "Last day (UTC)."),
};

const always = {
  ...common,
  live: described(
    v.optional(v.boolean(), false),
    "Whether it is shown on the page that is open, as soon as it becomes true; [how](frameworks.md#live-blocks). Absent: with the next page.",
  ),
};

/** What all blocks have that change elements of a page. */
const about = {
  ...always,
  target: described(
    v.pipe(v.string(), v.nonEmpty("expected a CSS selector")),
    "A CSS selector for the elements that it is done to.",
  ),
  limit: described(
    v.optional(
      v.pipe(v.number(), v.integer("expected a whole number"), v.minValue(1, "expected at least 1")),
    ),
    "To how many of these elements it is done at most, the first ones in the page. Absent: to all.",
  ),
};

/** Those, of which something is left to be seen. */
const seen = {
  ...about,
  mark: described(
    v.optional(v.boolean()),
    "Whether it has a mark by which visitors see why it is shown, and switch it off. Absent: as `marks` says.",
  ),
};

/** Either what to put there, or cases of which the first that matches counts. */
function withCases<const Content extends v.ObjectEntries>(content: Content) {
  const caseSchema = object({ when, ...content });
  const cases = v.optional(v.pipe(v.array(caseSchema), v.minLength(1, "expected at least one case")));
  return {
    ...v.partial(v.strictObject(content)).entries,
    cases: described(
      cases,
      "Instead of content of its own: cases, each with a `when`, of which the first that matches counts.",
    ),
  };
}

/** What `to` of a redirect has to be. */
export const EXPECTED_TO = 'expected a path such as "/de/", or a URL such as "https://shop.example.de/"';

const htmlOps = ["content", "replace", "before", "after", "prepend", "append"] as const;
const names = v.optional(v.array(v.string()), []);

/** One schema per group of operations, with what the group does. */
export const operationSchemas = [
  object({
    op: described(
      v.picklist(htmlOps),
      "`content` (inner HTML), `replace` (the element), `before` and `after` (it), `prepend` and `append` (inside it).",
    ),
    ...seen,
    ...withCases({
      html: described(
        v.optional(htmlSchema),
        'HTML: a string, a map by language, or `{ "file": "hero.html" }` beside the site file.',
      ),
      recommend: described(
        v.optional(recommendSchema),
        "Instead of `html`: items of the catalog; [how](recommendations.md).",
      ),
    }),
    reward: described(
      v.optional(rewardSchema),
      "Instead of `html`: where a visitor stands in a tier, ready made; [how](rewards.md#the-ready-made-block).",
    ),
  }),
  object({
    op: described(v.literal("text"), "The element's text."),
    ...seen,
    ...withCases({ text: described(textSchema, "A text, or a text per language.") }),
  }),
  object({ op: described(v.literal("remove"), "Removes the element."), ...about }),
  object({
    op: described(v.literal("attributes"), "Sets and removes attributes of the element."),
    ...seen,
    set: described(
      v.optional(map(v.string(), v.string()), {}),
      "Attributes and their values, which may be templates.",
    ),
    remove: described(names, "Names of attributes that go."),
  }),
  object({
    op: described(v.literal("class"), "Adds and removes classes of the element."),
    ...seen,
    add: described(names, "Classes that come."),
    remove: described(names, "Classes that go."),
  }),
  object({
    op: described(
      v.literal("reorder"),
      "Puts some of the element's children before the others, for example the category that a visitor likes best.",
    ),
    ...seen,
    by: described(
      v.pipe(
        v.string(),
        v.regex(/^[a-z][a-z\d-]*$/, 'expected the name of an attribute, such as "data-category"'),
      ),
      "The attribute of the children that is compared.",
    ),
    first: described(
      v.union([v.string(), v.pipe(v.array(v.string()), v.minLength(1, "expected at least one value"))]),
      "The value whose children come first, or several in their order; each may be a template.",
    ),
  }),
  object({
    op: described(
      v.literal("redirect"),
      "Sends the visitor to another page, before your site is asked for this one.",
    ),
    ...always,
    ...withCases({
      to: described(
        v.pipe(v.string(), v.nonEmpty(EXPECTED_TO)),
        'A path such as `"/de/"`, or a URL at one of the `redirectHosts`; may be a template.',
      ),
    }),
  }),
  object({
    op: described(
      v.literal("message"),
      "Tells the visitor something in a bar, a panel, a dialog or within the page, when the moment has come, and not too often; [how](messages.md).",
    ),
    ...common,
    ...messageEntries,
    ...withCases({
      html: described(
        htmlSchema,
        'What it says, as HTML: a string, a map by language, or `{ "file": "cart.html" }` beside the site file.',
      ),
    }),
  }),
  object({
    op: described(
      v.literal("ask"),
      "Asks the visitor something, within the page or as a message; [how](questions.md).",
    ),
    ...common,
    ...messageEntries,
    ...askEntries,
  }),
] as const;

const OPS = [...htmlOps, "text", "remove", "attributes", "class", "reorder", "redirect", "message", "ask"];

/** A block: content + target + operation + condition + priority. */
export const blockSchema = v.variant("op", [...operationSchemas], (issue) => {
  return issue.path?.at(-1)?.key === "op" ? `expected one of ${OPS.join(", ")}` : issue.message;
});
export type Block = v.InferOutput<typeof blockSchema>;
/** A block as an owner writes it. */
type BlockInput = v.InferInput<typeof blockSchema>;

/** Blocks by id. The type is written out, since that of the whole site file would be too deep for the compiler. */
export const blocksSchema: v.GenericSchema<Record<string, BlockInput>, Record<string, Block>> = named(
  blockSchema,
);

/** A block that sends the visitor to another page. */
export type RedirectBlock = Extract<Block, { op: "redirect" }>;
/** A block that tells the visitor something, when the moment has come. */
export type MessageBlock = Extract<Block, { op: "message" }>;
/** A block that asks the visitor something. */
export type AskBlock = Extract<Block, { op: "ask" }>;
/** All that isn't shown as something else; see `ask/shown.ts`. */
export type ShownBlock = Exclude<Block, AskBlock>;
/** A block that does something to elements of the page. */
export type TargetBlock = Exclude<ShownBlock, RedirectBlock | MessageBlock>;
