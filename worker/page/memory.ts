import type { Edit, Reorder } from "../../shared/edit.ts";
import { COMPILED_BYTES, PAGES_MARKED, PLANS_PER_PAGE } from "../../shared/limits.ts";
import { KnownPages, type Kept } from "./known-pages.ts";
import { factsOf, type PageFacts } from "./page-facts.ts";
import { combine, planBlock, type Planned, type Rewriting } from "./rewrite.ts";
import type { Targets } from "./selectors.ts";
import { type Survey, surveyPage } from "./survey.ts";

/** A page, and what has been found out about it. */
export interface Compiled extends Kept {
  readonly facts: PageFacts;
  /** By the targets of the path's blocks: after a publish they are others. */
  readonly surveys: Map<Targets, Surveyed>;
}

interface Surveyed {
  readonly survey: Survey;
  /** By the block as it was rendered, never by person. */
  readonly plans: Map<string, Planned>;
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
  #hits = 0;
  #misses = 0;

  /** The page with all that is known of it; a text says why it can't be changed. */
  look(bytes: Uint8Array, contentType: string): Compiled | string {
    const known = this.#known.find(bytes, contentType);
    if (known) {
      this.#hits++;
      return known;
    }
    this.#misses++;
    const facts = factsOf(bytes, contentType);
    if (typeof facts === "string") return facts;
    const page = { bytes, contentType, facts, surveys: new Map(), size: bytes.byteLength + OVERHEAD_BYTES };
    this.#known.offer(page);
    return page;
  }

  /** What blocks do to a page, the more important ones first. */
  rewrite(page: Compiled, blocks: readonly (Edit | Reorder)[], targets: Targets): Rewriting {
    const surveyed = surveyedOf(page, targets);
    return combine(blocks.map((block) => [block, plannedOf(block, targets, surveyed)] as const));
  }

  /** Where the page's scripts come from. */
  scripts(page: Compiled, targets: Targets): readonly string[] {
    return surveyedOf(page, targets).survey.scripts;
  }

  /** How many bytes are kept, and how often a page was known. */
  get figures(): { readonly held: number; readonly hits: number; readonly misses: number } {
    return { held: this.#known.held, hits: this.#hits, misses: this.#misses };
  }
}

function surveyedOf({ bytes, facts, surveys }: Compiled, targets: Targets): Surveyed {
  const known = surveys.get(targets);
  if (known) return known;
  const surveyed = {
    survey: surveyPage({ bytes, charset: facts.charset.name }, targets),
    plans: new Map<string, Planned>(),
  };
  // Those of a site file that was replaced aren't asked for again.
  surveys.clear();
  surveys.set(targets, surveyed);
  return surveyed;
}

function plannedOf(block: Edit | Reorder, targets: Targets, { survey, plans }: Surveyed): Planned {
  const key = JSON.stringify(block);
  const known = plans.get(key);
  if (known !== undefined) return known;
  const planned = planBlock(block, survey.found[targets.selectors.indexOf(block.target)] ?? [], survey);
  if (plans.size >= PLANS_PER_PAGE) plans.delete(plans.keys().next().value!);
  plans.set(key, planned);
  return planned;
}
