import type { Definition } from "./attribute.ts";
import { resolveGroups } from "./condition/groups.ts";
import { edgeKindOf } from "./kinds/edge.ts";
import { type Attribute, kindOf } from "./site/attribute-schema.ts";
import type { Site } from "./site/schema.ts";

/** The definitions of all attributes, sorted by id: durations as days, groups resolved. */
export function definitionsOf(site: Site): Readonly<Record<string, Definition>> {
  const ids = Object.keys(site.attributes).sort();
  return Object.fromEntries(ids.map((id) => [id, definitionOf(id, site.attributes[id]!, site.groups)]));
}

function definitionOf(id: string, attribute: Attribute, groups: Site["groups"]): Definition {
  const kind = kindOf(attribute);
  const { where, ...rest } = edgeKindOf(kind).define(attribute, id);
  return { kind, ...rest, ...(where && { where: resolveGroups(where, groups) }) };
}
