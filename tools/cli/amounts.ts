import { Failure } from "./output.ts";

/** `3%` or `0.03` as 0.03; fails where it is neither, or not between 0 and `most`. */
export function demandShare(text: string, option: string, most = 1): number {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim());
  const share = match ? Number(match[1]) / (match[2] ? 100 : 1) : Number.NaN;
  if (!(share > 0 && share < most)) {
    throw new Failure(`${option}: expected a share such as 3% or 0.03, got ${JSON.stringify(text)}`);
  }
  return share;
}

/** A whole number of at least `least`; fails where it is none. */
export function demandWhole(text: string, option: string, least: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least || text.trim() === "")
    throw new Failure(`${option}: expected a whole number from ${least} on, got ${JSON.stringify(text)}`);
  return number;
}

/** `12,345`. */
export const whole = (number: number): string => number.toLocaleString("en-US", { maximumFractionDigits: 0 });

/** `3.14 %`. */
export const percent = (share: number, digits = 2): string => `${(share * 100).toFixed(digits)} %`;

/** `+12.3 %`, `−4.0 %`. */
export const change = (share: number): string =>
  `${share < 0 ? "−" : "+"}${Math.abs(share * 100).toFixed(1)} %`;
