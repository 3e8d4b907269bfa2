import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { type Issue, joinPath, type Result } from "../../shared/issue.ts";
import { covers, messageOf } from "../../shared/site/salvage.ts";
import type { Site } from "../../shared/site/schema.ts";
import { type LocatedIssue, readJsonc } from "../site/read.ts";
import { checkNames, checkTimes, unknownFields } from "./check.ts";
import { type Persona, type PersonaInput, personaSchema, type TimedEvent } from "./schema.ts";
import { parseTime } from "./times.ts";

/**
 * Reads a persona from a file of JSON, where comments and trailing commas are allowed. `clock` (milliseconds since
 * the epoch) stands in for a `now` that isn't given. Problems come all at once, with line and column.
 */
export async function loadPersona(
  path: string,
  site: Site,
  clock: number,
): Promise<{ ok: true; value: Persona } | { ok: false; issues: readonly LocatedIssue[] }> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string") {
    const message = text.code === "ENOENT" ? "there is no such file" : `can't be read (${text.code})`;
    return { ok: false, issues: [{ path: "", message }] };
  }
  const source = readJsonc(text.replace(/^\ufeff/, ""));
  if (source.issues.some((issue) => issue.path === "")) return { ok: false, issues: source.issues };
  const persona = readPersona(source.value, site, clock);
  const issues = [...source.issues, ...(persona.ok ? [] : persona.issues.map(source.locate))];
  return persona.ok && issues.length === 0 ? persona : { ok: false, issues };
}

/** A persona of parsed JSON, checked against the site that it visits. */
export function readPersona(input: unknown, site: Site, clock: number): Result<Persona> {
  if (Array.isArray(input))
    return { ok: false, issues: [{ path: "", message: "expected an object, got a list" }] };
  const strange = unknownFields(input);
  const parsed = v.safeParse(personaSchema, input);
  if (!parsed.success) return { ok: false, issues: [...strange, ...shapeIssues(parsed.issues)] };
  const persona = parsed.output;
  const issues = [...strange, ...checkNames(persona, site)];
  if (persona.events && persona.attributes) {
    issues.push({ path: "attributes", message: "expected events or attributes, not both" });
  }
  const now = persona.now === undefined ? clock : parseTime(persona.now, clock);
  if (now === undefined) issues.push({ path: "now", message: timeMessage(persona.now!) });
  const events = timed(persona, now ?? clock, issues);
  if (now !== undefined) issues.push(...checkTimes(events, now));
  if (now === undefined || issues.length > 0) return { ok: false, issues };
  const { description, path, language, userAgent, gpc, context, attributes, variants } = persona;
  return {
    ok: true,
    value: {
      ...(description !== undefined && { description }),
      ...(path !== undefined && { path }),
      ...(language !== undefined && { language }),
      ...(userAgent !== undefined && { userAgent }),
      ...(attributes && { attributes }),
      now,
      gpc,
      context,
      variants,
      // Who has Global Privacy Control on is taken to have said nothing, unless the persona says so.
      consent: persona.consent ?? (gpc ? "unanswered" : ["personalization", "measurement"]),
      events: events.map(({ at, event }) => ({ at, event })),
    },
  };
}

/** Events in the order of time; those at one time stay in the order of the file. */
function timed(
  { events = [] }: PersonaInput,
  now: number,
  issues: Issue[],
): (TimedEvent & { index: number })[] {
  const all = events.flatMap(({ at: text, event: name, properties }, index) => {
    const at = parseTime(text, now);
    if (at !== undefined) return [{ at, event: { name, properties }, index }];
    issues.push({ path: joinPath(joinPath("events", index), "at"), message: timeMessage(text) });
    return [];
  });
  return all.sort((one, other) => one.at - other.at);
}

function timeMessage(text: string): string {
  return `expected a time such as "2026-11-01T10:00:00Z" or "-30d", got ${JSON.stringify(text)}`;
}

function shapeIssues(issues: readonly v.BaseIssue<unknown>[]): Issue[] {
  const all = issues.map((issue) => ({
    path: (issue.path ?? []).reduce((path, item) => joinPath(path, item.key as string | number), ""),
    message: messageOf(issue),
  }));
  // Each once, and none about what is inside of something that is wrong as a whole.
  return all.filter(
    ({ path }, index) => !all.some((other, place) => place < index && covers(other.path, path)),
  );
}
