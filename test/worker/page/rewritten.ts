import type { Edit, Reorder } from "../../../shared/edit.ts";
import { joined, piecesOf } from "../../../worker/page/assemble.ts";
import { combine, planBlock } from "../../../worker/page/rewrite.ts";
import { compileTargets } from "../../../worker/page/selectors.ts";
import { type Page, surveyPage } from "../../../worker/page/survey.ts";

/** What blocks make of a page. */
export function rewritePage(page: Page, blocks: readonly (Edit | Reorder)[]) {
  const selectors = [...new Set(blocks.map(({ target }) => target))];
  const sorted = new Set(blocks.flatMap((block) => ("by" in block ? [block.target] : [])));
  const survey = surveyPage(page, compileTargets(selectors, sorted));
  const plans = blocks.map(
    (block) => [block, planBlock(block, survey.found[selectors.indexOf(block.target)]!, survey)] as const,
  );
  const rewriting = combine(plans);
  return {
    bytes: joined(piecesOf(page.bytes, rewriting)),
    applied: rewriting.applied,
    refused: rewriting.refused,
  };
}
