import type { Definition } from "./attribute.ts";
import { resolveGroups } from "./condition/groups.ts";

import { daysOf } from "./day.ts";
import type { Attribute } from "./site/attribute-schema.ts";
import type { Site } from "./site/schema.ts";

/** The definitions of all attributes, sorted by id: durations as days, groups resolved. */
export function definitionsOf(site: Site): Readonly<Record<string, Definition>> {
  const ids = Object.keys(site.attributes).sort();
  return Object.fromEntries(ids.map((id) => [id, definitionOf(id, site.attributes[id]!, site.groups)]));
}

function definitionOf(id: string, attribute: Attribute, groups: Site["groups"]): Definition {
  if ("sequence" in attribute) {
    const steps = attribute.sequence.map((step) =>
      typeof step === "string" ? { event: step } : { event: step.not, not: true as const },
    );
    return { kind: "sequence", steps, ...days("within", attribute.within) };
  }
  if ("declared" in attribute)
    return { kind: "declared", event: "declare", of: id, values: attribute.declared };
  const where = attribute.where && { where: resolveGroups(attribute.where, groups) };
  if ("count" in attribute) {
    return {
      kind: "count",
      event: attribute.count,
      ...where,
      ...windowOf(attribute),
      ...printsOf(attribute),
    };
  }
  if ("sum" in attribute) {
    return {
      kind: "sum",
      event: attribute.sum,
      of: attribute.of,
      ...where,
      ...windowOf(attribute),
      ...printsOf(attribute),
    };
  }
  if ("last" in attribute) {
    const { last, of, since, values } = attribute;
    return {
      kind: "last",
      event: last,
      of,
      ...where,
      ...(since && { since }),
      ...(values && { values }),
      ...printsOf(attribute),
    };
  }
  if ("daysSince" in attribute)
    return { kind: "daysSince", event: attribute.daysSince, ...where, ...printsOf(attribute) };
  const { top, of, halfLife, values } = attribute;
  return { kind: "top", event: top, of, ...where, ...days("halfLife", halfLife), ...(values && { values }) };
}

function days<Name extends string>(name: Name, duration: string | undefined): { [key in Name]?: number } {
  return (duration ? { [name]: daysOf(duration) } : {}) as { [key in Name]?: number };
}

function windowOf({ within, since }: { within?: string | undefined; since?: string | undefined }) {
  return { ...days("within", within), ...(since && { since }) };
}

function printsOf({ buckets }: { buckets?: number[] | undefined }) {
  return buckets ? { prints: [...buckets].sort((a, b) => a - b) } : {};
}
