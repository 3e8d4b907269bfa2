import { addressOf } from "./address.ts";
import { deviceFrom } from "../shared/device.ts";
import { localTime } from "../shared/local-time.ts";
import type { Place } from "../shared/permission.ts";
import { arrivalFrom } from "../shared/referrer.ts";

/** Facts of the request itself, under the names that conditions read as `context.NAME`. */
export type Context = Readonly<Record<string, unknown>>;

/** Country and region of a request; null where unknown (also for Tor, whose exits say nothing). */
export function placeOf(request: Request, overrides: Context = {}): Place {
  const cf = request.cf as { readonly country?: string; readonly regionCode?: string } | undefined;
  const country = cf?.country && /^(?!XX)[A-Z]{2}$/.test(cf.country) ? cf.country : null;
  const place: Place = { country, region: country && cf?.regionCode ? `${country}-${cf.regionCode}` : null };
  // A country of the developer's choice comes without the region of the real one.
  const moved = overrides["country"] === undefined ? place : { country: null, region: null };
  return { ...moved, ...textsOf(overrides, ["country", "region"]) };
}

/**
 * The context of a page request at a time (milliseconds since the epoch). A fact that isn't known is null.
 * `weekday` is 0 (Sunday) to 6 and `hour` 0–23, both local to the visitor. `url`: the same request, had it been for
 * another page.
 */
export function contextOf(
  request: Request,
  languages: readonly string[],
  now: number,
  overrides: Context = {},
  url = addressOf(request),
): Context {
  const cf: { readonly [name: string]: unknown } = request.cf ?? {};
  const timezone = textsOf(overrides, ["timezone"]).timezone ?? textOf(cf.timezone);
  return {
    ...placeOf(request, overrides),
    city: textOf(cf.city),
    continent: textOf(cf.continent),
    timezone,
    language: languageOf(request.headers.get("accept-language") ?? "", languages),
    device:
      request.headers.get("sec-ch-ua-mobile") === "?1"
        ? "mobile"
        : deviceFrom(request.headers.get("user-agent") ?? ""),
    ...localTime(now, timezone),
    ...arrivalFrom(
      request.headers.get("referer") ?? "",
      url.hostname,
      url.search === "" ? NO_QUERY : url.searchParams,
    ),
    network: textOf(cf.asOrganization),
    path: url.pathname,
    host: url.hostname,
    ...overrides,
  };
}

/** Most addresses have none, and asking the runtime for each name costs. */
const NO_QUERY = { get: () => null };

const LANGUAGE_TAG = /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i;

/**
 * The first of the visitor's languages, by their own preference, that the site has (`pt-BR` finds `pt`);
 * else the primary tag of the most preferred; null where nothing is preferred.
 */
export function languageOf(header: string, languages: readonly string[]): string | null {
  // Not every browser sends them in order of preference.
  const wanted = header
    .split(",")
    .map((item) => {
      const [type = "", ...parameters] = item.split(";");
      const quality = parameters.find((parameter) => /^\s*q\s*=/i.test(parameter))?.split("=")[1];
      return { type: type.trim(), q: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ type, q }) => LANGUAGE_TAG.test(type) && q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { type } of wanted) {
    const found =
      languages.find((language) => language.toLowerCase() === type.toLowerCase()) ??
      languages.find((language) => primary(language) === primary(type));
    if (found !== undefined) return found;
  }
  return wanted[0] === undefined ? null : primary(wanted[0].type);
}

function primary(tag: string): string {
  return tag.split("-", 1)[0]!.toLowerCase();
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function textsOf<Name extends string>(
  overrides: Context,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = overrides[name];
    if (typeof value === "string") texts[name] = value;
  }
  return texts;
}
