import type { Interval, Told } from "../../../shared/report/contract.ts";

/** What stands for a number that is of too few visitors to be told. */
export const FEW = "too few";

/** A whole number with its thousands apart; `too few` where it isn't told. */
export function count(value: Told | undefined): string {
  return value === null || value === undefined ? FEW : group(value, 0);
}

/** A value, as of an order, with two digits behind the point. */
export function amount(value: number | null): string {
  return value === null ? "–" : group(value, 2);
}

/** A share as per cent: 0.031 is "3.1 %". */
export function percent(share: number | null, digits = digitsOf(share)): string {
  return share === null ? "–" : `${group(share * 100, digits)} %`;
}

/** A change as per cent with its sign: 0.12 is "+12 %", −0.031 is "−3.1 %". */
export function change(value: number | null): string {
  if (value === null) return "–";
  const text = percent(Math.abs(value), Math.abs(value) < 0.1 ? 1 : 0);
  if (/^[0.]+ %$/.test(text)) return text;
  return (value < 0 ? "−" : "+") + text;
}

/** "4 % to 21 %", by whichever of the above. */
export function bounds({ low, high }: Interval, as: (value: number) => string): string {
  return `${as(low)} to ${as(high)}`;
}

/** "between 4 % and 21 %". */
export function between({ low, high }: Interval, as: (value: number) => string): string {
  return `between ${as(low)} and ${as(high)}`;
}

/** "1 Nov", or with the year. A UTC day. */
export function day(text: string, withYear = false): string {
  return new Date(text).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    ...(withYear && { year: "numeric" }),
    timeZone: "UTC",
  });
}

/** "one visitor", "12 visitors". */
export function several(number: number, one: string, many = `${one}s`): string {
  return `${number === 1 ? "one" : group(number, 0)} ${number === 1 ? one : many}`;
}

function group(value: number, digits: number): string {
  return value
    .toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .replace("-", "−");
}

function digitsOf(share: number | null): number {
  return share !== null && Math.abs(share) < 0.1 ? 1 : 0;
}
