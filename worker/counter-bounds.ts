import {
  COUNTER_NAME_CHARACTERS,
  COUNTER_TOTAL,
  COUNTS_PER_SIGNAL,
  MESSAGE_NUMBER_CHARACTERS,
} from "../shared/limits.ts";

/** What is added to a day under one name. */
export type Total = readonly [name: string, total: number];

const NUMBER = new RegExp(`^[\\w-]{1,${MESSAGE_NUMBER_CHARACTERS}}$`);
const NAME = new RegExp(`^[\\w:.+-]{1,${COUNTER_NAME_CHARACTERS}}$`);

/**
 * Holds one message to what the counter keeps: so many counts, under names in which nothing else has room. The Worker
 * has looked before; this stands where the data is, whoever calls.
 * @throws RangeError, without quoting what came
 */
export function demandBounds(message: string, totals: readonly Total[], hour: number): void {
  demandMessage(message, hour);
  if (totals.length > COUNTS_PER_SIGNAL)
    throw new RangeError(`more than ${COUNTS_PER_SIGNAL} counts at once`);
  for (const [name, total] of totals) {
    if (!NAME.test(name)) throw new RangeError("not the name of a count");
    if (!Number.isSafeInteger(total) || total < 1 || total > COUNTER_TOTAL)
      throw new RangeError(`a count isn't between 1 and ${COUNTER_TOTAL}`);
  }
}

/** @throws RangeError where a message has no fit number, or comes at no hour */
export function demandMessage(message: string, hour: number): void {
  if (!NUMBER.test(message)) throw new RangeError("not a message number");
  if (!Number.isSafeInteger(hour) || hour < 0) throw new RangeError("not an hour");
}
