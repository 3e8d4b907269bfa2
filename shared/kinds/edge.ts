import type { Kind } from "../attribute.ts";
import { attestedAtEdge } from "./attested.ts";
import { averageAtEdge } from "./average.ts";
import { choicesAtEdge } from "./choices.ts";
import { countAtEdge } from "./count.ts";
import { daysSinceAtEdge } from "./days-since.ts";
import { declaredAtEdge } from "./declared.ts";
import { distinctAtEdge } from "./distinct.ts";
import type { EdgeKind } from "./edge-kind.ts";
import { firstAtEdge } from "./first.ts";
import { funnelAtEdge } from "./funnel.ts";
import { habitAtEdge } from "./habit.ts";
import { lastAtEdge } from "./last.ts";
import { maxAtEdge } from "./max.ts";
import { minAtEdge } from "./min.ts";
import { rfmAtEdge } from "./rfm.ts";
import { scoreAtEdge } from "./score.ts";
import { sequenceAtEdge } from "./sequence.ts";
import { setAtEdge } from "./set.ts";
import { sumAtEdge } from "./sum.ts";
import { tierAtEdge } from "./tier.ts";
import { topAtEdge } from "./top.ts";

/** All kinds of attribute, under the names that they have in the site file. */
export const KINDS = {
  count: countAtEdge(),
  sum: sumAtEdge(),
  min: minAtEdge(),
  max: maxAtEdge(),
  average: averageAtEdge(),
  distinct: distinctAtEdge(),
  first: firstAtEdge(),
  last: lastAtEdge(),
  daysSince: daysSinceAtEdge(),
  top: topAtEdge(),
  habit: habitAtEdge(),
  set: setAtEdge(),
  sequence: sequenceAtEdge(),
  funnel: funnelAtEdge(),
  score: scoreAtEdge(),
  tier: tierAtEdge(),
  rfm: rfmAtEdge(),
  declared: declaredAtEdge(),
  choices: choicesAtEdge(),
  attested: attestedAtEdge(),
} as const satisfies Readonly<Record<Kind, unknown>>;

/** What the edge knows of a kind. */
export function edgeKindOf(kind: Kind): EdgeKind {
  return KINDS[kind];
}
