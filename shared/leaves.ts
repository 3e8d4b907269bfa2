import { type Groups, resolveGroups } from "./condition/groups.ts";
import type { Condition } from "./condition/match.ts";
import { onBase, type Tiers } from "./tiers.ts";

/** A predicate over one attribute, written over `{ "": value }`. */
export interface Leaf {
  readonly attribute: string;
  readonly test: Condition;
}

/** A predicate over the context of the request: a condition with one key. */
export interface ContextLeaf {
  readonly context: Condition;
}

/**
 * Makes the leaves of rules. Many segments ask the same, so equal leaves are the same object: whatever works on
 * leaves works on few, and tells them apart by identity.
 */
export interface Leaves {
  /** The leaf of an entry of a condition: a path that begins with an attribute or `context`, and what is asked. */
  of(key: string, operand: unknown): Leaf | ContextLeaf;
  leaf(attribute: string, test: Condition): Leaf;
}

/**
 * A maker of leaves, in which the names of groups are replaced by their members, and tiers by what they are
 * read off.
 */
export function leavesWith(groups: Groups, tiers: Tiers = new Map()): Leaves {
  const byKey = new Map<string, Map<unknown, Leaf | ContextLeaf>>();
  const byAttribute = new Map<string, Map<string, Leaf>>();
  const leaf = (asked: string, question: Condition): Leaf => {
    const { attribute, test } = onBase(tiers, { attribute: asked, test: question });
    return remembered(inner(byAttribute, attribute), JSON.stringify(test), () => ({ attribute, test }));
  };
  return {
    leaf,
    of: (key, operand) =>
      remembered(inner(byKey, key), textOf(operand), () => {
        const name = key.split(".", 1)[0]!;
        const within = (path: string) => resolveGroups({ [path]: operand }, groups);
        return name === "context" ? { context: within(key) } : leaf(name, within(key.slice(name.length)));
      }),
  };
}

/** Different for different operands: texts are marked, so that none is taken for JSON. */
function textOf(operand: unknown): string {
  return typeof operand === "string" ? `'${operand}` : JSON.stringify(operand);
}

function inner<Key, Value>(maps: Map<string, Map<Key, Value>>, key: string): Map<Key, Value> {
  return remembered(maps, key, () => new Map<Key, Value>());
}

function remembered<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
