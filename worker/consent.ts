import { UNKNOWN } from "../shared/condition.ts";
import { type Consent, consentFrom, parseChoice } from "../shared/consent.ts";
import { dayOf, daysOf } from "../shared/day.ts";
import type { Site } from "../shared/site/schema.ts";
import type { ConsentMode } from "../shared/wire.ts";
import type { Context, Place } from "./context.ts";

/** Facts of the request that identify where a visitor came from in detail; known with consent only. */
const CAMPAIGN_NAMES = ["source", "medium", "campaign"] as const;
/** Facts of the page, not of the visitor. */
const PAGE_NAMES: ReadonlySet<string> = new Set(["path", "host"]);

/** A request's consent, and whether its context may be used. */
export interface Permission {
  readonly consent: Consent;
  readonly mode: ConsentMode;
  readonly gpc: boolean;
  /** Context may personalize. */
  readonly contextual: boolean;
}

/**
 * What may be done for the visitor of a request at a time (milliseconds since the epoch). `choice` is the
 * value of `sv_c`. `Sec-GPC` counts only when it is exactly `1`. Source: https://w3c.github.io/gpc/
 */
export function permissionOf(
  request: Request,
  site: Site,
  choice: string | undefined,
  place: Place,
  now: number,
): Permission {
  const gpc = request.headers.get("sec-gpc") === "1";
  const mode = modeFor(site.consent, place);
  const { revision, retention } = site.consent;
  const consent = consentFrom(choice, { mode, revision, retention: daysOf(retention), day: dayOf(now), gpc });
  const seen = gpc || (choice !== undefined && parseChoice(choice)?.gpc === true);
  return { consent, mode, gpc, contextual: mayUseContext(site.consent.contextual, consent, seen) };
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
