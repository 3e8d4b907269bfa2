import { formatChoice } from "../../shared/consent.ts";
import { dayOf } from "../../shared/day.ts";
import type { Decided, DecisionInput } from "../../shared/decide.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import { type Permission, permissionFor, permittedContext, type Place } from "../../shared/permission.ts";
import type { Preview, PreviewConsent } from "../../shared/preview/preview.ts";
import { type Context, contextOf, placeOf } from "../context.ts";
import type { Scope } from "../scope.ts";
import { bucketsOf, recognize } from "../visitor.ts";

/** A page as a preview shows it, and all that was decided on. */
export interface PreviewedPage {
  readonly decided: Decided;
  readonly language: string | undefined;
  readonly buckets: Readonly<Record<string, number | undefined>> | undefined;
  /** All facts of the request … */
  readonly facts: Context;
  /** … and those that may be used. */
  readonly context: Context;
  readonly consent: PreviewConsent;
  /** UTC day number. */
  readonly day: number;
  /** By experiment of the plan: what this visitor was drawn for; undefined: they can't have been. */
  readonly variants: readonly number[] | undefined;
  /** By experiment of the plan: whether they are of those who can take part. */
  readonly audience: readonly boolean[];
}

/**
 * Decides a page for a preview, on a site in which what is switched is given. That of a visitor reads none of the
 * browser's own cookies; that of oneself reads them as the page of any visitor does, and what may be done with them is
 * judged by the real request: a switch is no consent.
 */
export async function decidePreview(
  request: Request,
  { subject, changes }: Preview,
  scope: Scope,
  compiled: CompiledSite,
): Promise<PreviewedPage> {
  const { now } = scope;
  const overrides = { ...scope.overrides, ...subject.context, ...changes.context };
  const day = changes.day ?? subject.day ?? dayOf(now);
  const facts = contextOf(request, compiled.site.languages, now, overrides);
  const asked = changes.consent ?? subject.consent;
  const known = subject.who === "me" ? await recognize(request, scope) : undefined;
  const permission = known?.permission ?? permissionOf(asked, day, placeOf(request, overrides), compiled);
  const own = known && bucketsOf(known.projection, known.cookies.visit ? "now" : "next", compiled);
  const said = compiled.plan.entries.map(({ id }, index): [string, number | undefined] => [
    id,
    changes.buckets[id] ?? subject.buckets[index] ?? undefined,
  ]);
  const buckets = known ? own : permission.consent.personalization ? Object.fromEntries(said) : undefined;
  const context = permittedContext(facts, permission);
  const { off, variants } = known?.projection ?? {};
  const path = new URL(request.url).pathname;
  const input: DecisionInput = { path, day, buckets, context, off, variants, shelf: scope.shelf };
  return {
    decided: compiled.decide(input),
    language: typeof context["language"] === "string" ? context["language"] : undefined,
    buckets,
    facts,
    context,
    consent: known ? consentOf(permission) : asked,
    day,
    variants,
    audience: compiled.audience(input),
  };
}

/** What may be done for a visitor who has answered so today. */
function permissionOf(
  consent: PreviewConsent,
  day: number,
  place: Place,
  { site: { consent: terms } }: CompiledSite,
): Permission {
  const purposes = consent === "yes" ? (["personalization", "measurement"] as const) : [];
  const choice = formatChoice({ purposes, revision: terms.revision, day, gpc: false, epoch: 0 });
  return permissionFor(terms, {
    choice: consent === "unanswered" ? undefined : choice,
    place,
    gpc: false,
    day,
  });
}

function consentOf({ consent: { personalization, chosen } }: Permission): PreviewConsent {
  if (personalization) return "yes";
  return chosen ? "no" : "unanswered";
}
