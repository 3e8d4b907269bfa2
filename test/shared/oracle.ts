import { matches } from "../../shared/condition/match.ts";
import type { AttributeValue, Definition } from "../../shared/attribute.ts";
import type { SiteEvent } from "../../shared/event.ts";
import { rfmFromLog, scoreFromLog, tierFromLog } from "./oracle-made.ts";
import { canBeLaid } from "./steps-over-log.ts";

/** When the value is asked for. */
export interface Moment {
  readonly day: number;
  readonly visit: number;
  /** The day on which that visit started. */
  readonly visitDay: number;
}

/** An event with the time at which it happened, as a full log would keep it. */
export interface LoggedEvent extends SiteEvent {
  readonly day: number;
  readonly visit: number;
}

/** The value of an attribute, computed the slow and obvious way from the whole log of events. */
export function valueFromLog(
  definition: Definition,
  log: readonly LoggedEvent[],
  moment: Moment,
  definitions: Readonly<Record<string, Definition>> = {},
): AttributeValue {
  const { kind, where, within, since, of, values, halfLife, steps = [] } = definition;
  const { event = steps[0]?.event } = definition;
  const valueOf = (id: string, until: readonly LoggedEvent[], at: Moment) =>
    valueFromLog(definitions[id]!, until, at, definitions);
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
    case "sequence":
      return canBeLaid(steps, log, moment, within);
    case "funnel": {
      const anew = log.slice(since === event ? Math.max(0, restart) : restart + 1);
      return steps.filter((_, index) => canBeLaid(steps.slice(0, index + 1), anew, moment, within)).length;
    }
    case "score":
      return scoreFromLog(definition, log, moment, valueOf);
    case "tier":
      return tierFromLog(definition, valueOf(definition.base!, log, moment));
    case "rfm":
      return rfmFromLog(definition, seen, moment);
    case "count":
      return recent.length;
    case "sum":
      return Math.round(recent.reduce((sum, entry) => sum + (Number(property(entry)) || 0), 0) * 1e6) / 1e6;
    case "last":
      return seen.map(property).findLast((value) => value !== undefined && value !== null) ?? null;
    case "declared":
      return (
        seen.map(property).findLast((value) => value === null || values!.includes(value as string)) ?? null
      );
    case "choices": {
      const said = seen.map(property).filter((value) => value !== undefined);
      const lists = said.map((value) => (value === null ? [] : [value].flat().map(String)));
      const told = lists.findLast((list) => list.length === 0 || list.some((each) => values!.includes(each)));
      const chosen = values!.filter((value) => told?.includes(value));
      return chosen.length > 0 ? chosen : null;
    }
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
    case "min":
    case "max": {
      const sorted = recent
        .map(property)
        .filter((value) => typeof value === "number")
        .sort((a, b) => a - b);
      return (kind === "min" ? sorted[0] : sorted.at(-1)) ?? null;
    }
    case "average": {
      const numbers = seen.map(property).filter((value) => typeof value === "number");
      const total = Math.round(numbers.reduce((sum, value) => sum + value, 0) * 1e6) / 1e6;
      return numbers.length > 0 ? total / numbers.length : null;
    }
    case "first":
      return seen.map(property).find((value) => value !== undefined && value !== null) ?? null;
    case "distinct":
      return new Set(recent.flatMap((entry) => property(entry) ?? [])).size;
    case "set": {
      const all = seen
        .flatMap((entry) => property(entry) ?? [])
        .map(String)
        .filter((value) => !values || values.includes(value));
      const latest = all.filter((value, index) => all.lastIndexOf(value) === index).slice(-definition.keep!);
      return latest.length > 0 ? latest : null;
    }
    case "top": {
      const { least = 0, lead = 1 } = definition;
      const sightings = sightingsIn(seen, of!, halfLife).map(({ value, weight }) => ({
        value: String(value),
        weight,
      }));
      const scores = latestFirst(sightings.map(({ value }) => value)).map(
        (value) => [value, weightOf(sightings, (other) => other === value)] as const,
      );
      const best = Math.max(...scores.map(([, score]) => score));
      const leader = scores.find(([, score]) => score > best - 1e-9);
      const others = scores.filter((entry) => entry !== leader).map(([, score]) => score);
      return leader && best > least - 1e-9 && best > Math.max(0, ...others) * lead - 1e-9 ? leader[0] : null;
    }
    case "habit": {
      const { least = 3, share = 0.5 } = definition;
      const sightings = sightingsIn(seen, of!, halfLife);
      const total = weightOf(sightings, () => true);
      const isNear = (one: unknown, other: unknown) =>
        of === "hour" ? [-1, 0, 1].some((step) => (Number(one) + step + 24) % 24 === other) : one === other;
      const candidates = latestFirst(sightings.map(({ value }) => value)).map((value) => ({
        value,
        around: weightOf(sightings, (other) => isNear(value, other)),
        own: weightOf(sightings, (other) => other === value),
      }));
      const most = Math.max(...candidates.map(({ around }) => around));
      const usual = candidates.filter(({ around }) => around > most - 1e-9);
      const own = Math.max(...usual.map((candidate) => candidate.own));
      const habit = usual.find((candidate) => candidate.own > own - 1e-9);
      return habit && total > least - 1e-9 && most > share * total - 1e-9
        ? (habit.value as AttributeValue)
        : null;
    }
  }
}

interface Sighting {
  readonly value: unknown;
  readonly weight: number;
}

/** All values that a property had, each with what it weighs when the last of them is seen. */
function sightingsIn(seen: readonly LoggedEvent[], of: string, halfLife = Infinity): Sighting[] {
  const all = seen.flatMap(({ properties, day }) =>
    [properties[of] ?? []].flat().map((value) => ({ value, day })),
  );
  const last = all.at(-1)?.day ?? 0;
  return all.map(({ value, day }) => ({ value, weight: 2 ** ((day - last) / halfLife) }));
}

function weightOf(sightings: readonly Sighting[], isMeant: (value: unknown) => boolean): number {
  return sightings.reduce((sum, { value, weight }) => (isMeant(value) ? sum + weight : sum), 0);
}

/** Each value once, the latest seen first. */
function latestFirst<Value>(values: readonly Value[]): Value[] {
  return [...new Set([...values].reverse())];
}
