import { ASK_AGAIN_DAYS } from "./limits.ts";
import type { ConsentMode, Purpose } from "./wire.ts";

/** A visitor's choice as `sv_c` keeps it: no identifier, a day and not a time. */
export interface Choice {
  readonly purposes: readonly Purpose[];
  /** Revision of the consent texts that was answered. */
  readonly revision: number;
  /** UTC day number on which it was made. */
  readonly day: number;
  /** Global Privacy Control was on when it was made. */
  readonly gpc: boolean;
  /** 0–7, raised at each choice and each erase, so that what was erased never comes back. */
  readonly epoch: number;
}

/** What may be done for this visitor now. */
export interface Consent {
  readonly personalization: boolean;
  readonly measurement: boolean;
  /** The visitor has answered, and the answer still counts: don't ask. */
  readonly chosen: boolean;
  /** Personalization was answered with no, or GPC says so. */
  readonly refused: boolean;
  readonly epoch: number;
}

/** What the choice is judged by. */
export interface ConsentTerms {
  readonly mode: ConsentMode;
  readonly revision: number;
  /** Days after which a yes is asked for again. */
  readonly retention: number;
  /** Today, as a UTC day number. */
  readonly day: number;
  /** Global Privacy Control is on now. */
  readonly gpc: boolean;
}

const LETTER: Readonly<Record<Purpose, string>> = { personalization: "p", measurement: "m" };

/** The value of `sv_c`: `1.pm.1.20779.0.3` (format, purposes, revision, day, GPC, epoch). */
export function formatChoice(choice: Choice): string {
  const purposes = choice.purposes.map((purpose) => LETTER[purpose]).sort().reverse().join("") || "-";
  return [1, purposes, choice.revision, choice.day, choice.gpc ? 1 : 0, choice.epoch].join(".");
}

/** Reads `sv_c`; undefined where it isn't exactly what `formatChoice` writes. */
export function parseChoice(value: string): Choice | undefined {
  const match = /^1\.(-|p?m?)\.(\d{1,6})\.(\d{1,6})\.([01])\.([0-7])$/.exec(value);
  if (!match || match[1] === "") return undefined;
  const purposes: Purpose[] = [];
  if (match[1]!.includes("p")) purposes.push("personalization");
  if (match[1]!.includes("m")) purposes.push("measurement");
  return { purposes, revision: +match[2]!, day: +match[3]!, gpc: match[4] === "1", epoch: +match[5]! };
}

/**
 * What the choice in `sv_c` (undefined: there is no such cookie) permits now. Invariant 1: whatever
 * is unreadable, outdated, or from the future is a no; without any choice only opt-out without GPC is a yes.
 */
export function consentFrom(cookie: string | undefined, terms: ConsentTerms): Consent {
  const choice = cookie === undefined ? undefined : parseChoice(cookie);
  const age = choice ? terms.day - choice.day : 0;
  const epoch = choice?.epoch ?? 0;
  if (!choice || choice.revision !== terms.revision || age < -1) {
    const yes = cookie === undefined && terms.mode === "opt-out" && !terms.gpc;
    return { personalization: yes, measurement: yes, chosen: false, refused: terms.gpc, epoch };
  }
  const yes = choice.purposes.length > 0;
  const current = age < (yes ? terms.retention : ASK_AGAIN_DAYS);
  const allowed = current && (!terms.gpc || choice.gpc);
  const personalization = allowed && choice.purposes.includes("personalization");
  return {
    personalization,
    measurement: allowed && choice.purposes.includes("measurement"),
    chosen: current,
    refused: !personalization && (current || terms.gpc),
    epoch,
  };
}
