import { type Choice, type Consent, consentFrom, formatChoice, parseChoice } from "../shared/consent.ts";
import { dayOf } from "../shared/day.ts";
import { ASK_AGAIN_DAYS } from "../shared/limits.ts";
import type { TagConfig } from "../shared/wire.ts";
import { readCookie, writeCookie } from "./cookies.ts";

/** Whether the browser sends Global Privacy Control. */
export function hasGpc(): boolean {
  return (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
}

/**
 * What the visitor permits now; the cookie is read anew, since another tab may have changed it. Before the
 * configuration is there, everything that it could still turn into a no counts as a yes.
 */
export function consentNow(terms: TagConfig["consent"] | undefined): Consent {
  const revision = currentChoice()?.revision ?? 0;
  return consentFrom(readCookie("sv_c"), {
    ...(terms ?? { mode: "opt-out", revision, retention: Infinity }),
    day: dayOf(Date.now()),
    gpc: hasGpc(),
  });
}

/** The choice in `sv_c`, current or not. */
export function currentChoice(): Choice | undefined {
  return parseChoice(readCookie("sv_c") ?? "");
}

/**
 * Writes a choice, made now unless it says otherwise, under the next epoch: whatever was kept or set under an
 * earlier one is void. Returns the cookie's value.
 */
export function writeChoice(
  choice: Pick<Choice, "purposes"> & Partial<Choice>,
  terms: TagConfig["consent"] | undefined,
): string {
  const before = currentChoice();
  const value = formatChoice({
    revision: terms?.revision ?? before?.revision ?? 0,
    day: dayOf(Date.now()),
    gpc: hasGpc(),
    ...choice,
    epoch: ((before?.epoch ?? 0) + 1) & 7,
  });
  writeCookie("sv_c", value, (choice.purposes.length ? (terms?.retention ?? 0) : ASK_AGAIN_DAYS) * 86_400);
  return value;
}
