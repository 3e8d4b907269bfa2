import { ASK_AGAIN_DAYS } from "./limits.ts";
import type { ConsentMode, Purpose } from "./wire.ts";

/** A visitor's choice as `sv_c` keeps it: no identifier, a day and not a time. */
export interface Choice {
  /** In the order of `PURPOSES`. */
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

/** The purposes, each named in `sv_c` by its first letter. */
export const PURPOSES: readonly Purpose[] = ["personalization", "measurement"];

/** The value of `sv_c`: `1.pm.1.20779.0.3` (format, purposes, revision, day, GPC, epoch). */
export function formatChoice({ purposes, revision, day, gpc, epoch }: Choice): string {
  const letters = purposes.map((purpose) => purpose[0]);
  return [1, letters.join("") || "-", revision, day, +gpc, epoch].join(".");
}

/** Reads `sv_c`; undefined where it isn't exactly what `formatChoice` writes. */
export function parseChoice(value = ""): Choice | undefined {
  const [, letters, revision, day, gpc, epoch] =
    /^1\.(-|pm?|m)\.(\d{1,6})\.(\d{1,6})\.([01])\.([0-7])$/.exec(value) ?? [];
  return letters === undefined
    ? undefined
    : {
        purposes: PURPOSES.filter((purpose) => letters.includes(purpose[0]!)),
        revision: +revision!,
        day: +day!,
        gpc: gpc === "1",
        epoch: +epoch!,
      };
}

/**
 * What the choice in `sv_c` (undefined: there is no such cookie) permits now. Invariant 1: whatever
 * is unreadable, outdated, or from the future is a no; without any choice only opt-out without GPC is a yes.
 */
export function consentFrom(cookie: string | undefined, terms: ConsentTerms): Consent {
  const { mode, revision, retention, day, gpc } = terms;
  const choice = parseChoice(cookie);
  const age = day - (choice?.day ?? 0);
  const chosen =
    choice?.revision === revision && age >= -1 && age < (choice.purposes.length ? retention : ASK_AGAIN_DAYS);
  const may = (purpose: Purpose) =>
    cookie === undefined
      ? mode === "opt-out" && !gpc
      : chosen && (choice.gpc || !gpc) && choice.purposes.includes(purpose);
  return {
    personalization: may("personalization"),
    measurement: may("measurement"),
    chosen,
    epoch: choice?.epoch ?? 0,
  };
}
