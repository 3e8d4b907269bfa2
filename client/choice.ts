import { type Choice, type Consent, consentFrom, formatChoice, parseChoice } from "../shared/consent.ts";
import { dayOf } from "../shared/day.ts";
import { ASK_AGAIN_DAYS } from "../shared/limits.ts";
import type { TagConfig } from "../shared/wire.ts";
import { readCookie, writeCookie } from "./cookies.ts";

/** By what a choice is made and judged now, whatever the site. */
const now = () => ({
  day: dayOf(Date.now()),
  gpc: !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl,
});

/** Whether the browser sends Global Privacy Control. */
export const hasGpc = () => now().gpc;

/**
 * What the visitor permits now; the cookie is read anew, since another tab may have changed it. Before the
 * configuration is there, everything that it could still turn into a no counts as a yes.
 */
export function consentNow(
  terms: TagConfig["consent"] | undefined,
  // Read once: browsers ask another process for it.
  cookie = readCookie("sv_c"),
): Consent {
  return consentFrom(cookie, {
    mode: "opt-out",
    retention: Infinity,
    revision: 0,
    ...parseChoice(cookie),
    ...terms,
    ...now(),
  });
}

/** The choice in `sv_c`, current or not. */
export const currentChoice = () => parseChoice(readCookie("sv_c"));

/**
 * Writes a choice, made now unless it says otherwise, under the next epoch: whatever was kept or set under an
 * earlier one is void. Returns the cookie's value.
 */
export function writeChoice(
  choice: Pick<Choice, "purposes"> & Partial<Choice>,
  terms: TagConfig["consent"] | undefined,
): string {
  const before = { revision: 0, epoch: 0, ...currentChoice() };
  const value = formatChoice({ ...before, ...terms, ...now(), ...choice, epoch: (before.epoch + 1) & 7 });
  writeCookie("sv_c", value, (choice.purposes.length ? (terms?.retention ?? 0) : ASK_AGAIN_DAYS) * 86_400);
  return value;
}
