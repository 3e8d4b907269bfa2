import type { AttributeValue } from "../../../shared/attribute.ts";
import { DAY_MILLISECONDS } from "../../../shared/day.ts";
import type { TagAttribute } from "../../../shared/wire.ts";
import type { CentreText } from "./contract.ts";

/** A UTC day number as a date in words. */
export function dateWords(day: number, { lang }: CentreText): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(day * DAY_MILLISECONDS);
}

export function numberWords(number: number, { lang }: CentreText): string {
  return new Intl.NumberFormat(lang).format(number);
}

/** "3 days". */
export function daysWords(days: number, { lang }: CentreText): string {
  return new Intl.NumberFormat(lang, { style: "unit", unit: "day", unitDisplay: "long" }).format(days);
}

export function listWords(texts: readonly string[], { lang }: CentreText, or?: true): string {
  return new Intl.ListFormat(lang, { type: or ? "disjunction" : "conjunction" }).format(texts);
}

/** An exact value of an attribute in words. Plain text: it may come from what the visitor did. */
export function valueWords(value: AttributeValue, { kind }: TagAttribute, text: CentreText): string {
  if (value === null) return text.none;
  if (typeof value === "boolean") return value ? text.yes : text.no;
  if (typeof value === "number")
    return kind === "daysSince" ? daysWords(value, text) : numberWords(value, text);
  if (typeof value === "string") return value;
  const parts = Array.isArray(value)
    ? (value as readonly string[])
    : Object.entries(value).map(([field, number]) => `${field} ${numberWords(number, text)}`);
  return parts.length > 0 ? listWords(parts, text) : text.none;
}

/** When an attribute is forgotten. `until`: the day on which everything is, unless it goes before. */
export function forgottenWords(
  { within, halfLife, since }: TagAttribute,
  until: number | undefined,
  text: CentreText,
): string {
  const { forgotten } = text;
  return [
    ...(within === undefined ? [] : [forgotten.within(daysWords(within, text))]),
    ...(halfLife === undefined ? [] : [forgotten.half(daysWords(halfLife, text))]),
    ...(since === undefined ? [] : [forgotten.since(since)]),
    ...(until === undefined ? [] : [forgotten.on(dateWords(until, text))]),
  ].join(" · ");
}
