import { shownAs } from "./ask/shown.ts";
import { type CompiledBlock, isFixed } from "./compiled-block.ts";
import { type BlockTest, isPersonal } from "./experiment/block-tests.ts";
import { MARKED_BY } from "./marked-by.ts";
import { isInserting, markOf } from "./marks.ts";
import { anyOf, type Pattern } from "./page-patterns.ts";
import type { Forced } from "./preview/forced.ts";
import { compileRow } from "./recommend/row.ts";
import type { Rule } from "./rule.ts";
import type { Question } from "./segments.ts";
import type { Site } from "./site/schema.ts";
import type { SiteRules } from "./site-rules.ts";

interface Compiling {
  readonly pattern: Pattern;
  readonly forced: Forced | undefined;
  /** What a rule asks of the segments that were found. */
  readonly question: (rule: Rule) => Question;
  /** The experiments that blocks stand in, by block. */
  readonly tests: ReadonlyMap<string, readonly BlockTest[]>;
}

/** The blocks of a site, those first that come before others. */
export function compileBlocks(
  site: Site,
  rules: SiteRules,
  { pattern, forced, question, tests }: Compiling,
): readonly CompiledBlock[] {
  // What is switched on by hand comes before what won by itself.
  const isOn = ({ forced: shown }: CompiledBlock) => Number(shown === true);
  return Object.entries(site.blocks)
    .map(([id, declared]): CompiledBlock => {
      const block = shownAs(declared);
      const { rule, cases } = rules.blocks[id]!;
      const mark = markOf(declared, site, tests.has(id));
      const isFound = mark !== undefined && isInserting(block);
      return {
        id,
        block,
        asks: declared.op === "ask" ? (declared.sample ?? 1) : undefined,
        onPage: anyOf(block.pages, pattern),
        forced: forced?.blocks[id],
        mark,
        tests: tests.get(id),
        personal: isPersonal(block, cases, tests.has(id)),
        rule: question(rule),
        cases: cases.map((entry) => ({
          rule: question(entry.rule),
          templates: entry.templates,
          fixed: isFixed(entry) ? new Map() : undefined,
          row: entry.recommend && compileRow(entry.recommend, id, isFound ? MARKED_BY : undefined),
        })),
      };
    })
    .sort((one, other) => isOn(other) - isOn(one) || other.block.priority - one.block.priority);
}
