import type { SiteEvent } from "../../shared/event.ts";
import type { Reached } from "../../shared/measure/ledger.ts";
import type { TagConfig } from "../../shared/wire.ts";

/**
 * The names that events are counted under: those that the owner has declared, or that something reads. Not views, which
 * are counted as such, nor what says something sensitive.
 */
export function eventNames({ attributes, goals, triggers }: TagConfig): Set<string> {
  const names = new Set<string>();
  for (const { event } of [...triggers, ...Object.values(goals)]) names.add(event);
  const read = (which: "guarded" | "open", act: (name: string) => void) => {
    for (const { guarded, ...own } of Object.values(attributes)) {
      const { event, since, steps = [] } = (which === "guarded" ? guarded : guarded ? undefined : own) ?? {};
      for (const name of [event, since, ...steps.map((step) => step.event)]) if (name) act(name);
    }
  };
  read("open", (name) => names.add(name));
  read("guarded", (name) => names.delete(name));
  for (const name of ["view", "visit", "declare"]) names.delete(name);
  return names;
}

/** The goals that an event reaches, each with its value; what is no amount counts as none. */
export function reachedBy({ name, properties }: SiteEvent, goals: TagConfig["goals"]): Reached[] {
  return Object.entries(goals).flatMap(([id, { event, value }]) =>
    // A number written as text counts, too.
    event === name ? [[id, (value !== undefined && Number(properties[value])) || 0] as const] : [],
  );
}
