import { DAY_MILLISECONDS } from "../../../shared/day.ts";
import { HOLDOUT } from "../../../shared/measure/variants.ts";
import type { TagConfig } from "../../../shared/wire.ts";
import type { KnownCounts } from "../../known/counted.ts";
import type { Me } from "../centre/contract.ts";
import { goalsOf } from "./goals.ts";
import type { TestsWords } from "./tests-words.ts";

/** A test in words. `lang`: BCP 47, where a text is the owner's. */
export interface SaidTest {
  readonly name: string;
  readonly version: string;
  readonly lang: { readonly name?: string | undefined; readonly version?: string | undefined };
  /** Since when, of how many versions, and which goals were reached. */
  readonly facts: readonly string[];
  /** That it makes no difference now, or none was seen yet; else empty. */
  readonly note: string;
}

/** What is said with. */
export interface Saying {
  /** BCP 47. */
  readonly language: string;
  readonly words: TestsWords;
  readonly experiments: TagConfig["experiments"];
  /** Undefined: names aren't known; ids and numbers stand for them. */
  readonly me: Me | undefined;
  /** UTC day number. */
  readonly today: number;
}

/**
 * What there is to say of the visitor's tests: of those of which the profile holds a version, and any others that they
 * are still counted in.
 */
export function sayTests(
  { cohorts, variants, resting }: KnownCounts,
  { language, words, experiments = [], me, today }: Saying,
): readonly SaidTest[] {
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const held = new Map(Object.entries(variants).map(([id, [variant]]) => [id, variant]));
  for (const cohort of Object.keys(cohorts)) {
    const [, id = HOLDOUT, variant] = /^(?:x\.(.+)|h)\.(\d+)$/.exec(cohort) ?? [];
    if (variant !== undefined && !held.has(id)) held.set(id, Number(variant));
  }
  const runs = (id: string) =>
    experiments.some(
      ({ id: each, from = -Infinity, until = Infinity }) => each === id && from <= today && today <= until,
    );
  const isHeldOut = held.get(HOLDOUT) === 2;
  const lang = me?.languages.names;
  return Array.from(held, ([id, variant]): SaidTest => {
    const isSite = id === HOLDOUT;
    const counted = cohorts[isSite ? `h.${variant}` : `x.${id}.${variant}`];
    const named = isSite ? undefined : me?.experiments?.find((each) => each.id === id);
    const own = named && named.variant.id !== HOLDOUT ? named.variant.name : undefined;
    const ofSite = variant === 2 ? words.without : words.with;
    const unnamed = named ? words.none : `${words.version} ${variant}`;
    const isIdle = resting || !runs(id) || (isHeldOut && !isSite);
    return {
      name: isSite ? words.holdout : (named?.name ?? id),
      version: isSite ? ofSite : (own ?? unnamed),
      lang: { name: named && lang, version: own && lang },
      facts: [
        ...(counted ? [`${words.since} ${dates.format(counted.day * DAY_MILLISECONDS)}`] : []),
        ...(named ? [`${words.versions}: ${named.variants}`] : []),
        ...(counted ? goalsOf(counted, language) : []),
      ],
      note: isIdle ? words.idle : counted ? "" : words.unseen,
    };
  });
}
