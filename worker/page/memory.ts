import type { Edit, Reorder } from "../../shared/edit.ts";
import { REWRITES_REMEMBERED, REWRITTEN_BYTES } from "../../shared/limits.ts";
import { applyEdit } from "./operations.ts";
import { inOrder, reorderPage } from "./reorder.ts";
import type { Piece } from "./pieces.ts";
import { type Page, type Rewritten, rewritePage } from "./rewrite.ts";

interface Remembered extends Omit<Rewritten, "bytes"> {
  /** The edits that can be done on this page. */
  readonly possible: readonly Edit[];
  /** The page in its order, where that is another one; the edits are done on it. */
  readonly pieces: readonly Piece[] | undefined;
  /** The page with them, from its second sight on, as long as there is room. */
  bytes?: Uint8Array;
}

/**
 * What an isolate remembers of rewriting: equal pages with equal edits give equal bytes, whoever asks. So the
 * key is the page's hash and the rendered edits, never a person. What was found out about a page at first sight
 * (which edits are safe) holds for good; its bytes are kept while there is room, the longest unused out first.
 */
export class RewriteMemory {
  readonly #known = new Map<string, Remembered>();
  #held = 0;

  /** `reorderPage`, then `rewritePage` on the page in that order; both remembered. */
  async rewrite(page: Page, edits: readonly Edit[], reorders: readonly Reorder[] = []): Promise<Rewritten> {
    if (edits.length === 0 && reorders.length === 0) return { bytes: page.bytes, applied: [], refused: [] };
    const key = await keyOf(page, edits, reorders);
    const known = this.#known.get(key);
    if (!known) {
      const { pieces, ...result } = await firstSight(page, edits, reorders);
      const refused = new Set(result.refused.map(({ block }) => block));
      this.#remember(key, {
        applied: result.applied,
        refused: result.refused,
        pieces,
        possible: edits.filter(({ block }) => !refused.has(block)),
      });
      return result;
    }
    this.#known.delete(key);
    this.#known.set(key, known);
    const { applied, refused } = known;
    // A page that nothing applies to is at hand anyway.
    if (applied.length === 0) return { bytes: page.bytes, applied, refused };
    const bytes = known.bytes ?? (await redo(page, known));
    this.#keep(key, known, bytes);
    return { bytes, applied, refused };
  }

  /** How many bytes of pages are kept now. */
  get held(): number {
    return this.#held;
  }

  #remember(key: string, entry: Remembered): void {
    if (this.#known.has(key)) return;
    this.#known.set(key, entry);
    if (this.#known.size > REWRITES_REMEMBERED) this.#forgetOldest();
  }

  #keep(key: string, entry: Remembered, bytes: Uint8Array): void {
    // Meanwhile another request may have kept it, or pushed the entry out.
    if (entry.bytes || this.#known.get(key) !== entry) return;
    entry.bytes = bytes;
    this.#held += bytes.byteLength;
    while (this.#held > REWRITTEN_BYTES && this.#known.size > 1) this.#forgetOldest();
  }

  #forgetOldest(): void {
    const [key, entry] = this.#known.entries().next().value!;
    this.#held -= entry.bytes?.byteLength ?? 0;
    this.#known.delete(key);
  }
}

/** Does what can be done, and finds out what that is. */
async function firstSight(
  page: Page,
  edits: readonly Edit[],
  reorders: readonly Reorder[],
): Promise<Rewritten & Pick<Remembered, "pieces">> {
  if (reorders.length === 0) return { ...(await rewritePage(page, edits)), pieces: undefined };
  const { pieces, applied, refused } = await reorderPage(page, reorders);
  const result = await rewritePage(ordered(page, pieces), edits);
  return {
    bytes: result.bytes,
    pieces,
    applied: [...applied, ...result.applied],
    refused: [...refused, ...result.refused],
  };
}

function ordered(page: Page, pieces: readonly Piece[] | undefined): Page {
  return pieces ? { ...page, bytes: inOrder(page.bytes, pieces) } : page;
}

/** Does edits that are known to be safe on exactly this page: nothing has to be watched any more. */
async function redo(page: Page, { possible, pieces }: Remembered): Promise<Uint8Array> {
  const { bytes, charset } = ordered(page, pieces);
  if (possible.length === 0) return bytes;
  const rewriter = new HTMLRewriter();
  for (const edit of possible) {
    rewriter.on(edit.target, { element: (element) => applyEdit(element, edit, charset === "utf-8") });
  }
  const response = new Response(bytes, { headers: { "content-type": `text/html; charset=${charset}` } });
  return new Uint8Array(await rewriter.transform(response).arrayBuffer());
}

async function keyOf(
  { bytes, charset }: Page,
  edits: readonly Edit[],
  reorders: readonly Reorder[],
): Promise<string> {
  const hash = new Uint32Array(await crypto.subtle.digest("SHA-256", bytes));
  const sorting = reorders.length > 0 ? JSON.stringify(reorders) : "";
  return `${hash.join(".")} ${charset} ${JSON.stringify(edits)} ${sorting}`;
}
