import { valueAt } from "../condition/value.ts";
import type { SwitchedOff } from "../switched-off.ts";

/** What is decided on: the bucket of each attribute, and the context of the request. */
export interface Facts {
  /** Undefined: nothing is known of this visitor. */
  readonly buckets: Readonly<Record<string, number | undefined>> | undefined;
  /** Facts of the request; `UNKNOWN` as a whole or by name where they may not be used. */
  readonly context: Readonly<Record<string, unknown>> | symbol;
  /** What the visitor has switched off. */
  readonly off?: SwitchedOff | undefined;
}

/** A question to the facts, with two answers. */
export type Test = (row: Row) => boolean;

const NOBODY: Facts = { buckets: undefined, context: {} };
const UNREAD = -1;
const HELD = 1;
const FAILED = 2;

/**
 * The facts by place, which is how closures read them; each is looked up when it is first read. There is one row,
 * used anew for each visitor: evaluating isn't interrupted.
 */
export class Row {
  readonly #codes: number[];
  readonly #values: unknown[] = [];
  readonly #answers: number[] = [];
  readonly #ids: readonly string[];
  readonly #paths: (readonly string[])[] = [];
  readonly #attributePlaces: ReadonlyMap<string, number>;
  readonly #pathPlaces = new Map<string, number>();
  #facts = NOBODY;

  /** @param ids the attributes; behind them is one place for all that have but one bucket, the constants. */
  constructor(ids: readonly string[], constants: ReadonlySet<string>) {
    this.#ids = ids;
    this.#codes = Array.from({ length: ids.length + 1 }, () => UNREAD);
    this.#attributePlaces = new Map([
      ...[...constants].map((id) => [id, ids.length] as const),
      ...ids.map((id, place) => [id, place] as const),
    ]);
  }

  /** The place of an attribute. */
  placeOf(attribute: string): number | undefined {
    return this.#attributePlaces.get(attribute);
  }

  /** The place of a path that begins with `context`. */
  placeOfPath(path: string): number {
    let place = this.#pathPlaces.get(path);
    if (place === undefined) {
      place = this.#paths.push(path.split(".").slice(1).map(asKey)) - 1;
      this.#values.push(undefined);
      this.#pathPlaces.set(path, place);
    }
    return place;
  }

  /** Turns to another visitor. */
  turnTo(facts: Facts): void {
    this.#facts = facts;
    clear(this.#codes, UNREAD);
    clear(this.#values, undefined);
    clear(this.#answers, 0);
  }

  /** One more than the bucket of the attribute at a place; 0 where it is unknown. */
  code(place: number): number {
    const code = this.#codes[place]!;
    return code === UNREAD ? (this.#codes[place] = this.#readCode(place)) : code;
  }

  /** What stands at a path into the context; null where it is missing. */
  value(place: number): unknown {
    const value = this.#values[place];
    return value === undefined ? (this.#values[place] = this.#readValue(place)) : value;
  }

  /** Whether the visitor has switched a segment off. */
  isOff(segment: string): boolean {
    const { off } = this.#facts;
    return off !== undefined && (off.all === true || off.segments.includes(segment));
  }

  #readCode(place: number): number {
    const { buckets } = this.#facts;
    if (!buckets) return 0;
    const bucket = place === this.#ids.length ? 0 : buckets[this.#ids[place]!];
    return bucket === undefined || bucket < 0 ? 0 : bucket + 1;
  }

  #readValue(place: number): unknown {
    return valueAt(this.#facts.context, this.#paths[place]!) ?? null;
  }

  /** A test that is made when it is first asked, and asked once for each visitor. */
  remembering(make: () => Test): Test {
    const answers = this.#answers;
    const place = answers.push(0) - 1;
    let test: Test | undefined;
    return (row) => {
      const known = answers[place];
      if (known) return known === HELD;
      const holds = (test ??= make())(row);
      answers[place] = holds ? HELD : FAILED;
      return holds;
    };
  }
}

/** Few entries are written faster one by one than by `fill`. */
function clear<Value>(entries: Value[], value: Value): void {
  for (let place = 0; place < entries.length; place++) entries[place] = value;
}

/** The same text, as engines keep the names of properties: one cut from another text is looked up far slower. */
function asKey(name: string): string {
  return Object.keys({ [name]: true })[0]!;
}
