import type { Edit, Reorder } from "../../shared/edit.ts";
import { piecesOf } from "./assemble.ts";
import { KnownPages, type Kept } from "./known-pages.ts";
import { asText, hasTag } from "./insertion.ts";
import { factsOf, type PageFacts } from "./page-facts.ts";
import { combine, planBlock, type Planned, type Rewriting } from "./rewrite.ts";
import type { Targets } from "./selectors.ts";
import {
  COMPILED_BYTES,
  PAGES_MARKED,
  PIECES_KEPT,
  PLAN_BYTES,
  PLANS_PER_PAGE,
  REWRITINGS_PER_PAGE,
} from "./limits.ts";
import { type Survey, surveyPage } from "./survey.ts";

/** A page, and what has been found out about it. */
export interface Compiled extends Kept {
  readonly facts: PageFacts;
  /** By the targets of the path's blocks: after a publish they are others. */
  readonly surveys: Map<Targets, Surveyed>;
  /** Whether it loads the tag by itself, by the path of that. */
  readonly tagged: Map<string, boolean>;
}

interface Surveyed {
  readonly survey: Survey;
  /** By the block as it was rendered, never by person. */
  readonly plans: Map<string, Plan>;
  readonly sight: WeakMap<Edit | Reorder, Plan>;
  /** What several blocks do together, by their plans' numbers. */
  readonly rewritings: Map<string, Rewritten>;
}

/** What a block does alone. */
interface Plan {
  readonly does: Planned;
  /** Of those that are kept: no two on a page have the same. */
  readonly number?: number;
}

/** What blocks do to a page, and the page cut up for it: between the pieces is room for what goes into the head. */
export interface Rewritten extends Pick<Rewriting, "applied" | "refused"> {
  readonly pieces: readonly Uint8Array[];
}

/** What an isolate keeps of a page beside its bytes: roughly, since nobody can ask. */
const OVERHEAD_BYTES = 16 * 1024;

/**
 * What an isolate has found out about pages: where their targets are, and how blocks are written in. Compiled at first
 * sight and kept from the second on, by the page's bytes, never by person; then a page is put together without being
 * read again.
 */
export class PageMemory {
  readonly #known = new KnownPages<Compiled>(COMPILED_BYTES, PAGES_MARKED);
  /** How many plans were made. */
  #plans = 0;

  /** The page with all that is known of it, if it is kept. */
  find(bytes: Uint8Array, contentType: string): Compiled | undefined {
    return this.#known.find(bytes, contentType);
  }

  /** The page with what can be found out about it; a text says why it can't be changed. */
  compile(bytes: Uint8Array, contentType: string): Compiled | string {
    const facts = factsOf(bytes, contentType);
    if (typeof facts === "string") return facts;
    const page: Compiled = {
      // A copy: what was read is written over.
      bytes: bytes.slice(),
      contentType,
      facts,
      surveys: new Map(),
      tagged: new Map(),
      size: bytes.byteLength + OVERHEAD_BYTES,
    };
    this.#known.offer(page);
    return page;
  }

  /** What blocks do to a page, the more important ones first, and what that makes of it. */
  rewrite(page: Compiled, blocks: readonly (Edit | Reorder)[], targets: Targets): Rewritten {
    if (blocks.length === 0) return rewritten(page, []);
    const surveyed = surveyedOf(page, targets);
    const plans = blocks.map((block) => this.#planOf(block, targets, surveyed));
    const each = blocks.map((block, index) => [block, plans[index]!.does] as const);
    // What isn't kept alone isn't kept together with others.
    if (plans.some(({ number }) => number === undefined)) return rewritten(page, each);
    const key = plans.map(({ number }) => number).join();
    const { rewritings } = surveyed;
    const known = rewritings.get(key);
    if (known) return known;
    const made = rewritten(page, each);
    if (made.pieces.length > PIECES_KEPT) return made;
    keep(rewritings, key, made, REWRITINGS_PER_PAGE);
    return made;
  }

  /** Whether there is an element for a target; where that can't be told, no block is done there. */
  hasTarget(page: Compiled, target: string, targets: Targets): boolean {
    const found = surveyedOf(page, targets).survey.found[targets.selectors.indexOf(target)];
    return Array.isArray(found) && found.length > 0;
  }

  /** Whether the page loads the tag by itself. */
  hasTag({ bytes, tagged }: Compiled, path: string): boolean {
    const known = tagged.get(path);
    if (known !== undefined) return known;
    const found = hasTag(asText(bytes), path);
    tagged.set(path, found);
    return found;
  }

  #planOf(block: Edit | Reorder, targets: Targets, { survey, plans, sight }: Surveyed): Plan {
    // Blocks without placeholders are the same object each time.
    const same = sight.get(block);
    if (same !== undefined) return same;
    const key = JSON.stringify(block);
    const known = plans.get(key);
    if (known !== undefined) {
      sight.set(block, known);
      return known;
    }
    const does = planBlock(block, survey.found[targets.selectors.indexOf(block.target)] ?? [], survey);
    // What writes much is worked out anew each time, so that one page can't fill the isolate.
    if (sizeOf(does) > PLAN_BYTES) return { does };
    const plan = { does, number: this.#plans++ };
    keep(plans, key, plan, PLANS_PER_PAGE);
    sight.set(block, plan);
    return plan;
  }

  /** How many bytes are kept. */
  get held(): number {
    return this.#known.held;
  }
}

function surveyedOf({ bytes, facts, surveys }: Compiled, targets: Targets): Surveyed {
  const known = surveys.get(targets);
  if (known) return known;
  const surveyed = {
    survey: surveyPage({ bytes, charset: facts.charset.name }, targets),
    plans: new Map<string, Plan>(),
    sight: new WeakMap<Edit | Reorder, Plan>(),
    rewritings: new Map<string, Rewritten>(),
  };
  // Those of a site file that was replaced aren't asked for again.
  surveys.clear();
  surveys.set(targets, surveyed);
  return surveyed;
}

function rewritten(
  { bytes, facts }: Compiled,
  plans: readonly (readonly [block: Edit | Reorder, does: Planned])[],
): Rewritten {
  const { applied, refused, ...changes } = combine(plans);
  return { applied, refused, pieces: piecesOf(bytes, changes, facts.head.place) };
}

/** Keeps so many, the latest ones. */
function keep<Value>(kept: Map<string, Value>, key: string, value: Value, most: number): void {
  if (kept.size >= most) kept.delete(kept.keys().next().value!);
  kept.set(key, value);
}

/** How many bytes a plan would write. */
function sizeOf(planned: Planned): number {
  if (typeof planned === "string") return 0;
  const splices = planned.flatMap(({ splices: own }) => own);
  return splices.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}
