import { type Codes, type Phase, bucketsAt } from "../shared/courses.ts";
import type { Decided, DecisionInput } from "../shared/decide.ts";
import type { CompiledSite } from "../shared/decision.ts";
import { dayOf, daysOf } from "../shared/day.ts";
import { type Permission, permittedContext } from "../shared/permission.ts";
import { unpackOff } from "../shared/off-codes.ts";
import { carryOver, outlineOf, parseProjection, unpackCodes } from "../shared/projection-cookie.ts";
import type { SwitchedOff } from "../shared/switched-off.ts";
import { addressOf } from "./address.ts";
import { permissionOf } from "./consent.ts";
import { type Context, contextOf, placeOf } from "./context.ts";
import { type OwnCookies, readCookies } from "./cookies.ts";
import type { Scope } from "./scope.ts";

/** What a valid `sv_p` says. */
export interface KnownProjection {
  /** One code per entry of the current plan; undefined where a publish changed the attribute, or it is switched off. */
  readonly codes: Codes;
  /** UTC day number on which they were made. */
  readonly day: number;
  /** Days since then. */
  readonly age: number;
  /** What the visitor has switched off, as far as the site file has it. Of attributes that are, there is no code. */
  readonly off: SwitchedOff | undefined;
  /** By experiment of the current plan, 0 where there is none; undefined without consent to measurement. */
  readonly variants: readonly number[] | undefined;
}

/** What the edge knows of the visitor behind a request, and may use. */
export interface Recognized {
  readonly cookies: OwnCookies;
  readonly permission: Permission;
  readonly projection: KnownProjection | undefined;
}

/**
 * Reads consent and, only with consent, the projection. Invariant 1: without a yes the other cookies are
 * absent. `cookies`: what stands in their place in tag mode.
 */
export async function recognize(
  request: Request,
  scope: Scope,
  cookies = readCookies(request),
): Promise<Recognized> {
  const place = placeOf(request, scope.overrides);
  const permission = permissionOf(request, scope.compiled.site, cookies.choice, place, scope.now);
  const { personalization } = permission.consent;
  const projection = personalization
    ? await readProjection(cookies.projection, permission.consent, scope)
    : undefined;
  return { cookies, permission, projection };
}

/** Whether a visitor without consent still carries what was kept for personalization. */
export function mustForget({ cookies, permission }: Recognized): boolean {
  return !permission.consent.personalization && (cookies.projection !== undefined || cookies.visit);
}

/**
 * A page as its visitor sees it: the blocks that are decided for it, still to be rendered in its language.
 */
export interface DecidedPage {
  readonly decided: Decided;
  /** The visitor's own language, if it may be used. */
  readonly language: string | undefined;
  /** The context that was used, with UNKNOWN for what may not be. */
  readonly context: Context;
}

/**
 * Decides a page request on everything that was acknowledged before it. `url`: as if it were for another page.
 */
export function decidePage(
  request: Request,
  known: Recognized,
  scope: Scope,
  url = addressOf(request),
): DecidedPage {
  const context = contextOf(request, scope.compiled.site.languages, scope.now, scope.overrides, url);
  return decide(url.pathname, context, known, known.cookies.visit ? "now" : "next", scope);
}

/** Decides any page for a visitor, in the rest of this visit (`now`) or at the start of the `next`; or one that is open. */
export function decide(
  path: string,
  facts: Context,
  known: Recognized,
  phase: Phase,
  scope: Scope,
  isOpen = false,
): DecidedPage {
  const context = permittedContext(facts, known.permission);
  const decided = scope.compiled.decide({ ...inputOf(path, context, known, phase, scope), isOpen });
  const language = typeof context["language"] === "string" ? context["language"] : undefined;
  return { decided, language, context };
}

/** What a page is decided on for a visitor whose context may be used so far. */
export function inputOf(
  path: string,
  context: Context,
  known: Recognized,
  phase: Phase,
  { compiled, now, shelf }: Scope,
): DecisionInput {
  return {
    path,
    day: dayOf(now),
    buckets: bucketsOf(known.projection, phase, compiled),
    context,
    off: known.projection?.off,
    variants: known.projection?.variants,
    shelf,
  };
}

/** The buckets of today by attribute id; undefined without a projection, and where everything is switched off. */
export function bucketsOf(
  projection: KnownProjection | undefined,
  phase: Phase,
  { plan }: CompiledSite,
): Readonly<Record<string, number | undefined>> | undefined {
  return projection && !projection.off?.all
    ? bucketsAt(plan.entries, projection.codes, projection.age, phase)
    : undefined;
}

/** The codes without those of attributes that are switched off. */
export function codesOn(codes: Codes, off: SwitchedOff | undefined, { plan }: CompiledSite): Codes {
  return off
    ? codes.map((code, index) => (off.attributes.includes(plan.entries[index]!.id) ? undefined : code))
    : codes;
}

/** Forged, truncated, outdated, of another site, plan or epoch: each counts as absent. */
async function readProjection(
  sealed: string | undefined,
  { epoch, measurement }: Recognized["permission"]["consent"],
  scope: Scope,
): Promise<KnownProjection | undefined> {
  const text = sealed === undefined ? undefined : await scope.signer?.open(sealed);
  const stored = text === undefined ? undefined : parseProjection(text);
  if (!stored || stored.epoch !== epoch) return undefined;
  const { day, payload } = stored;
  const { plan, site } = scope.compiled;
  const age = dayOf(scope.now) - day;
  if (age < 0 || age > daysOf(site.consent.retention)) return undefined;
  const old =
    stored.plan === plan.hash
      ? outlineOf(plan.entries, plan.experiments)
      : await scope.plans.find(scope.env.SITE, stored.plan, scope.note);
  const codes = old && unpackCodes(payload, old);
  if (!codes) return undefined;
  const isSame = stored.plan === plan.hash;
  const current = isSame ? codes.slice(0, plan.entries.length) : carryOver(old, codes, plan.entries);
  const off = unpackOff(stored.off, scope.compiled);
  return {
    codes: codesOn(current, off, scope.compiled),
    day,
    age,
    off,
    // Invariant 1: they serve both purposes.
    variants: measurement
      ? isSame
        ? codes.slice(plan.entries.length)
        : carryOver(old, codes, plan.experiments).map((variant) => variant ?? 0)
      : undefined,
  };
}
