import type { Rule } from "../rule.ts";
import type { SiteRules } from "../site-rules.ts";

/** What a preview decides otherwise: segments that hold or don't, blocks that are shown or aren't, whoever asks. */
export interface Forced {
  readonly segments: Readonly<Record<string, boolean>>;
  readonly blocks: Readonly<Record<string, boolean>>;
  /** Which variant of an experiment is shown, by ids, also outside of its dates. */
  readonly variants?: Readonly<Record<string, string>>;
}

const HOLDS: Rule = { all: [] };
const FAILS: Rule = { not: HOLDS };

/** The rules of a site in which the forced segments always hold, or never. Ids that aren't there change nothing. */
export function forcedRules(declared: SiteRules, { segments }: Forced): SiteRules {
  const given = Object.entries(segments)
    .filter(([id]) => Object.hasOwn(declared.segments, id))
    .map(([id, holds]) => [id, holds ? HOLDS : FAILS]);
  return { ...declared, segments: { ...declared.segments, ...Object.fromEntries(given) } };
}
