import { blocksAhead } from "./ahead.ts";
import type { Kleene } from "./condition/match.ts";
import { toldToLayer } from "./data-layer.ts";
import { compileBlocks } from "./compile-blocks.ts";
import {
  blocksOfPath,
  type BlocksOfPath,
  chooseCase,
  type CompiledBlock,
  editOf,
  orderOf,
  placeOf,
  toldOf,
} from "./compiled-block.ts";
import type { Edit, PageTargets, Reorder } from "./edit.ts";
import { anyOf, type Pattern, PATHS_REMEMBERED, remembered } from "./page-patterns.ts";
import { buildPlan, type Plan, type PlanEntry } from "./plan.ts";
import { type Forced, forcedRules } from "./preview/forced.ts";
import type { Shelf } from "./recommend/shelf.ts";
import type { ChosenRedirect } from "./redirect.ts";
import { renderTo, valueFor } from "./render.ts";
import type { Leaf } from "./rule.ts";
import { type Answers, compileSegments } from "./segments.ts";
import type { Site } from "./site/schema.ts";
import { rulesOf, type SiteRules } from "./site-rules.ts";
import type { SwitchedOff } from "./switched-off.ts";
import type { Ahead } from "./tag-mode.ts";
import type { Lookup } from "./template/render.ts";
import type { PageDecision, TagConfig } from "./wire.ts";

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
  };
  /** The block that sends the visitor elsewhere, which is among those that were chosen; where to is still to be judged. */
  readonly redirect: ChosenRedirect | undefined;
  /** Every segment with its Kleene value. */
  readonly segments: Readonly<Record<string, Kleene>>;
}

/** A site file, compiled once and used for every page. */
export interface CompiledSite {
  readonly site: Site;
  readonly rules: SiteRules;
  readonly plan: Plan;
  /** What the tag may write into the `dataLayer`; undefined: nothing. */
  readonly layer: TagConfig["layer"];
  excluded(path: string): boolean;
  /** Whether some block could apply on this path, whoever asks. */
  personalizable(path: string): boolean;
  /** What blocks on this path are about, whoever asks; for one list of blocks always the same array. */
  targets(path: string): PageTargets;
  /** Whether some redirect could apply on this path, whoever asks. */
  redirectable(path: string): boolean;
  decide(input: DecisionInput): Decided;
  /** What is decided on every page; the input's path counts for nothing, and its context doesn't know it. */
  ahead(input: DecisionInput, languages: readonly (string | undefined)[]): Ahead;
  /** The same site with some of its answers given, for a preview. What is forced costs visitors nothing. */
  forcing(forced: Forced): CompiledSite;
}

/** Compiles a checked site file. `pattern` makes a matcher of a URLPattern pathname. */
export function compileSite(site: Site, pattern: Pattern): CompiledSite {
  const rules = rulesOf(site);
  return assemble(site, rules, buildPlan(site, rules), pattern);
}

function assemble(
  site: Site,
  declared: SiteRules,
  plan: Plan,
  pattern: Pattern,
  forced?: Forced,
  switchable = false,
): CompiledSite {
  const rules = forced ? forcedRules(declared, forced) : declared;
  const entries = new Map([
    ...[...plan.entries, ...plan.constants].map((entry) => [entry.id, entry] as const),
    ...plan.tiers,
  ]);
  const constants = new Set(plan.constants.map((entry) => entry.id));
  const truth = (leaf: Leaf) => entries.get(leaf.attribute)?.truth(leaf.test);
  const sent = plan.entries.map((entry) => entry.id);
  // An index pays off over many visitors; a preview has one.
  const indexedFrom = forced ? Infinity : undefined;
  const segments = compileSegments(rules.segments, { truth, constants, sent }, indexedFrom, switchable);
  // For those who have switched segments off; compiled when the first of them comes.
  let other: CompiledSite | undefined;
  const forSwitching = () => (other ??= assemble(site, declared, plan, pattern, forced, true));
  const blocks = compileBlocks(site, rules, { pattern, forced, question: segments.question });
  const excluded = site.exclude.length > 0 ? remembered(anyOf(site.exclude, pattern)) : () => false;
  const lists = new Map<string, BlocksOfPath>();
  const on = remembered((path) => {
    const own = blocks.filter((block) => block.onPage(path));
    const key = own.map(({ id }) => id).join("\n");
    const list = lists.get(key) ?? blocksOfPath(own);
    if (lists.size < PATHS_REMEMBERED) lists.set(key, list);
    return list;
  });
  return {
    site,
    rules,
    plan,
    layer: toldToLayer(site, declared),
    excluded,
    personalizable: (path) => on(path).blocks.length > 0,
    targets: (path) => on(path).targets,
    redirectable: (path) => on(path).redirectable,
    decide: (input) =>
      !switchable && (input.off?.all === true || (input.off?.segments.length ?? 0) > 0)
        ? forSwitching().decide(input)
        : decide(segments.ask(input), on(input.path).blocks, entries, constants, input),
    ahead(input, languages) {
      const answers = segments.ask(input);
      const lookup = lookupFor(input, entries, constants);
      const ahead = blocksAhead(blocks, {
        answers,
        lookup,
        day: input.day,
        isKnown: input.buckets !== undefined,
        languages,
      });
      const untouched = site.exclude.length > 0 ? [{ id: "", pages: site.exclude, open: true as const }] : [];
      return { segments: answers.matching(), blocks: [...untouched, ...ahead], lost: [] };
    },
    forcing: (anew) => assemble(site, declared, plan, pattern, anew),
  };
}

function lookupFor(
  { context, buckets }: DecisionInput,
  entries: ReadonlyMap<string, PlanEntry>,
  constants: ReadonlySet<string>,
): Lookup {
  const bucket = (id: string) => buckets && (constants.has(id) ? 0 : buckets[id]);
  return (name, use) => valueFor(name, use, context, bucket, entries);
}

function decide(
  answers: Answers,
  blocks: readonly CompiledBlock[],
  entries: ReadonlyMap<string, PlanEntry>,
  constants: ReadonlySet<string>,
  input: DecisionInput,
): Decided {
  const { day, off } = input;
  const matching = answers.matching();
  const lookup = lookupFor(input, entries, constants);
  const chosen: { block: CompiledBlock; index: number }[] = [];
  const reorders: Reorder[] = [];
  const lost: PageDecision["lost"][number][] = [];
  const places = new Map<string, string>();
  let redirect: ChosenRedirect | undefined;
  for (const block of blocks) {
    const { index, reason: unmet } = chooseCase(block, answers, {
      day,
      off,
      isKnown: input.buckets !== undefined,
    });
    const order = unmet ? undefined : orderOf(block, lookup);
    const isAway = block.block.op === "redirect";
    const to = isAway && !unmet ? renderTo(block.cases[index]!.templates, lookup) : undefined;
    const isOpen = isAway ? to === undefined : order?.first.length === 0;
    const reason = unmet ?? (isOpen ? "unknown" : undefined);
    if (reason) {
      lost.push({ id: block.id, reason });
      continue;
    }
    const place = placeOf(block.id, block.block);
    const winner = places.get(place);
    if (winner) lost.push({ id: block.id, reason: "priority", to: winner });
    else {
      places.set(place, block.id);
      chosen.push({ block, index });
      if (order) reorders.push(order);
      if (to !== undefined) redirect = { block: block.id, to };
    }
  }
  return {
    // Few ask for all of them, so they are evaluated when somebody does.
    get segments() {
      return answers.all();
    },
    render(pageLanguage, visitorLanguage) {
      const languages = [pageLanguage, visitorLanguage];
      const rows = { shelf: input.shelf?.(), path: input.path, segments: matching };
      const edited = chosen.map(
        (each) => [each, editOf(each.block, each.index, languages, lookup, rows)] as const,
      );
      const isEmpty = ([{ block, index }, edits]: (typeof edited)[number]) =>
        block.cases[index]!.row !== undefined && edits.length === 0;
      const empty = edited.filter(isEmpty).map(([{ block }]) => ({ id: block.id, reason: "empty" as const }));
      return {
        decision: {
          segments: matching,
          blocks: edited
            .filter((each) => !isEmpty(each))
            .map(([{ block, index }]) => toldOf(block, index, languages, lookup)),
          lost: empty.length > 0 ? [...lost, ...empty] : lost,
        },
        edits: edited.flatMap(([, edits]) => edits),
        reorders,
      };
    },
    redirect,
  };
}
