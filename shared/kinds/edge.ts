import type { Kind } from "../attribute.ts";
import { attestedAtEdge } from "./attested.ts";
import { countAtEdge } from "./count.ts";
import { daysSinceAtEdge } from "./days-since.ts";
import { declaredAtEdge } from "./declared.ts";
import type { EdgeKind } from "./edge-kind.ts";
import { lastAtEdge } from "./last.ts";
import { sequenceAtEdge } from "./sequence.ts";
import { sumAtEdge } from "./sum.ts";
import { topAtEdge } from "./top.ts";

/** All kinds of attribute, under the names that they have in the site file. */
export const KINDS = {
  count: countAtEdge(),
  sum: sumAtEdge(),
  last: lastAtEdge(),
  daysSince: daysSinceAtEdge(),
  top: topAtEdge(),
  sequence: sequenceAtEdge(),
  declared: declaredAtEdge(),
  attested: attestedAtEdge(),
} as const satisfies Readonly<Record<Kind, unknown>>;

/** What the edge knows of a kind. */
export function edgeKindOf(kind: Kind): EdgeKind {
  return KINDS[kind] as unknown as EdgeKind;
}
