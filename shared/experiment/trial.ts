import { variantCohort } from "../measure/cells.ts";
import type { Cohort } from "../measure/count.ts";
import { isMessage } from "../message.ts";
import type { ShownBlock } from "../site/block-schema.ts";
import type { DeliveredReason } from "../wire.ts";
import { type BlockTest, type ForcedVariants, testOn } from "./block-tests.ts";
import { HELD_OUT, HOLDOUT, type PlannedExperiment } from "./planned.ts";

/** What a block is to the tests of a site. */
export interface TestedBlock {
  readonly id: string;
  /** Shown by hand, whatever its rules say. */
  readonly forced: boolean | undefined;
  readonly tests: readonly BlockTest[] | undefined;
  readonly personal: boolean;
  readonly block: ShownBlock;
}

/** The tests of a site, as pages are decided by them. */
export interface SiteTests {
  readonly experiments: readonly PlannedExperiment[];
  readonly forced: ForcedVariants;
  /** A preview: its pages expose nobody to anything, so that no device notes what only its owner has looked at. */
  readonly previewed: boolean;
}

interface TrialInput {
  readonly path: string;
  /** UTC day number. */
  readonly day: number;
  readonly variants?: readonly number[] | undefined;
  readonly isOpen?: boolean;
}

/**
 * One page of one visitor, as tests of blocks see it. It is told of the blocks that apply there, in their order, and says
 * which of them are withheld. What a page exposes a visitor to doesn't depend on the variant, nor on whether the visitor
 * is held out: else those who are compared wouldn't be alike.
 */
export class Trial {
  readonly #tests: SiteTests;
  readonly #input: TrialInput;
  readonly #isHeldOut: boolean;
  /** What would be taken if nobody were held out. */
  readonly #taken = new Set<string>();
  /** By experiment, and for the site's holdout: the blocks that expose to it. */
  readonly #exposing = new Map<number, ShownBlock[]>();
  readonly #personal: ShownBlock[] = [];
  readonly #alone: { readonly cohort: Cohort; readonly block: ShownBlock }[] = [];

  constructor(tests: SiteTests, input: TrialInput) {
    this.#tests = tests;
    this.#input = input;
    this.#isHeldOut = this.#hasHoldout && this.#variantOf(0) === HELD_OUT;
  }

  /** Why a block that applies on this page isn't for this visitor; undefined: it is. `place`: what only one can have. */
  withhold(block: TestedBlock, place: string): Extract<DeliveredReason, "variant" | "holdout"> | undefined {
    const { day, path } = this.#input;
    const test = block.tests && testOn(block.tests, day);
    const isRunning = test !== undefined && day >= test.from && day <= test.until;
    // On a page that is open nobody has been exposed to what only the next one will show.
    const isSeen = !this.#input.isOpen || ("live" in block.block && block.block.live);
    if (isSeen && isRunning && test.counts(path)) {
      const others = this.#exposing.get(test.experiment) ?? [];
      this.#exposing.set(test.experiment, [...others, block.block]);
    }
    if (isSeen && block.personal) this.#personal.push(block.block);
    if (block.forced === true) return undefined;
    const variant = isRunning && !this.#isHeldOut ? this.#variantOf(test.experiment) || 1 : 1;
    const isOfVariant = test === undefined || test.variants.has(variant);
    if (isOfVariant) this.#note(block, place, isSeen && !isRunning);
    if (this.#isHeldOut && block.personal) return "holdout";
    return isOfVariant ? undefined : "variant";
  }

  /**
   * The cohorts that the page exposes the visitor to; undefined: to none. `has`: whether there is an element for a target,
   * where that is known of the page; what it has no place for it would show to nobody.
   */
  exposed(has: (target: string) => boolean = () => true): readonly Cohort[] | undefined {
    const isThere = (target: string | undefined) => target === undefined || has(target);
    const exposures = this.#exposures().filter(({ targets }) => targets.some(isThere));
    return exposures.length > 0 ? exposures.map(({ cohort }) => cohort) : undefined;
  }

  /**
   * For whom the page is still to be looked at: by cohort a list of selectors, one of which must find an element. What
   * isn't there exposes the visitor on any page.
   */
  exposedAt(): Readonly<Record<Cohort, string>> {
    const exposures = this.#exposures().filter(
      ({ targets }) => targets.length > 0 && !targets.includes(undefined),
    );
    return Object.fromEntries(exposures.map(({ cohort, targets }) => [cohort, [...new Set(targets)].join()]));
  }

  /** All cohorts of the visitor's on this page, with where the blocks are any of which exposes to them. */
  #exposures(): readonly { readonly cohort: Cohort; readonly targets: readonly (string | undefined)[] }[] {
    const { experiments, previewed } = this.#tests;
    if (previewed) return [];
    const site = this.#hasHoldout ? this.#variantOf(0) : 0;
    const own = experiments.flatMap(({ id }, index) => {
      const blocks = this.#isHeldOut ? undefined : this.#exposing.get(index);
      const variant = blocks ? this.#variantOf(index) : 0;
      return blocks && variant > 0
        ? [{ cohort: variantCohort(id, variant), targets: blocks.map(targetOf) }]
        : [];
    });
    if (site === 0) return own;
    const alone = this.#alone.map(({ cohort, block }) => ({ cohort, targets: [targetOf(block)] }));
    return [{ cohort: `h.${site}`, targets: this.#personal.map(targetOf) }, ...own, ...alone];
  }

  /**
   * What can be said of a block ahead of its page: it isn't for this visitor; or the edge has to be asked, since it says
   * what the page exposes them to. Undefined: it is as if nothing were tested.
   */
  ahead({ tests, personal }: TestedBlock): "withheld" | "open" | undefined {
    if (personal && this.#hasHoldout && this.#variantOf(0) > 0) return "open";
    const { day } = this.#input;
    const test = tests && testOn(tests, day);
    if (!test) return undefined;
    const isRunning = day >= test.from && day <= test.until;
    if (isRunning && this.#variantOf(test.experiment) > 0) return "open";
    return test.variants.has(1) ? undefined : "withheld";
  }

  /** The cohort of a block's experiment, if it runs and the visitor takes part. */
  exposedBy({ tests }: TestedBlock): Cohort | undefined {
    const { day, path } = this.#input;
    const test = tests && testOn(tests, day);
    if (!test || day < test.from || day > test.until || !test.counts(path)) return undefined;
    if (this.#isHeldOut || this.#tests.previewed) return undefined;
    const variant = this.#variantOf(test.experiment);
    return variant > 0 ? variantCohort(test.id, variant) : undefined;
  }

  /** Blocks of an experiment that runs are its own to compare. */
  #note({ id, block, personal }: TestedBlock, place: string, isCounted: boolean): void {
    if (this.#taken.has(place)) return;
    this.#taken.add(place);
    if (personal && isCounted) this.#alone.push({ cohort: `b.${id}.${this.#isHeldOut ? 2 : 1}`, block });
  }

  get #hasHoldout(): boolean {
    return this.#tests.experiments[0]?.id === HOLDOUT;
  }

  #variantOf(experiment: number): number {
    const { id, variants } = this.#tests.experiments[experiment]!;
    const forced = Object.hasOwn(this.#tests.forced, id) ? this.#tests.forced[id]! : undefined;
    if (forced !== undefined && variants.includes(forced)) return variants.indexOf(forced) + 1;
    return this.#input.variants?.[experiment] ?? 0;
  }
}

/** Where a block needs an element; undefined: it needs none. */
function targetOf(block: ShownBlock): string | undefined {
  return block.op === "redirect" || isMessage(block) ? undefined : block.target;
}
