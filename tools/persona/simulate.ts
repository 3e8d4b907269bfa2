import type { Shelf } from "../../shared/recommend/shelf.ts";
import type { AttributeValue } from "../../shared/attribute.ts";
import { bucketOf } from "../../shared/buckets.ts";
import { formatChoice } from "../../shared/consent.ts";
import { bucketsAt, type Codes, packCourses, type Phase } from "../../shared/courses.ts";
import { dayOf, daysOf } from "../../shared/day.ts";
import type { Decided } from "../../shared/decide.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import { type Permission, permissionFor, permittedContext } from "../../shared/permission.ts";
import { BARE_VISIT, newProfile, type Profile, recordEvent, valueOf } from "../../shared/profile.ts";
import { project } from "../../shared/project.ts";
import type { Followed } from "../../shared/redirect.ts";
import type { PageDecision } from "../../shared/wire.ts";
import { redirectFrom } from "../compiled.ts";
import { codesOfBuckets } from "./codes.ts";
import { type Address, contextOf } from "./context.ts";
import { isVisiting, play } from "./play.ts";
import type { Persona } from "./schema.ts";

/** What the edge was told of a persona, and when. */
export interface Told {
  /** One code per entry of the plan. */
  readonly codes: Codes & readonly number[];
  /** UTC day number of the last signal, and its time in milliseconds since the epoch. */
  readonly day: number;
  readonly at: number;
  /** By experiment of the plan; undefined without consent to both purposes. */
  readonly variants: readonly number[] | undefined;
}

/** What a persona's device and the edge make of a page request. */
export interface Simulation {
  readonly persona: Persona;
  /** The pathname. */
  readonly path: string;
  /** Whether the page is asked for within a visit, or as the first of a new one. */
  readonly phase: Phase;
  /** The value of `sv_c`; undefined where the persona never answered. */
  readonly choice: string | undefined;
  readonly permission: Permission;
  /** The whole context, as far as it is known at all … */
  readonly facts: Readonly<Record<string, string | number | null>>;
  /** … and what of it may be used. */
  readonly context: Readonly<Record<string, unknown>>;
  /** The exact value of each attribute on the device before the page is opened; undefined: nothing is kept. */
  readonly values: Readonly<Record<string, AttributeValue>> | undefined;
  /** The values that the page is decided on: the same, but for a visit that it begins. */
  readonly decidedOn: Readonly<Record<string, AttributeValue>> | undefined;
  /** What the edge knows; undefined: nothing. */
  readonly told: Told | undefined;
  /** Buckets on the day of the request, by attribute id. */
  readonly buckets: Readonly<Record<string, number | undefined>> | undefined;
  readonly decided: Decided;
  readonly decision: PageDecision;
  /** Where the visitor is sent in place of the page, or why the redirect that was chosen isn't done. */
  readonly redirect: Followed | undefined;
}

/**
 * Lets a persona ask for a page, on the same functions that the device and the edge run. Rows of items are filled from
 * the shelf; without one they are empty.
 */
export function simulate(
  persona: Persona,
  compiled: CompiledSite,
  address: Address,
  shelf?: Shelf,
): Simulation {
  const { site, plan } = compiled;
  const { now } = persona;
  const facts = contextOf(persona, site.languages, address);
  const played = play(persona, plan.attributes, daysOf(site.consent.retention));
  const choice = choiceOf(persona, site.consent.revision, played);
  const { country, region } = facts as Readonly<Record<string, string | null>>;
  const place = { country: country ?? null, region: region ?? null };
  const asking = { choice, place, gpc: persona.gpc, day: dayOf(now) };
  const permission = permissionFor(site.consent, asking);
  const context = permittedContext(facts, permission);
  const consented = permission.consent.personalization;
  const profile = consented ? played : undefined;
  const phase = persona.attributes || (profile && isVisiting(profile, now)) ? "now" : "next";
  const projected = consented ? toldBy(persona, profile, compiled) : undefined;
  const variants = permission.consent.measurement ? variantsOf(persona, compiled) : undefined;
  const told = projected && { ...projected, variants };
  const age = told ? dayOf(now) - told.day : 0;
  const buckets = told && bucketsAt(plan.entries, told.codes, age, phase);
  const start = new URL(address.path, `http://${address.host ?? "localhost"}`);
  const { pathname: path } = start;
  const day = dayOf(now);
  const decided = compiled.decide({
    path,
    day,
    buckets,
    context,
    variants: told?.variants,
    shelf: () => shelf,
  });
  const redirect = redirectFrom(start, compiled, (url) => {
    const there = contextOf(persona, site.languages, { ...address, path: url.pathname + url.search });
    const known = permittedContext(there, permission);
    const variants = told?.variants;
    return compiled.decide({ path: url.pathname, day, buckets, context: known, variants }).redirect;
  });
  const language = typeof context["language"] === "string" ? context["language"] : undefined;
  const values = consented ? valuesOf(persona, profile, compiled) : undefined;
  const begun =
    profile && phase === "next" ? recordEvent(profile, plan.attributes, BARE_VISIT, dayOf(now)) : profile;
  const { decision } = decided.render(undefined, language);
  return {
    persona,
    path,
    phase,
    choice,
    permission,
    facts,
    context,
    values,
    decidedOn: values && valuesOf(persona, begun, compiled),
    told,
    buckets,
    decided,
    decision,
    redirect,
  };
}

/** The choice is as old as the profile: both began with the first page after a yes. */
function choiceOf(
  { consent, gpc, now }: Persona,
  revision: number,
  profile: Profile | undefined,
): string | undefined {
  if (consent === "unanswered") return undefined;
  return formatChoice({ purposes: consent, revision, day: profile?.created ?? dayOf(now), gpc, epoch: 1 });
}

/** The persona's last signal: the projection after all that happened, or one of just these values. */
function toldBy(
  { attributes, now }: Persona,
  profile: Profile | undefined,
  compiled: CompiledSite,
): Omit<Told, "variants"> | undefined {
  const { entries } = compiled.plan;
  if (attributes) {
    const empty = emptyValues(compiled, now);
    const buckets = entries.map(({ id, attribute }) =>
      bucketOf(attribute.buckets!, attributes[id] ?? empty[id] ?? null),
    );
    return { codes: codesOfBuckets(entries, buckets), day: dayOf(now), at: now };
  }
  if (!profile) return undefined;
  const at = profile.visit.active;
  const { now: rest, next } = project(profile, compiled.plan.attributes, dayOf(at));
  const codes = packCourses(entries, rest, next);
  // The plan is made so that this can't be.
  if (!codes) throw new Error("a projection that its own plan doesn't know");
  return { codes, day: dayOf(at), at };
}

function variantsOf({ variants }: Persona, { plan }: CompiledSite): number[] {
  return plan.experiments.map((experiment) => experiment.variants.indexOf(variants[experiment.id] ?? "") + 1);
}

function valuesOf(
  persona: Persona,
  profile: Profile | undefined,
  compiled: CompiledSite,
): Simulation["values"] {
  if (persona.attributes) return { ...emptyValues(compiled, persona.now), ...persona.attributes };
  return profile && allValues(profile, compiled, persona.now);
}

function emptyValues(compiled: CompiledSite, now: number): Readonly<Record<string, AttributeValue>> {
  return allValues(newProfile(dayOf(now)), compiled, now);
}

function allValues(
  profile: Profile,
  { plan }: CompiledSite,
  now: number,
): Readonly<Record<string, AttributeValue>> {
  const ids = Object.keys(plan.attributes);
  return Object.fromEntries(ids.map((id) => [id, valueOf(profile, plan.attributes, id, dayOf(now))]));
}
