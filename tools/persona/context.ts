import { deviceFrom } from "../../shared/device.ts";
import { localTime } from "../../shared/local-time.ts";
import { arrivalFrom } from "../../shared/referrer.ts";
import type { Persona } from "./schema.ts";

/** Where a page is asked for. */
export interface Address {
  readonly host: string | null;
  /** Path and query. */
  readonly path: string;
}

/**
 * The context of a persona's request, whole: what the persona names, and for the rest somebody at a desk who
 * came straight and of whom no place is known. Hour and weekday are those of `timezone`, else of UTC.
 */
export function contextOf(
  { context, language, userAgent, now }: Persona,
  languages: readonly string[],
  { host, path }: Address,
): Readonly<Record<string, string | number | null>> {
  const { pathname, searchParams } = new URL(path, "http://localhost");
  const zone = typeof context["timezone"] === "string" ? context["timezone"] : "UTC";
  return {
    country: null,
    region: null,
    city: null,
    continent: null,
    timezone: null,
    language: language === undefined ? null : knownLanguage(language, languages),
    device: deviceFrom(userAgent ?? ""),
    ...localTime(now, zone),
    ...arrivalFrom("", "", searchParams),
    network: null,
    path: pathname,
    host,
    ...context,
  };
}

/** The site's language that a visitor's means (`pt-BR` finds `pt`); else the visitor's own, without its region. */
function knownLanguage(wanted: string, languages: readonly string[]): string {
  const primary = (tag: string) => tag.split("-", 1)[0]!.toLowerCase();
  return (
    languages.find((language) => language.toLowerCase() === wanted.toLowerCase()) ??
    languages.find((language) => primary(language) === primary(wanted)) ??
    primary(wanted)
  );
}
