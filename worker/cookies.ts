import { parse, serialize } from "hono/utils/cookie";
import { VISIT_IDLE_MINUTES } from "../shared/limits.ts";

/** All cookies that a visitor gets; that of an owner who looks at a preview, and that of the owner's own people. */
export const COOKIE_NAMES = {
  choice: "sv_c",
  projection: "sv_p",
  visit: "sv_v",
  preview: "sv_preview",
  staff: "sv_staff",
} as const;

/** A cookie of ours that is longer than this isn't ours. */
const COOKIE_CHARACTERS = 4096;

/** What a request carried of our cookies, not yet believed. */
export interface OwnCookies {
  readonly choice: string | undefined;
  readonly projection: string | undefined;
  /** A visit goes on. */
  readonly visit: boolean;
}

/**
 * Picks our cookies out of a `Cookie` header. Of several with one name the first counts; garbage is
 * skipped.
 */
export function readCookies(request: Request): OwnCookies {
  const header = request.headers.get("cookie") ?? "";
  const read = (name: string): string | undefined => {
    const value = parse(header, name)[name];
    return value === undefined || value.length > COOKIE_CHARACTERS ? undefined : value;
  };
  // A choice that can't be read isn't the same as none: where opt-out rules, only none is a yes.
  const chosen = /(?:^|;)\s*sv_c\s*=/.test(header);
  return {
    choice: chosen ? (read(COOKIE_NAMES.choice) ?? "") : undefined,
    projection: read(COOKIE_NAMES.projection),
    visit: read(COOKIE_NAMES.visit) !== undefined,
  };
}

const SECONDS_OF_A_DAY = 86_400;

/** `Set-Cookie` of the choice, which the tag reads and writes too. */
export function choiceCookie(value: string, days: number, url: URL): string {
  return setCookie(COOKIE_NAMES.choice, value, days * SECONDS_OF_A_DAY, url, false);
}

/** `Set-Cookie` of the signed projection; no script ever sees it. */
export function projectionCookie(value: string, days: number, url: URL): string {
  return setCookie(COOKIE_NAMES.projection, value, days * SECONDS_OF_A_DAY, url, true);
}

/** `Set-Cookie` of the content-free mark that a visit goes on, which the tag renews. */
export function visitCookie(url: URL): string {
  return setCookie(COOKIE_NAMES.visit, "1", VISIT_IDLE_MINUTES * 60, url, false);
}

/** The sealed preview that a request carries, not yet believed. */
export function readPreviewCookie(request: Request): string | undefined {
  return readRare(request, COOKIE_NAMES.preview);
}

/** What says that a browser is of the owner's own people, not yet believed. */
export function readStaffCookie(request: Request): string | undefined {
  return readRare(request, COOKIE_NAMES.staff);
}

function readRare(request: Request, name: string): string | undefined {
  const header = request.headers.get("cookie");
  // Hardly any request has one, so it costs hardly any of them anything.
  if (!header?.includes(name)) return undefined;
  const value = parse(header, name)[name];
  return value === undefined || value.length > COOKIE_CHARACTERS ? undefined : value;
}

/** `Set-Cookie` of a preview; 0 seconds end it. `Lax`, since links to previews stand in mails and terminals. */
export function previewCookie(value: string, seconds: number, url: URL): string {
  return setCookie(COOKIE_NAMES.preview, value, seconds, url, true);
}

/** `Set-Cookie` of the mark that a browser isn't counted; 0 days end it. `Lax`: its link stands in mails. */
export function staffCookie(value: string, days: number, url: URL): string {
  return setCookie(COOKIE_NAMES.staff, value, days * SECONDS_OF_A_DAY, url, true);
}

/** `Set-Cookie` lines that make the browser forget what was kept for personalization. */
export function expiredCookies(url: URL): readonly string[] {
  return [
    setCookie(COOKIE_NAMES.projection, "", 0, url, true),
    setCookie(COOKIE_NAMES.visit, "", 0, url, false),
  ];
}

function setCookie(name: string, value: string, seconds: number, url: URL, httpOnly: boolean): string {
  return serialize(name, value, {
    path: "/",
    maxAge: seconds,
    sameSite: "Lax",
    secure: !isLocalHttp(url),
    httpOnly,
  });
}

/** Safari refuses `Secure` cookies on plain http, also on localhost. */
function isLocalHttp(url: URL): boolean {
  return url.protocol === "http:" && /^(.+\.)?localhost$|^127\.|^\[::1\]$/.test(url.hostname);
}
