import { type Rule, segmentsOf } from "./rule.ts";

/**
 * The segments, each after those that it refers to, and those that something refers to. What leads into a circle
 * isn't among them: it is unknown (and the site file's check refuses it).
 */
export function sortByReference(rules: Readonly<Record<string, Rule>>): {
  readonly order: readonly string[];
  readonly referred: ReadonlySet<string>;
} {
  const referring = new Map<string, string[]>();
  const missing = new Map<string, number>();
  const order: string[] = [];
  for (const [id, rule] of Object.entries(rules)) {
    const others = segmentsOf(rule).filter((other) => Object.hasOwn(rules, other));
    if (others.length === 0) order.push(id);
    else missing.set(id, others.length);
    for (const other of others) {
      const list = referring.get(other);
      if (list) list.push(id);
      else referring.set(other, [id]);
    }
  }
  for (const id of order) {
    for (const other of referring.get(id) ?? []) {
      const left = missing.get(other)! - 1;
      missing.set(other, left);
      if (left === 0) order.push(other);
    }
  }
  return { order, referred: new Set(referring.keys()) };
}
