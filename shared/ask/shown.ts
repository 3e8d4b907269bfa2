import type { Attribute } from "../site/attribute-schema.ts";
import type { AskBlock, Block, ShownBlock } from "../site/block-schema.ts";
import type { Template } from "../template.ts";
import { WIDGET_LANGUAGES } from "../widget-languages.ts";
import { askHtml } from "./html.ts";
import { isInPage } from "./question.ts";

/**
 * What a block is to all that decides and does blocks: questions are HTML that stands in the page, or that a message
 * says. What they say is in their templates alone.
 */
export function shownAs(block: Block): ShownBlock {
  if (block.op !== "ask") return block;
  const { questions: _, end: __, sample: ___, ...shown } = block;
  if (!isInPage(block)) return { ...shown, op: "message", html: "" };
  const { label, pages, when, priority, from, until, place = "content", target = "" } = shown;
  return { label, pages, when, priority, from, until, live: false, op: place, target, limit: 1, html: "" };
}

/** The form, in each language that its questions are there in; it is made when it is first wanted. */
export function askTemplates(
  id: string,
  block: AskBlock,
  attributes: Readonly<Record<string, Attribute>>,
): Readonly<Record<string, Template>> {
  const sensitive = new Set(Object.keys(attributes).filter((name) => attributes[name]!.sensitive));
  return Object.fromEntries(
    languagesOf(block).map((language) => {
      let html: string | undefined;
      const render = () => (html ??= askHtml(id, block, [language], sensitive));
      return [language, { reads: { prints: [], tests: [], device: [] }, render }];
    }),
  );
}

/** Those that the owner writes in; where nothing is written by language, those that our own words are in. */
function languagesOf({ questions }: AskBlock): readonly string[] {
  const written = new Set(
    questions.flatMap(({ text }) => (typeof text === "object" ? Object.keys(text) : [])),
  );
  return written.size > 0 ? [...written] : WIDGET_LANGUAGES;
}
