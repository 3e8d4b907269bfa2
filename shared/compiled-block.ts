import { dayOf } from "./day.ts";
import type { Edit, HtmlOp, PageTargets, Reorder } from "./edit.ts";
import type { BlockTest } from "./experiment/block-tests.ts";
import { isMessage, messageOf } from "./message.ts";
import { keptRow, type Row } from "./recommend/row.ts";
import type { Shelf } from "./recommend/shelf.ts";
import { render, renderFirst } from "./render.ts";
import type { Answers, Question } from "./segments.ts";
import type { ShownBlock, TargetBlock } from "./site/block-schema.ts";
import type { BlockCase } from "./site-rules.ts";
import type { SwitchedOff } from "./switched-off.ts";
import type { Lookup } from "./template/render.ts";
import type { BlockMark, LostReason, PageDecision } from "./wire.ts";

export interface CompiledBlock {
  readonly id: string;
  readonly block: ShownBlock;
  /** It asks something: which part of the visitors, from 0 to 1. */
  readonly asks: number | undefined;
  readonly onPage: (path: string) => boolean;
  /** Shown or not, whatever its rules say. */
  readonly forced: boolean | undefined;
  /** How its mark finds it; undefined: it has none. */
  readonly mark: BlockMark | undefined;
  /** The experiments that it stands in; undefined: none. */
  readonly tests: readonly BlockTest[] | undefined;
  /** It isn't the same for everybody. */
  readonly personal: boolean;
  readonly rule: Question;
  readonly cases: readonly {
    readonly rule: Question;
    readonly templates: BlockCase["templates"];
    /** By the languages that were asked for, where it prints nothing of the visitor. */
    readonly fixed: Map<string, readonly Edit[]> | undefined;
    /** Instead of HTML: items of the catalog. */
    readonly row?: Row | undefined;
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
    block.op === "redirect" || isMessage(block)
      ? []
      : [{ target: block.target, sorts: block.op === "reorder" }],
  );
  return { blocks, targets, redirectable: blocks.some(({ block }) => block.op === "redirect") };
}

/** For how many pairs of languages, of page and visitor, what a block writes is kept. */
const FIXED_LANGUAGES = 50;

/** What a block is chosen on, its conditions aside. */
export interface ChosenOn {
  /** UTC day number. */
  readonly day: number;
  /** Something is known of this visitor. */
  readonly isKnown: boolean;
  readonly off?: SwitchedOff | undefined;
}

/** The first case that matches, or why there is none. */
export function chooseCase(
  { id, block, asks, rule, cases, forced }: CompiledBlock,
  answers: Answers,
  { day, isKnown, off }: ChosenOn,
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
  // The device has to remember what it has shown; who hasn't agreed to that gets no messages, and isn't asked.
  if ((asks !== undefined || isMessage(block)) && !isKnown) return { index: -1, reason: "unknown" };
  const holds = answers.answer(rule);
  if (holds !== true) return { index: -1, reason: holds === undefined ? "unknown" : "condition" };
  const results = cases.map((entry) => answers.answer(entry.rule));
  const index = results.indexOf(true);
  if (index >= 0) return { index };
  return { index, reason: results.includes(undefined) ? "unknown" : "condition" };
}

/** A chosen block as the decision tells it; a message with all that is to be shown. */
export function toldOf(
  { id, block, asks, cases, mark }: CompiledBlock,
  index: number,
  languages: readonly (string | undefined)[],
  lookup: Lookup,
): PageDecision["blocks"][number] {
  const told = {
    id,
    ...(cases.length > 1 && { case: index }),
    ...(asks !== undefined && { asks: 1 as const }),
  };
  if (isMessage(block))
    return {
      ...told,
      message: {
        ...messageOf(block, cases[index]!.templates, languages, lookup),
        ...(asks !== undefined && { asks }),
      },
    };
  return mark ? { ...told, mark } : told;
}

/**
 * What only one block can have: an element's operation, or the way out of the page. Messages don't take each other's
 * place, but for those within the page.
 */
export function placeOf(id: string, block: ShownBlock): string {
  if (block.op === "redirect") return block.op;
  if (!isMessage(block)) return `${block.op} ${block.target}`;
  return block.kind === "inline" ? `${block.place ?? "content"} ${block.target}` : `message ${id}`;
}

/** What a block that sorts puts first for this visitor; undefined for all others. */
export function orderOf({ id, block, cases }: CompiledBlock, lookup: Lookup): Reorder | undefined {
  if (block.op !== "reorder") return undefined;
  return { ...elementsOf(id, block), by: block.by, first: renderFirst(cases[0]!.templates, lookup) };
}

/** What rows of items are written for; without a shelf there are none. */
export interface RowsFor {
  readonly shelf: Shelf | undefined;
  /** The pathname. */
  readonly path: string;
  /** The segments that hold. */
  readonly segments: readonly string[];
}

/** A chosen block as an edit; none where it has no items to show. One without placeholders is the same object each time, so that others can go by it. */
export function editOf(
  { id, block, cases }: CompiledBlock,
  index: number,
  languages: readonly (string | undefined)[],
  lookup: Lookup,
  rows?: RowsFor,
): readonly Edit[] {
  if (block.op === "reorder" || block.op === "redirect" || isMessage(block)) return [];
  const { templates, fixed, row } = cases[index]!;
  if (row) {
    if (!rows?.shelf || !isHtmlOp(block.op)) return [];
    const { op } = block;
    const asked = { ...rows, shelf: rows.shelf, languages, favourite: templates["by"]?.render(lookup) ?? "" };
    return keptRow(row, asked, (html) =>
      html === undefined ? [] : [{ ...elementsOf(id, block), op, html }],
    );
  }
  const key = languages.join(" ");
  const known = fixed?.get(key);
  if (known) return known;
  const edit = [{ ...elementsOf(id, block), ...render(block, templates, languages, lookup) }];
  if (fixed && fixed.size < FIXED_LANGUAGES) fixed.set(key, edit);
  return edit;
}

/** A case that reads nothing of the visitor. */
export function isFixed({ templates, recommend }: BlockCase): boolean {
  if (recommend) return false;
  return Object.values(templates).every(
    ({ reads: { prints, tests, device = [] } }) => prints.length + tests.length + device.length === 0,
  );
}

function isHtmlOp(op: ShownBlock["op"]): op is HtmlOp {
  return ["content", "replace", "before", "after", "prepend", "append"].includes(op);
}

/** Which elements a block is for. */
function elementsOf(id: string, { target, limit }: TargetBlock): Pick<Edit, "block" | "target" | "limit"> {
  return limit === undefined ? { block: id, target } : { block: id, target, limit };
}
