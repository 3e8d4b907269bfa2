import { matches } from "../../shared/condition/match.ts";
import type { AttributeValue, Definition } from "../../shared/attribute.ts";
import type { SiteEvent } from "../../shared/event.ts";

/** When the value is asked for. */
interface Moment {
  readonly day: number;
  readonly visit: number;
  /** The day on which that visit started. */
  readonly visitDay: number;
}

/** An event with the time at which it happened, as a full log would keep it. */
export interface LoggedEvent extends SiteEvent {
  readonly day: number;
  readonly visit: number;
  /** A visit of which nothing is known but that it began. */
  readonly bare?: true;
}

/** The value of an attribute, computed the slow and obvious way from the whole log of events. */
export function valueFromLog(
  definition: Definition,
  log: readonly LoggedEvent[],
  moment: Moment,
): AttributeValue {
  const { kind, event, where, within, since, of, values, halfLife } = definition;
  if (kind === "sequence") return matchesSequence(definition, log, moment);
  const restart = since ? log.findLastIndex((entry) => entry.name === since) : -1;
  const seen = log.filter(
    (entry, index) =>
      entry.name === event &&
      (since === event ? index >= restart : index > restart) &&
      (!where || (!entry.bare && matches(where, entry.properties))),
  );
  const recent = within ? seen.filter((entry) => entry.day > moment.day - within) : seen;
  const property = (entry: LoggedEvent) => entry.properties[of!];
  switch (kind) {
    case "count":
      return recent.length;
    case "sum":
      return Math.round(recent.reduce((sum, entry) => sum + (Number(property(entry)) || 0), 0) * 1e6) / 1e6;
    case "last":
      return (seen.map(property).findLast((value) => value !== undefined && value !== null) ??
        null) as AttributeValue;
    case "declared":
      return (seen.map(property).findLast((value) => values!.includes(value as string)) ??
        null) as AttributeValue;
    case "attested": {
      const tokens = log.flatMap(({ name, properties }) =>
        name === "declare" ? (properties[""] ?? []) : [],
      );
      const [, payload = ""] = String(tokens.at(-1) ?? "").split(".");
      if (payload === "") return null;
      const { attested, exp } = JSON.parse(Buffer.from(payload, "base64url").toString());
      return moment.day < exp / 86_400 ? (attested[of!] ?? null) : null;
    }
    case "daysSince": {
      if (event !== "visit") return seen.length > 0 ? moment.day - seen.at(-1)!.day : null;
      const earlier = seen.filter((entry) => entry.visit < moment.visit);
      return earlier.length > 0 ? moment.visitDay - earlier.at(-1)!.day : null;
    }
    case "top": {
      const scores = new Map<string, number>();
      for (const entry of seen) {
        const value = property(entry);
        if (value === undefined) continue;
        const weight = halfLife ? 2 ** (-(moment.day - entry.day) / halfLife) : 1;
        const before = scores.get(value as string) ?? 0;
        scores.delete(value as string);
        scores.set(value as string, before + weight);
      }
      const best = Math.max(...scores.values());
      return [...scores].findLast(([, score]) => score > best - 1e-9)?.[0] ?? null;
    }
  }
}

/** Tries every way to lay the steps over the log. */
function matchesSequence(
  { steps, within }: Definition,
  log: readonly LoggedEvent[],
  moment: Moment,
): boolean {
  const recent = log.filter((entry) => !within || entry.day > moment.day - within);
  const search = (step: number, from: number, previous: LoggedEvent | undefined): boolean => {
    if (step === steps!.length) return true;
    const { event } = steps![step]!;
    const guards: string[] = [];
    let next = step;
    while (steps![next]?.not) guards.push(steps![next++]!.event);
    if (guards.length > 0) {
      if (next === steps!.length) {
        const over = previous!.visit < moment.visit;
        return over && !recent.slice(from).some((entry) => guards.includes(entry.name));
      }
      for (let index = from; index < recent.length; index++) {
        const entry = recent[index]!;
        if (
          entry.name === steps![next]!.event &&
          entry.visit > previous!.visit &&
          search(next + 1, index + 1, entry)
        )
          return true;
        if (guards.includes(entry.name)) return false;
      }
      return false;
    }
    return recent.some(
      (entry, index) => index >= from && entry.name === event && search(step + 1, index + 1, entry),
    );
  };
  return search(0, 0, undefined);
}
