import type { Edit, Reorder } from "../../shared/edit.ts";
import { COMPILED_BYTES, PAGES_MARKED, PLAN_BYTES, PLANS_PER_PAGE } from "../../shared/limits.ts";
import { KnownPages, type Kept } from "./known-pages.ts";
import { asText, hasTag } from "./insertion.ts";
import { factsOf, type PageFacts } from "./page-facts.ts";
import { combine, planBlock, type Planned, type Rewriting } from "./rewrite.ts";
import type { Targets } from "./selectors.ts";
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
  readonly plans: Map<string, Planned>;
  readonly sight: WeakMap<Edit | Reorder, Planned>;
}

const NOTHING: Rewriting = { splices: [], orders: [], applied: [], refused: [] };

/** What an isolate keeps of a page beside its bytes: roughly, since nobody can ask. */
const OVERHEAD_BYTES = 16 * 1024;

/**
 * What an isolate has found out about pages: where their targets are, and how blocks are written in. Compiled at first
 * sight and kept from the second on, by the page's bytes, never by person; then a page is put together without being
 * read again.
 */
export class PageMemory {
  readonly #known = new KnownPages<Compiled>(COMPILED_BYTES, PAGES_MARKED);

  /**
   * The page with all that is known of it; a text says why it can't be changed.
   * @param seen hears whether the page was known
   */
  look(bytes: Uint8Array, contentType: string, seen?: (isKnown: boolean) => void): Compiled | string {
    const known = this.#known.find(bytes, contentType);
    seen?.(known !== undefined);
    if (known) return known;
    const facts = factsOf(bytes, contentType);
    if (typeof facts === "string") return facts;
    const page: Compiled = {
      bytes,
      contentType,
      facts,
      surveys: new Map(),
      tagged: new Map(),
      size: bytes.byteLength + OVERHEAD_BYTES,
    };
    this.#known.offer(page);
    return page;
  }

  /** What blocks do to a page, the more important ones first. */
  rewrite(page: Compiled, blocks: readonly (Edit | Reorder)[], targets: Targets): Rewriting {
    if (blocks.length === 0) return NOTHING;
    const surveyed = surveyedOf(page, targets);
    return combine(blocks.map((block) => [block, plannedOf(block, targets, surveyed)] as const));
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
    plans: new Map<string, Planned>(),
    sight: new WeakMap<Edit | Reorder, Planned>(),
  };
  // Those of a site file that was replaced aren't asked for again.
  surveys.clear();
  surveys.set(targets, surveyed);
  return surveyed;
}

function plannedOf(block: Edit | Reorder, targets: Targets, { survey, plans, sight }: Surveyed): Planned {
  // Blocks without placeholders are the same object each time.
  const same = sight.get(block);
  if (same !== undefined) return same;
  const key = JSON.stringify(block);
  const known = plans.get(key);
  if (known !== undefined) {
    sight.set(block, known);
    return known;
  }
  const planned = planBlock(block, survey.found[targets.selectors.indexOf(block.target)] ?? [], survey);
  // What writes much is worked out anew each time, so that one page can't fill the isolate.
  if (sizeOf(planned) > PLAN_BYTES) return planned;
  if (plans.size >= PLANS_PER_PAGE) plans.delete(plans.keys().next().value!);
  plans.set(key, planned);
  sight.set(block, planned);
  return planned;
}

/** How many bytes a plan would write. */
function sizeOf(planned: Planned): number {
  if (typeof planned === "string") return 0;
  const splices = planned.flatMap(({ splices: own }) => own);
  return splices.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}
