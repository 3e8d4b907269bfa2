import * as v from "valibot";
import { REWARD_WORDS } from "../reward/words.ts";
import { described, object, textSchema } from "../schema-parts.ts";

const words = Object.fromEntries(REWARD_WORDS.map((name) => [name, v.optional(textSchema)])) as Record<
  (typeof REWARD_WORDS)[number],
  v.OptionalSchema<typeof textSchema, undefined>
>;

/** What a block shows of a tier. */
export const rewardSchema = object({
  tier: described(
    v.pipe(v.string(), v.nonEmpty("expected the name of a tier")),
    "The attribute, a `tier`, whose level, points, progress and benefits are shown.",
  ),
  words: described(
    v.optional(object(words)),
    "Your own words in place of ours; `{next}` stands for the name of the next level.",
  ),
});
