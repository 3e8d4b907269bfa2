import type { CompiledSite } from "../../shared/decision.ts";
import { newcomer } from "../../shared/preview/example.ts";
import { bucketsOf, type KnownProjection } from "../visitor.ts";

interface Newcomer {
  readonly day: number;
  readonly buckets: readonly number[];
}

/** They are the same for all signals of a day. */
const newcomers = new WeakMap<CompiledSite, Newcomer>();

/** The attributes of which a projection says something that isn't so of everybody who is new. `day`: UTC day number. */
export function filledAttributes(
  projection: KnownProjection | undefined,
  compiled: CompiledSite,
  day: number,
): readonly string[] {
  const buckets = bucketsOf(projection, "now", compiled);
  if (!buckets) return [];
  const known = newcomers.get(compiled);
  const { buckets: empty } = known?.day === day ? known : newcomerOn(compiled, day);
  return compiled.plan.entries
    .map(({ id }) => id)
    .filter((id, index) => buckets[id] !== undefined && buckets[id] !== empty[index]);
}

function newcomerOn(compiled: CompiledSite, day: number): Newcomer {
  const made = { day, buckets: newcomer(compiled, day) };
  newcomers.set(compiled, made);
  return made;
}
