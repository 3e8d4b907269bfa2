import { dayOf } from "./day.ts";
import type { Edit, PageTargets, Reorder } from "./edit.ts";
import { render, renderFirst } from "./render.ts";
import type { Answers, Question } from "./segments.ts";
import type { Block, TargetBlock } from "./site/block-schema.ts";
import type { BlockCase } from "./site-rules.ts";
import type { SwitchedOff } from "./switched-off.ts";
import type { Lookup } from "./template/render.ts";
import type { BlockMark, LostReason, PageDecision } from "./wire.ts";

export interface CompiledBlock {
  readonly id: string;
  readonly block: Block;
  readonly onPage: (path: string) => boolean;
  /** Shown or not, whatever its rules say. */
  readonly forced: boolean | undefined;
  /** How its mark finds it; undefined: it has none. */
  readonly mark: BlockMark | undefined;
  readonly rule: Question;
  readonly cases: readonly {
    readonly rule: Question;
    readonly templates: BlockCase["templates"];
    /** By the languages that were asked for, where it prints nothing of the visitor. */
    readonly fixed: Map<string, readonly Edit[]> | undefined;
  }[];
}

/** The blocks that could apply on some paths. */
export interface BlocksOfPath {
  readonly blocks: readonly CompiledBlock[];
  readonly targets: PageTargets;
  readonly redirectable: boolean;
}

export function blocksOfPath(blocks: readonly CompiledBlock[]): BlocksOfPath {
  const targets = blocks.flatMap(({ block }) =>
    block.op === "redirect" ? [] : [{ target: block.target, sorts: block.op === "reorder" }],
  );
  return { blocks, targets, redirectable: blocks.some(({ block }) => block.op === "redirect") };
}

/** For how many pairs of languages, of page and visitor, what a block writes is kept. */
const FIXED_LANGUAGES = 50;

/** The first case that matches, or why there is none. */
export function chooseCase(
  { id, block, rule, cases, forced }: CompiledBlock,
  answers: Answers,
  day: number,
  off?: SwitchedOff,
): { index: number; reason?: LostReason } {
  if (forced === false) return { index: -1, reason: "preview" };
  if (forced)
    return {
      index: Math.max(
        0,
        cases.findIndex((entry) => answers.answer(entry.rule) === true),
      ),
    };
  if (off?.all === true || off?.blocks.includes(id) === true) return { index: -1, reason: "switched off" };
  if (
    (block.from && day < dayOf(Date.parse(block.from))) ||
    (block.until && day > dayOf(Date.parse(block.until)))
  ) {
    return { index: -1, reason: "dates" };
  }
  const holds = answers.answer(rule);
  if (holds !== true) return { index: -1, reason: holds === undefined ? "unknown" : "condition" };
  const results = cases.map((entry) => answers.answer(entry.rule));
  const index = results.indexOf(true);
  if (index >= 0) return { index };
  return { index, reason: results.includes(undefined) ? "unknown" : "condition" };
}

/** A chosen block as the decision tells it. */
export function toldOf({ id, cases, mark }: CompiledBlock, index: number): PageDecision["blocks"][number] {
  const told = cases.length > 1 ? { id, case: index } : { id };
  return mark ? { ...told, mark } : told;
}

/** What only one block can have: an element's operation, or the way out of the page. */
export function placeOf(block: Block): string {
  return block.op === "redirect" ? block.op : `${block.op} ${block.target}`;
}

/** What a block that sorts puts first for this visitor; undefined for all others. */
export function orderOf({ id, block, cases }: CompiledBlock, lookup: Lookup): Reorder | undefined {
  if (block.op !== "reorder") return undefined;
  return { ...elementsOf(id, block), by: block.by, first: renderFirst(cases[0]!.templates, lookup) };
}

/** A chosen block as an edit. One without placeholders is the same object each time, so that others can go by it. */
export function editOf(
  { id, block, cases }: CompiledBlock,
  index: number,
  languages: readonly (string | undefined)[],
  lookup: Lookup,
): readonly Edit[] {
  if (block.op === "reorder" || block.op === "redirect") return [];
  const { templates, fixed } = cases[index]!;
  const key = languages.join(" ");
  const known = fixed?.get(key);
  if (known) return known;
  const edit = [{ ...elementsOf(id, block), ...render(block, templates, languages, lookup) }];
  if (fixed && fixed.size < FIXED_LANGUAGES) fixed.set(key, edit);
  return edit;
}

/** A case that reads nothing of the visitor. */
export function isFixed({ templates }: BlockCase): boolean {
  return Object.values(templates).every(
    ({ reads: { prints, tests, device = [] } }) => prints.length + tests.length + device.length === 0,
  );
}

/** Which elements a block is for. */
function elementsOf(id: string, { target, limit }: TargetBlock): Pick<Edit, "block" | "target" | "limit"> {
  return limit === undefined ? { block: id, target } : { block: id, target, limit };
}
