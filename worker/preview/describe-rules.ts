import { shownAs } from "../../shared/ask/shown.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import { PREVIEW_REASONS } from "../../shared/limits.ts";
import { isMessage } from "../../shared/message.ts";
import type { ElsewhereBlock, PreviewBlock, PreviewSegment } from "../../shared/preview/data.ts";
import type { Changes } from "../../shared/preview/preview.ts";
import { clausesOf } from "../../shared/reasons/clause.ts";
import { type Explanation, explainRule, explainSegment } from "../../shared/reasons/explain.ts";
import type { Facts } from "../../shared/reasons/facts.ts";
import type { Language } from "../../shared/reasons/text/language.ts";
import { joined } from "../../shared/reasons/values.ts";
import { segmentName, textIn, type Vocabulary } from "../../shared/reasons/vocabulary.ts";
import type { Rule } from "../../shared/rule.ts";
import type { Block } from "../../shared/site/block-schema.ts";
import type { PageDecision } from "../../shared/wire.ts";
import type { PreviewedPage } from "./decide.ts";
import { readsOf } from "./reads.ts";

/** What explaining asks for. */
export interface Explaining {
  readonly facts: Facts;
  readonly vocabulary: Vocabulary;
  readonly language: Language;
}

/** All segments, and for as many as there is room for why they hold or don't. */
export function describeSegments(
  { rules }: CompiledSite,
  declared: Readonly<Record<string, Rule>>,
  { decided }: Pick<PreviewedPage, "decided">,
  changes: Changes,
  blocks: readonly PreviewBlock[],
  explaining: Explaining,
): readonly PreviewSegment[] {
  const all = Object.entries(decided.segments);
  const asked = new Set(blocks.flatMap(({ reads }) => reads.segments));
  const byUse = all.map(([id]) => id).sort((one, other) => Number(asked.has(other)) - Number(asked.has(one)));
  const told = new Set(byUse.slice(0, PREVIEW_REASONS));
  return all.map(([id, holds]): PreviewSegment => {
    const forced = changes.segments[id] ?? null;
    return {
      id,
      label: segmentName(id, explaining.vocabulary, explaining.language.tag),
      holds: holds ?? null,
      forced,
      why:
        forced === null && told.has(id) ? said(explainSegment(id, rules, explaining.facts), explaining) : "",
      reads: readsOf(declared[id]!),
    };
  });
}

/** The blocks of this page, those that are shown first, and what was said where one was refused. */
export function describeBlocks(
  { site, rules }: CompiledSite,
  { blocks, lost }: PageDecision,
  changes: Changes,
  refusals: ReadonlyMap<string, string>,
  explaining: Explaining,
): readonly PreviewBlock[] {
  const describe = (id: string, rest: Partial<PreviewBlock>, chosen?: number): PreviewBlock => {
    const block = site.blocks[id]!;
    const { rule, cases } = rules.blocks[id]!;
    const forced = changes.blocks[id] ?? null;
    const ofCases = chosen === undefined ? { any: cases.map((each) => each.rule) } : cases[chosen]!.rule;
    const whole: Rule = cases.length > 0 ? { all: [rule, ofCases] } : rule;
    const shown = shownAs(block);
    const { target, limit } =
      shown.op === "redirect" || isMessage(shown) ? { target: "", limit: undefined } : shown;
    return {
      id,
      label: labelOf(id, block, explaining.language),
      op: block.op,
      target,
      ...(limit !== undefined && { limit }),
      shown: false,
      forced,
      why: forced === null ? said(explainRule(whole, rules, explaining.facts), explaining) : "",
      reads: readsOf(rule, ...cases.map((each) => each.rule)),
      ...rest,
    };
  };
  return [
    ...blocks.map(({ id, case: index }) =>
      describe(id, { shown: true, ...(index !== undefined && { case: index + 1 }) }, index ?? 0),
    ),
    ...lost.flatMap(({ id, reason, to }) => {
      // Only a page that is open can say so.
      if (reason === "redrawn") return [];
      const { from = "", until = "" } = site.blocks[id]!;
      const detail =
        reason === "dates" ? `${from} – ${until}` : reason === "refused" ? refusals.get(id) : undefined;
      return describe(id, {
        lost: reason,
        ...(to !== undefined && { to }),
        ...(detail !== undefined && { detail }),
      });
    }),
  ];
}

/** The blocks that are for other pages. */
export function describeElsewhere(
  { site }: CompiledSite,
  here: readonly PreviewBlock[],
  language: Language,
): readonly ElsewhereBlock[] {
  const ids = new Set(here.map(({ id }) => id));
  return Object.entries(site.blocks).flatMap(([id, block]) =>
    ids.has(id) ? [] : [{ id, label: labelOf(id, block, language), pages: block.pages ?? [] }],
  );
}

function labelOf(id: string, { label }: Block, { tag }: Language): string {
  return textIn(label, tag) ?? id;
}

/** The reasons alone; empty where it is always so. */
export function said(explanation: Explanation, { vocabulary, language }: Explaining): string {
  const clauses = clausesOf(explanation, vocabulary, language, "owner");
  return clauses.length === 0 ? "" : joined(clauses, "and", language);
}
