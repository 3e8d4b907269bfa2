import { chooseCase, type CompiledBlock, editOf, orderOf, placeOf, toldOf } from "./compiled-block.ts";
import { domEditOf, rankOf } from "./dom-edit.ts";
import type { Trial } from "./experiment/trial.ts";
import { isMessage } from "./message.ts";
import type { Answers } from "./segments.ts";
import type { AheadBlock } from "./tag-mode.ts";
import type { Lookup } from "./template/render.ts";

/** What of the context differs from page to page of one visit. */
const OF_THE_PAGE = "context.path";

/** What blocks are decided ahead on: everything but the path, which is unknown. */
export interface AheadInput {
  readonly answers: Answers;
  readonly lookup: Lookup;
  /** UTC day number. */
  readonly day: number;
  /** Something is known of this visitor. */
  readonly isKnown: boolean;
  readonly languages: readonly (string | undefined)[];
  /** Absent: the site tests nothing. */
  readonly trial?: Trial | undefined;
}

/**
 * The blocks that are chosen, whatever the page, each with its pages; and those about which only the page itself can
 * decide. All others aren't for this visitor anywhere.
 */
export function blocksAhead(blocks: readonly CompiledBlock[], input: AheadInput): AheadBlock[] {
  const ranked = blocks.flatMap((block): { rank: number; ahead: AheadBlock }[] => {
    const { index, reason } = chooseCase(block, input.answers, input);
    if (reason !== undefined && reason !== "unknown") return [];
    const { pages } = block.block;
    const where = pages && { pages };
    const open = { id: block.id, ...where, open: true } as const;
    const tested = input.trial?.ahead(block);
    if (tested === "withheld") return [];
    if (tested === "open" || reason === "unknown") return [{ rank: 0, ahead: open }];
    if (block.block.op === "redirect" || ofThePage(block, index)) return [{ rank: 0, ahead: open }];
    if (isMessage(block.block)) {
      // What goes into the page may have to give way to another one there.
      const ahead = isContested(block, blocks) ? open : { ...where, ...told(block, index, input) };
      return [{ rank: 0, ahead }];
    }
    const order = orderOf(block, input.lookup);
    if (order?.first.length === 0) return [];
    const [edit] = order ? [order] : editOf(block, index, input.languages, input.lookup);
    if (!edit) return [];
    return [
      {
        rank: rankOf(edit),
        ahead: { ...where, ...told(block, index, input), edit: domEditOf(edit) },
      },
    ];
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ ahead }) => ahead);
}

const told = (block: CompiledBlock, index: number, { languages, lookup }: AheadInput) =>
  toldOf(block, index, languages, lookup);

function isContested({ id, block }: CompiledBlock, blocks: readonly CompiledBlock[]): boolean {
  const place = placeOf(id, block);
  return blocks.some((other) => other.id !== id && placeOf(other.id, other.block) === place);
}

/** What prints the path, and rows of items, which go by the item of the page. */
function ofThePage({ cases }: CompiledBlock, index: number): boolean {
  if (cases[index]!.row) return true;
  return Object.values(cases[index]!.templates).some(({ reads: { prints, tests } }) =>
    [...prints, ...tests].includes(OF_THE_PAGE),
  );
}
