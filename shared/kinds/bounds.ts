import { PROPERTY_CHARACTERS } from "../limits.ts";

// What parts of a state take at most, in bytes of JSON (UTF-8), for the `bound` of kinds.

/** `[20779,` and `],`, until the year 2243. */
export const DAY_BYTES = 9;
/** Any number of a double: `-1.7976931348623157e+308`. */
export const NUMBER_BYTES = 24;
/** A tidy number below `AMOUNT_CEILING` with a comma, and `365,`. */
export const AMOUNT_BYTES = 25;
/** `1234567,` and `365,`: a count on each day of a window. */
export const COUNT_BYTES = 12;
/** A text that was cut, where each character has to be escaped: `\u0000`. */
export const TEXT_BYTES = 6 * PROPERTY_CHARACTERS + 2;
