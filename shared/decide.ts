import type { Kleene } from "./condition/match.ts";
import { choose, judge, redirectAmong } from "./choose-blocks.ts";
import { type CompiledBlock, editOf, toldOf } from "./compiled-block.ts";
import type { Edit, Reorder } from "./edit.ts";
import { type SiteTests, Trial } from "./experiment/trial.ts";
import type { Cohort } from "./measure/count.ts";
import type { PlanEntry } from "./plan.ts";
import type { Shelf } from "./recommend/shelf.ts";
import type { ChosenRedirect } from "./redirect.ts";
import { valueFor } from "./render.ts";
import type { Answers } from "./segments.ts";
import type { SwitchedOff } from "./switched-off.ts";
import type { Lookup } from "./template/render.ts";
import type { PageDecision } from "./wire.ts";

/** What a page is decided on. */
export interface DecisionInput {
  /** The pathname. */
  readonly path: string;
  /** UTC day number. */
  readonly day: number;
  /** The bucket of each attribute of which something is known; undefined: nothing is known of this visitor. */
  readonly buckets: Readonly<Record<string, number | undefined>> | undefined;
  /** Facts of the request; `UNKNOWN` as a whole or by name where they may not be used. */
  readonly context: Readonly<Record<string, unknown>> | symbol;
  /** What the visitor has switched off; of attributes that are off there must be no buckets. */
  readonly off?: SwitchedOff | undefined;
  /** The variants that the visitor has, by experiment of the plan; absent, or 0: none. */
  readonly variants?: readonly number[] | undefined;
  /** The page is open already, and was decided on what was known before: only live blocks still come, or are withheld. */
  readonly isOpen?: boolean;
  /** What rows of items are filled from, as it is once the page is rendered; absent: there is nothing to fill them. */
  readonly shelf?: (() => Shelf | undefined) | undefined;
}

/** Which blocks a page gets; rendered when the page's language is known. */
export interface Decided {
  render(
    pageLanguage: string | undefined,
    visitorLanguage: string | undefined,
  ): {
    readonly decision: PageDecision;
    /** The higher priority first, then in the order of the site file. */
    readonly edits: readonly Edit[];
    /** In the same order; to be done before all edits. */
    readonly reorders: readonly Reorder[];
    /** What the page exposes the visitor to, once it is known for which targets it has elements; absent: as decided. */
    readonly exposedOn?: (has: (target: string) => boolean) => PageDecision["exposed"];
    /** The same for who hasn't the page: by cohort, selectors one of which must find an element there. */
    readonly exposedAt?: () => Readonly<Record<Cohort, string>>;
  };
  /** The block that sends the visitor elsewhere, which is among those that were chosen; where to is still to be judged. */
  readonly redirect: ChosenRedirect | undefined;
  /** Every segment with its Kleene value. */
  readonly segments: Readonly<Record<string, Kleene>>;
}

/** What templates print for a visitor. */
export function lookupFor(
  { context, buckets }: DecisionInput,
  entries: ReadonlyMap<string, PlanEntry>,
  constants: ReadonlySet<string>,
): Lookup {
  const bucket = (id: string) => buckets && (constants.has(id) ? 0 : buckets[id]);
  return (name, use) => valueFor(name, use, context, bucket, entries);
}

/** Chooses among the blocks of a page. `tests`: absent where the site has neither experiments nor a holdout. */
export function decide(
  answers: Answers,
  blocks: readonly CompiledBlock[],
  lookup: Lookup,
  input: DecisionInput,
  tests?: SiteTests,
): Decided {
  const { day, off } = input;
  const matching = answers.matching();
  const on = { day, off, isKnown: input.buckets !== undefined };
  const judged = blocks.map((block) => judge(block, answers, lookup, on));
  const trial = () => tests && new Trial(tests, input);
  return {
    // Few ask for all of them, so they are evaluated when somebody does.
    get segments() {
      return answers.all();
    },
    render(pageLanguage, visitorLanguage) {
      const languages = [pageLanguage, visitorLanguage];
      const rows = { shelf: input.shelf?.(), path: input.path, segments: matching };
      const trying = trial();
      const { chosen, lost } = choose(judged, trying, ({ block, index }) =>
        editOf(block, index, languages, lookup, rows),
      );
      const exposed = trying?.exposed();
      return {
        decision: {
          ...(exposed && { exposed }),
          segments: matching,
          blocks: chosen.map(({ block, index }) => toldOf(block, index, languages, lookup)),
          lost,
        },
        edits: chosen.flatMap(({ edits }) => edits),
        reorders: chosen.flatMap(({ order }) => order ?? []),
        ...(exposed && {
          exposedOn: (has: (target: string) => boolean) => trying!.exposed(has),
          exposedAt: () => trying!.exposedAt(),
        }),
      };
    },
    redirect: redirectAmong(judged, trial),
  };
}
