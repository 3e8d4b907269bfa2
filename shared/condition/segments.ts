import { CONDITION_DEPTH } from "../limits.ts";
import { type Condition, type Evaluator, type FindSegment, compile } from "./match.ts";
import { readsOf } from "./reads.ts";
import { isObject } from "./value.ts";

/** Conditions by the id of the segment that they define. */
export type Segments = Readonly<Record<string, Condition>>;

/** The existing segments that a condition names directly. */
function namedBy(condition: Condition | undefined, segments: Segments): readonly string[] {
  if (!isObject(condition)) return [];
  return [...readsOf(condition).segments].filter((id) => Object.hasOwn(segments, id));
}

/** The shortest way from a segment back to itself (`["a", "b", "a"]`); undefined if there is none. */
export function cycleThrough(id: string, segments: Segments): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = Object.hasOwn(segments, id) ? [id] : [];
  for (const from of queue) {
    for (const to of namedBy(segments[from], segments)) {
      if (to === id) {
        const way = [id];
        for (let step = from; step !== id; step = cameFrom.get(step)!) way.unshift(step);
        return [id, ...way];
      }
      if (!cameFrom.has(to)) {
        cameFrom.set(to, from);
        queue.push(to);
      }
    }
  }
  return undefined;
}

/**
 * The existing segments that a condition refers to: directly, then through others. Ends at the first
 * level beyond `CONDITION_DEPTH`.
 */
export function segmentLevels(condition: Condition, segments: Segments): readonly (readonly string[])[] {
  const seen = new Set<string>();
  const levels: (readonly string[])[] = [];
  let level = namedBy(condition, segments);
  while (level.length > 0 && levels.length <= CONDITION_DEPTH) {
    levels.push(level);
    for (const id of level) seen.add(id);
    level = [...new Set(level.flatMap((id) => namedBy(segments[id], segments)))].filter(
      (id) => !seen.has(id),
    );
  }
  return levels;
}

/**
 * Compiles segments when they are first asked for, each once. A segment on a cycle, or one that
 * doesn't compile, is unknown.
 */
export function segmentFinder(segments: Segments): FindSegment {
  const found = new Map<string, Evaluator>();
  const find: FindSegment = (id) => {
    if (!found.has(id) && Object.hasOwn(segments, id)) {
      found.set(id, cycleThrough(id, segments) ? () => undefined : compile(segments[id]!, find));
    }
    return found.get(id);
  };
  return find;
}
