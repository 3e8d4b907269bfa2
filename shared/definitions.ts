import type { Definition } from "./attribute.ts";
import type { Condition } from "./condition/match.ts";
import { resolveGroups } from "./condition/groups.ts";
import { edgeKindOf } from "./kinds/edge.ts";
import { type Attribute, kindOf } from "./site/attribute-schema.ts";
import type { Site } from "./site/schema.ts";

/**
 * The definitions of all attributes: durations as days, groups resolved. Sorted by id, but those that are made of
 * others come last, so that devices reduce them after what they are made of.
 */
export function definitionsOf(site: Site): Readonly<Record<string, Definition>> {
  const definitions = Object.keys(site.attributes)
    .sort()
    .map((id) => [id, definitionOf(id, site.attributes[id]!, site.groups)] as const);
  const isMade = ({ kind }: Definition) => edgeKindOf(kind).bases !== undefined;
  return Object.fromEntries([
    ...definitions.filter(([, definition]) => !isMade(definition)),
    ...definitions.filter(([, definition]) => isMade(definition)),
  ]);
}

function definitionOf(id: string, attribute: Attribute, groups: Site["groups"]): Definition {
  const kind = kindOf(attribute);
  const { steps, ...rest } = edgeKindOf(kind).define(attribute, id);
  const resolved = <T extends { readonly where?: Condition }>(asking: T): T =>
    asking.where ? { ...asking, where: resolveGroups(asking.where, groups) } : asking;
  return { kind, ...resolved(rest), ...(steps && { steps: steps.map(resolved) }) };
}
