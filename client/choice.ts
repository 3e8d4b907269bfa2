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

/** A choice just made, and `sv_c` as it could be read here then. */
let heard: { readonly choice: string; readonly cookie: string | undefined } | undefined;

/**
 * Hears of a choice that has just been made, in whichever tab. The cookie that was written may be seen here only later
 * (in Chromium 150 under load: browsers ask another process for cookies); until then, what was heard stands for it.
 */
export function hearChoice(choice: string | undefined): void {
  const cookie = readCookie("sv_c");
  const epochs = [choice, cookie].map((each) => parseChoice(each)?.epoch);
  const ahead = ((epochs[0] ?? NaN) - (epochs[1] ?? 0)) & 7;
  // Neither older than what is in the cookie, nor made at the same time: that is for the browser to decide.
  if (ahead > 0 && ahead < 4) heard = { choice: choice!, cookie };
}

/** `sv_c`, whichever tab has written it. */
export function choiceCookie(): string | undefined {
  const cookie = readCookie("sv_c");
  if (heard?.cookie !== cookie) heard = undefined;
  return heard ? heard.choice : cookie;
}

/**
 * What the visitor permits now; the cookie is read anew, since another tab may have changed it. Before the
 * configuration is there, everything that it could still turn into a no counts as a yes.
 */
export function consentNow(
  terms: TagConfig["consent"] | undefined,
  // Read once: browsers ask another process for it.
  cookie = choiceCookie(),
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
export const currentChoice = () => parseChoice(choiceCookie());

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
  // A no holds at once, whatever the browser makes of the cookie.
  if (!choice.purposes.length) hearChoice(value);
  return value;
}
