import { blocksAhead } from "./ahead.ts";
import { toldToLayer } from "./data-layer.ts";
import { compileBlocks } from "./compile-blocks.ts";
import { blocksOfPath, type BlocksOfPath } from "./compiled-block.ts";
import { decide, type Decided, type DecisionInput, lookupFor } from "./decide.ts";
import type { PageTargets } from "./edit.ts";
import { blockTests } from "./experiment/block-tests.ts";
import { HOLDOUT } from "./experiment/planned.ts";
import { type SiteTests, Trial } from "./experiment/trial.ts";
import { anyOf, type Pattern, PATHS_REMEMBERED, remembered } from "./page-patterns.ts";
import { buildPlan, type Plan } from "./plan.ts";
import { type Forced, forcedRules } from "./preview/forced.ts";
import type { Leaf } from "./rule.ts";
import { compileSegments } from "./segments.ts";
import type { Site } from "./site/schema.ts";
import { rulesOf, type SiteRules } from "./site-rules.ts";
import type { Ahead } from "./tag-mode.ts";
import type { TagConfig } from "./wire.ts";

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
  /** By experiment of the plan: whether its audience is known to hold for this visitor, whatever the day. */
  audience(input: DecisionInput): readonly boolean[];
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
  const { experiments } = plan;
  const given = forced?.variants ?? {};
  const previewed = forced !== undefined;
  const tests: SiteTests | undefined =
    experiments.length > 0 ? { experiments, forced: given, previewed } : undefined;
  const blocks = compileBlocks(site, rules, {
    pattern,
    forced,
    question: segments.question,
    tests: blockTests(site, experiments, pattern, given),
  });
  const audiences = experiments.map(({ id }) =>
    id === HOLDOUT ? undefined : segments.question(rules.experiments[id]!),
  );
  const isSwitched = ({ off }: DecisionInput) =>
    !switchable && (off?.all === true || (off?.segments.length ?? 0) > 0);
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
      isSwitched(input)
        ? forSwitching().decide(input)
        : decide(
            segments.ask(input),
            on(input.path).blocks,
            lookupFor(input, entries, constants),
            input,
            tests,
          ),
    audience(input) {
      if (isSwitched(input)) return forSwitching().audience(input);
      const answers = segments.ask(input);
      return audiences.map((question) => question === undefined || answers.answer(question) === true);
    },
    ahead(input, languages) {
      const answers = segments.ask(input);
      const lookup = lookupFor(input, entries, constants);
      const ahead = blocksAhead(blocks, {
        answers,
        lookup,
        day: input.day,
        isKnown: input.buckets !== undefined,
        languages,
        trial: tests && new Trial(tests, input),
      });
      const untouched = site.exclude.length > 0 ? [{ id: "", pages: site.exclude, open: true as const }] : [];
      return { segments: answers.matching(), blocks: [...untouched, ...ahead], lost: [] };
    },
    forcing: (anew) => assemble(site, declared, plan, pattern, anew),
  };
}
