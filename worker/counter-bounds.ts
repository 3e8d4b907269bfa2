import type { CellChange, CountChange } from "../shared/measure/cells-of.ts";
import {
  CELLS_PER_MESSAGE,
  COUNTER_NAME_CHARACTERS,
  COUNTER_TOTAL,
  LIMIT_KEY_BITS,
  MESSAGE_NUMBER_CHARACTERS,
} from "../shared/limits.ts";

/** What is added to the counts at once: all of it or nothing, and once however often it comes. */
export interface CountBatch {
  readonly site: string;
  /** Its message number. */
  readonly message: string;
  /** Hours since 1970-01-01. */
  readonly hour: number;
  readonly changes: readonly CountChange[];
  /** Under which the rate limiter knows the sender, today; absent: nobody in particular, and nothing is left out. */
  readonly key?: string;
}

const NUMBER = new RegExp(`^[\\w-]{1,${MESSAGE_NUMBER_CHARACTERS}}$`);
const NAME = new RegExp(`^[\\w:.+@-]{1,${COUNTER_NAME_CHARACTERS}}$`);
const KEY = new RegExp(`^[\\da-f]{1,${Math.ceil(LIMIT_KEY_BITS / 4)}}$`);

/**
 * Holds one message to what the counter keeps: so many counts, under names in which nothing else has room. The Worker
 * has looked before; this stands where the data is, whoever calls.
 * @throws RangeError, without quoting what came
 */
export function demandBounds({ site, message, hour, changes, key }: CountBatch): void {
  demandMessage(message, hour);
  if (!NAME.test(site)) throw new RangeError("not the id of a site");
  if (key !== undefined && !KEY.test(key)) throw new RangeError("not a key of the rate limiter");
  let cells = 0;
  for (const { cells: own, claim, of } of changes) {
    cells += own.length;
    for (const cell of own) demandCell(cell);
    if ((claim === undefined) !== (of === undefined)) throw new RangeError("not a claim");
    for (const name of [claim, of])
      if (name !== undefined && !NAME.test(name)) throw new RangeError("not a claim");
  }
  if (cells > CELLS_PER_MESSAGE) throw new RangeError(`more than ${CELLS_PER_MESSAGE} counts at once`);
}

function demandCell([name, change]: CellChange): void {
  if (!NAME.test(name)) throw new RangeError("not the name of a count");
  if (!Number.isSafeInteger(change) || change === 0 || Math.abs(change) > COUNTER_TOTAL)
    throw new RangeError(`a count is 0, or beyond ${COUNTER_TOTAL}`);
}

/** @throws RangeError where a message has no fit number, or comes at no hour */
export function demandMessage(message: string, hour: number): void {
  if (!NUMBER.test(message)) throw new RangeError("not a message number");
  if (!Number.isSafeInteger(hour) || hour < 0) throw new RangeError("not an hour");
}
