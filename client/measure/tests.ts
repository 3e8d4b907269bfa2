import type { Profile } from "../../shared/aggregate.ts";
import { dayOf } from "../../shared/day.ts";
import { settleTests, takeVariants, toldVariants } from "../../shared/measure/variants.ts";
import type { TagConfig } from "../../shared/wire.ts";

// Which part this visitor has in experiments, as the tag keeps it in the profile and tells it.

/** The profile with its part in experiments as the site has them now; without, where there are none or it isn't permitted. */
export function withTests(
  { tests, ...profile }: Profile,
  { experiments }: TagConfig,
  permitted: boolean,
): Profile {
  return permitted && experiments
    ? { ...profile, tests: settleTests(tests, experiments, today(), random) }
    : profile;
}

export function variantsOf({ tests }: Profile, { experiments }: TagConfig): (number | null)[] | undefined {
  return tests && experiments && toldVariants(tests, experiments, today());
}

/** The profile with what the edge has answered to that; unless it has none of this any more. */
export function withVariants(
  profile: Profile,
  { experiments = [] }: TagConfig,
  answered: readonly number[],
): Profile {
  const { tests } = profile;
  return tests ? { ...profile, tests: takeVariants(tests, experiments, answered, today()) } : profile;
}

const today = () => dayOf(Date.now());
const random = () => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;
