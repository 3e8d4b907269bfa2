import type { Step } from "../../shared/attribute.ts";
import { matches } from "../../shared/condition/match.ts";
import type { LoggedEvent } from "./oracle.ts";

/** Whether an event is the one that a step names. */
function isMeant({ event, where }: Step, entry: LoggedEvent): boolean {
  return entry.name === event && (!where || (!entry.bare && matches(where, entry.properties)));
}

/** What must happen, each with what must not happen after it until the next one, if that is asked. */
function legsOf(steps: readonly Step[]): { step: Step; guards: readonly Step[] }[] {
  return steps.flatMap((step, index) => {
    if (step.not) return [];
    const rest = steps.slice(index + 1);
    const next = rest.findIndex(({ not }) => !not);
    return [{ step, guards: next < 0 ? rest : rest.slice(0, next) }];
  });
}

/**
 * Tries every way to lay steps over the whole log, of those events that the window still holds, and asks of
 * each whether nothing happened in between that must not, and whether the visits between were over.
 *
 * @param visit the visit in which is asked
 */
export function canBeLaid(
  steps: readonly Step[],
  log: readonly LoggedEvent[],
  { day, visit }: { readonly day: number; readonly visit: number },
  within = Infinity,
): boolean {
  const recent = log.filter((entry) => entry.day > day - within);
  const legs = legsOf(steps);
  const isQuiet = (guards: readonly Step[], from: number, to: number, nextVisit: number) =>
    guards.length === 0 ||
    (nextVisit > recent[from]!.visit &&
      !recent.slice(from + 1, to).some((entry) => guards.some((guard) => isMeant(guard, entry))));
  const lay = (leg: number, last: number): boolean => {
    const { guards } = legs[leg - 1] ?? { guards: [] };
    if (leg === legs.length) return isQuiet(guards, last, recent.length, visit);
    return recent.some(
      (entry, index) =>
        index > last &&
        isMeant(legs[leg]!.step, entry) &&
        isQuiet(guards, last, index, entry.visit) &&
        lay(leg + 1, index),
    );
  };
  return lay(0, -1);
}
