import type { Codes } from "./courses.ts";
import type { PlannedExperiment } from "./experiment/planned.ts";
import type { PlanEntry } from "./plan.ts";

/** The projection as `sv_p` holds it, before it is signed. */
export interface StoredProjection {
  /** Hash of the plan that the codes belong to. */
  readonly plan: string;
  /** Epoch of the choice that it was given under. */
  readonly epoch: number;
  /** UTC day number on which it was made; buckets age from there. */
  readonly day: number;
  /** The codes in mixed radix. */
  readonly payload: string;
  /** What is switched off; see `off-codes.ts`. Empty while everything is on. */
  readonly off: string;
}

/** What an older plan needs to be remembered by, to carry values over a publish. */
export type PlanOutline = readonly { readonly name: string; readonly states: number }[];

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The outline of a plan: its attributes, and behind them its experiments, whose codes are variants. */
export function outlineOf(
  entries: readonly PlanEntry[],
  experiments: readonly PlannedExperiment[] = [],
): PlanOutline {
  return [
    ...entries.map(({ name, codec }) => ({ name, states: codec.states })),
    ...experiments.map(({ name, states }) => ({ name, states })),
  ];
}

/** One number out of all codes (mixed radix), in the alphabet of base64url. */
export function packCodes(codes: readonly number[], outline: PlanOutline): string {
  let number = 0n;
  for (let index = codes.length - 1; index >= 0; index--) {
    number = number * BigInt(outline[index]!.states) + BigInt(codes[index]!);
  }
  let text = "";
  for (; number > 0n; number >>= 6n) text = ALPHABET[Number(number & 63n)]! + text;
  return text;
}

/** The codes again; undefined if the payload isn't one that `packCodes` writes. */
export function unpackCodes(payload: string, outline: PlanOutline): number[] | undefined {
  const codes =
    payload.length <= EXACT_LETTERS ? unpackExact(payload, outline) : unpackLong(payload, outline);
  return codes && packCodes(codes, outline) === payload ? codes : undefined;
}

/** So many letters of six bits are a number that is exact: all that the limits of a projection leave room for. */
const EXACT_LETTERS = 8;

function unpackExact(payload: string, outline: PlanOutline): number[] | undefined {
  let number = 0;
  for (const letter of payload) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) return undefined;
    number = number * 64 + digit;
  }
  const codes = outline.map(({ states }) => {
    const code = number % states;
    number = Math.floor(number / states);
    return code;
  });
  return number === 0 ? codes : undefined;
}

function unpackLong(payload: string, outline: PlanOutline): number[] | undefined {
  let number = 0n;
  for (const letter of payload) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) return undefined;
    number = (number << 6n) | BigInt(digit);
  }
  const codes = outline.map(({ states }) => {
    const code = Number(number % BigInt(states));
    number /= BigInt(states);
    return code;
  });
  return number === 0n ? codes : undefined;
}

/**
 * `1.<plan>.<epoch>.<day in base 36>.<payload>`, and behind that `.<off>` where something is switched off; what is
 * signed, together with the site id.
 */
export function formatProjection({ plan, epoch, day, payload, off }: StoredProjection): string {
  return `1.${plan}.${epoch}.${day.toString(36)}.${payload}${off && `.${off}`}`;
}

/** Reads what `formatProjection` writes; undefined for anything else. */
export function parseProjection(text: string): StoredProjection | undefined {
  const match =
    /^1\.([0-9a-z]{1,16})\.([0-7])\.([0-9a-z]{1,5})\.([\w-]{0,64})(?:\.(\*|(?:[0-9a-z]{7}){1,8}))?$/.exec(
      text,
    );
  if (!match) return undefined;
  return {
    plan: match[1]!,
    epoch: Number(match[2]),
    day: Number.parseInt(match[3]!, 36),
    payload: match[4]!,
    off: match[5] ?? "",
  };
}

/**
 * After a publish: attributes whose definition and buckets are the same keep their code, experiments with the same
 * variants their variant; the others are unknown.
 */
export function carryOver(
  old: PlanOutline,
  codes: readonly number[],
  current: readonly Pick<PlanEntry, "name">[],
): Codes {
  const kept = new Map(old.map(({ name }, index) => [name, codes[index]]));
  return current.map(({ name }) => kept.get(name));
}
