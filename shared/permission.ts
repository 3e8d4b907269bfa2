import { UNKNOWN } from "./condition.ts";
import { type Consent, consentFrom, parseChoice } from "./consent.ts";
import { daysOf } from "./day.ts";
import type { Site } from "./site/schema.ts";
import type { ConsentMode } from "./wire.ts";

/** Facts of the request that identify where a visitor came from in detail; known with consent only. */
const CAMPAIGN_NAMES = ["source", "medium", "campaign"] as const;
/** Facts of the page, not of the visitor. */
const PAGE_NAMES: ReadonlySet<string> = new Set(["path", "host"]);

type Context = Readonly<Record<string, unknown>>;

/** Where a request comes from, as far as its address tells. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** ISO 3166-2 with its country, as in the site file's consent regions: `US-CA`. */
  readonly region: string | null;
}

/** A visitor's consent, and whether the context of a request may be used. */
export interface Permission {
  readonly consent: Consent;
  readonly mode: ConsentMode;
  readonly gpc: boolean;
  /** Context may personalize. */
  readonly contextual: boolean;
}

/** What a permission is judged by, besides the terms of the site file. */
export interface Asking {
  /** The value of `sv_c`; undefined: there is no such cookie. */
  readonly choice: string | undefined;
  readonly place: Place;
  /** Global Privacy Control is on now. */
  readonly gpc: boolean;
  /** Today, as a UTC day number. */
  readonly day: number;
}

/** What may be done for a visitor under the site's terms. */
export function permissionFor(terms: Site["consent"], { choice, place, gpc, day }: Asking): Permission {
  const mode = modeFor(terms, place);
  const { revision, retention } = terms;
  const consent = consentFrom(choice, { mode, revision, retention: daysOf(retention), day, gpc });
  const seen = gpc || (choice !== undefined && parseChoice(choice)?.gpc === true);
  return { consent, mode, gpc, contextual: mayUseContext(terms.contextual, consent, seen) };
}

/** The consent mode of a place; where it isn't known exactly, the strictest of those it may be. */
export function modeFor(terms: Site["consent"], place: Place): ConsentMode {
  const regions = Object.entries(terms.regions ?? {});
  if (place.country === null) return strictest([terms.mode, ...regions.map(([, mode]) => mode)]);
  const country = terms.regions?.[place.country] ?? terms.mode;
  if (place.region !== null) return terms.regions?.[place.region] ?? country;
  const inside = regions.filter(([region]) => region.startsWith(`${place.country}-`)).map(([, mode]) => mode);
  return strictest([country, ...inside]);
}

function strictest(modes: readonly ConsentMode[]): ConsentMode {
  return modes.includes("opt-in") ? "opt-in" : "opt-out";
}

function mayUseContext(rule: Site["consent"]["contextual"], consent: Consent, gpc: boolean): boolean {
  if (consent.personalization) return true;
  if (gpc || rule === "never") return false;
  return rule === "always" || !consent.chosen;
}

/** The context with everything unknown that may not be used. */
export function permittedContext(context: Context, permission: Permission): Context {
  if (permission.consent.personalization) return context;
  const hidden = permission.contextual
    ? CAMPAIGN_NAMES
    : Object.keys(context).filter((name) => !PAGE_NAMES.has(name));
  return { ...context, ...Object.fromEntries(hidden.map((name) => [name, UNKNOWN])) };
}
