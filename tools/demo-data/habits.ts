import type { Random } from "./random.ts";
import type { Product } from "./shop.ts";

/** What somebody is like: nothing of it is ever sent, all that they do follows from it. */
export interface Habits {
  /** What they answer when asked; `gpc`: no, since their browser says so for them. */
  readonly choice: "yes" | "no" | "gpc";
  readonly language: "en" | "pl";
  readonly country: "GB" | "PL" | "DE";
  /** When they have time for it. */
  readonly hour: number;
  readonly isOnPhone: boolean;
  /** The category that they come for. */
  readonly taste: string;
  /** How readily they put something into a basket, how readily they order, and how many pieces. */
  readonly wanting: number;
  readonly ordering: number;
  readonly pieces: number;
  /** How much likelier, from the second visit on, something goes into the basket. */
  readonly returning: number;
  /** Looks for clothes for a team. */
  readonly isTrade: boolean;
  /** On which days they come, from 0, ascending. */
  readonly days: readonly number[];
}

/** Of a hundred visitors so many say yes, and so many of the others have a browser that says no for them. */
const YES = 0.64;
const GPC = 0.2;
/** How likely somebody comes again, each time. */
const AGAIN = 0.42;
const MOST_VISITS = 5;

/** Who comes for which category, and what they are like: campers buy less often and far more, runners look. */
const TASTES: Readonly<
  Record<string, { readonly wanting: number; readonly ordering: number; readonly pieces: number }>
> = {
  rain: { wanting: 0.3, ordering: 0.22, pieces: 1 },
  running: { wanting: 0.26, ordering: 0.18, pieces: 1 },
  camp: { wanting: 0.36, ordering: 0.3, pieces: 2 },
};

/** Somebody who comes within so many days for the first time; the same for the same numbers. */
export function habitsOf(products: readonly Product[], days: number, draw: Random): Habits {
  const drawn = draw();
  const choice = drawn < YES ? "yes" : draw() < GPC ? "gpc" : "no";
  const taste = products[Math.floor(draw() * products.length)]!.category;
  const place = draw();
  const country = place < 0.6 ? "GB" : place < 0.82 ? "PL" : "DE";
  const isTrade = draw() < 0.06;
  return {
    choice,
    country,
    language: country === "PL" && draw() < 0.7 ? "pl" : "en",
    hour: 7 + Math.floor(draw() * 15),
    isOnPhone: draw() < 0.55,
    taste,
    ...TASTES[taste]!,
    ...(isTrade && { ordering: 0.2, pieces: 3 }),
    returning: 1.5,
    isTrade,
    days: daysOf(days, draw),
  };
}

/** A first day, and others with a few days between them. */
function daysOf(days: number, draw: Random): number[] {
  const all = [Math.floor(draw() * days)];
  while (all.length < MOST_VISITS && draw() < AGAIN) all.push(all.at(-1)! + 1 + Math.floor(draw() * 6));
  return all.filter((day) => day < days);
}
