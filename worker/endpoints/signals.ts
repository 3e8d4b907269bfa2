import type { Context as HonoContext } from "hono";
import { codesKept, codesOfClaims } from "../../shared/attested-codes.ts";
import { mergeFloor, packCourses, seedFrom } from "../../shared/courses.ts";
import { dayOf, daysOf } from "../../shared/day.ts";
import { doneBlocks } from "../../shared/done-blocks.ts";
import { namesOff, offOn, packOff } from "../../shared/off-codes.ts";
import type { Plan } from "../../shared/plan.ts";
import { formatProjection, outlineOf, packCodes } from "../../shared/projection-cookie.ts";
import { offName } from "../../shared/switched-off.ts";
import type { DoneBlock, HandingAnswer } from "../../shared/tag-mode.ts";
import type { Signal, SignalAnswer } from "../../shared/wire.ts";
import type { Belief } from "../attest.ts";
import { isBot } from "../bots.ts";
import { projectionCookie, visitCookie } from "../cookies.ts";
import { badInput, problem } from "../problem.ts";
import { isStaff } from "../staff.ts";
import { codesOn, type DecidedPage, decide, type Recognized } from "../visitor.ts";
import type { Scope } from "../scope.ts";
import { variantsFor, variantsProblem } from "../variants.ts";
import type { Context } from "../context.ts";
import { tagConfig } from "./config.ts";
import { aheadFor } from "./ahead.ts";
import { count, withinLimit } from "./counting.ts";
import type { EndpointEnv } from "./endpoints.ts";
import { readJson } from "./guards.ts";
import { pageContext } from "./page-context.ts";
import { signalSchema } from "./signal-schema.ts";

/**
 * `POST {path}/signals`: takes a projection and anonymous counts, each only with consent to its purpose,
 * and answers with the decision for the page on what is known now. Nothing is counted or set unless all of
 * it is right.
 */
export async function answerSignal(c: HonoContext<EndpointEnv>): Promise<Response> {
  const scope = c.env;
  const known = c.get("known");
  const parsed = await readJson(c.req, signalSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  const signal = parsed.value;
  const refusal = refuse(signal, known, scope);
  if (refusal) return refusal;
  if (!(await withinLimit(c.req.raw, scope)))
    return problem(429, "too many signals from one address", {}, { "retry-after": "60" });
  if (signal.plan !== scope.compiled.plan.hash) {
    return problem(409, "the site file has changed", { config: await tagConfig(c.req.raw, scope) });
  }
  const impossible = variantsProblem(signal, scope);
  if (impossible !== undefined) return badInput([{ path: "variants", message: impossible }]);
  const { attested } = signal;
  const belief = attested === undefined ? undefined : await scope.attester.believe(attested, scope.now);
  const away = c.get("away");
  const facts = pageContext(c.req.raw, signal.path, scope, away);
  const projected = takeProjection(signal, known, belief, scope);
  const taken = projected && withVariants(projected, signal, { known, facts, request: c.req.raw }, scope);
  if (taken === undefined)
    return badInput([{ path: "now, next", message: "expected courses that the plan's attributes can take" }]);

  const counted = signal.counts ? await counting(signal, taken.known, c.req.raw, scope) : false;
  const sealed = signal.now && scope.signer && (await sealedProjection(taken, known, scope));
  if (sealed && !away) setCookies(c, sealed, known, scope);
  const page = decide(signal.path, facts, taken.known, "now", scope, true);
  const answer: HandingAnswer = {
    ...(signal.counts && { counted }),
    decision: withLive(page, signal.language, scope),
    ...(belief && "refused" in belief && { attested: belief.refused }),
    ...(signal.variants && { variants: taken.known.projection?.variants ?? [] }),
    ...(taken.seed && { seed: taken.seed }),
    ...(sealed &&
      away && {
        handed: {
          projection: sealed,
          ahead: aheadFor(c.req.raw, signal.language, taken.known, scope, away),
        },
      }),
  };
  return c.json(answer, 200, { "cache-control": "no-store" });
}

/** The decision; of live blocks also how they are done, for the page that is open. */
function withLive(page: DecidedPage, language: string, { compiled }: Scope): HandingAnswer["decision"] {
  const rendered = page.decided.render(language || undefined, page.language);
  const { decision } = rendered;
  const isLive = (id: string) => {
    const block = compiled.site.blocks[id]!;
    return "live" in block && block.live;
  };
  if (page.decided.redirect || !decision.blocks.some(({ id }) => isLive(id))) return decision;
  const blocks = doneBlocks(decision, rendered).map(({ edit, ...told }): DoneBlock =>
    edit && isLive(told.id) ? { ...told, edit, live: true } : told,
  );
  return { ...decision, blocks };
}

/** Whether counts are durable; those of a preview and of staff are let go, and the tag needn't send them again. */
async function counting(
  { counts, message, token }: Signal,
  { projection }: Recognized,
  request: Request,
  scope: Scope,
): Promise<boolean> {
  if (scope.preview || (await isStaff(request, scope))) return true;
  const counted = { counts: counts!, message: message!, token: token!, projection };
  return !isBot(request) && count(counted, request, scope);
}

/**
 * Invariant 1, at the edge: what comes without consent to its purpose isn't taken; nor is anything while the
 * browser shows a preview of somebody else.
 */
function refuse(
  signal: Signal,
  { permission: { consent } }: Recognized,
  { preview }: Scope,
): Response | undefined {
  if (preview?.subject.who === "visitor")
    return problem(403, "this browser shows a preview of somebody else");
  if (signal.now && !consent.personalization)
    return problem(403, "now, next: there is no consent to personalization");
  if (signal.variants && !consent.measurement)
    return problem(403, "variants: there is no consent to measurement");
  if (signal.counts && !consent.measurement)
    return problem(403, "counts: there is no consent to measurement");
  return undefined;
}

interface Taken {
  /** The visitor as known from now on. */
  readonly known: Recognized;
  readonly codes?: readonly number[];
  readonly seed?: SignalAnswer["seed"];
}

/**
 * The projection of a signal, grounded on that of the cookie if the device has lost its profile, and with what
 * the owner's server attests; without a token that is believed, as the cookie says. A signal without a
 * projection leaves the visitor as known. Undefined where the courses can't be.
 */
function takeProjection(
  signal: Signal,
  known: Recognized,
  belief: Belief | undefined,
  { compiled, now }: Scope,
): Taken | undefined {
  const { plan } = compiled;
  if (!signal.now || !signal.next) return { known };
  const sent = packCourses(plan.entries, signal.now, signal.next);
  if (!sent) return undefined;
  const day = dayOf(now);
  const floor = signal.fresh && known.projection;
  const seed =
    floor && seedFrom(plan.entries, floor.codes, floor.age, known.cookies.visit ? "now" : "next", day);
  const grounded = seed ? mergeFloor(plan.entries, sent, seed, day) : sent;
  const codes =
    belief && "claims" in belief
      ? codesOfClaims(plan.entries, grounded, belief.claims, day)
      : codesKept(plan.entries, grounded, known.projection);
  const before = floor ? namesOff(floor.off) : [];
  const off = offOn([...switchedOffBy(signal, plan), ...before], compiled);
  const on = codesOn(codes, off, compiled);
  return {
    known: { ...known, projection: { codes: on, day, age: 0, off, variants: known.projection?.variants } },
    // Of what is off the cookie tells the same, whatever it was.
    codes: on.map((code) => code ?? 0),
    ...(seed && { seed: { states: seed, ...(before.length > 0 && { off: before }) } }),
  };
}

/** With the variants that are the visitor's from now on; a device that has lost its profile gets those of the cookie. */
function withVariants(
  taken: Taken,
  signal: Signal,
  {
    known,
    facts,
    request,
  }: { readonly known: Recognized; readonly facts: Context; readonly request: Request },
  scope: Scope,
): Taken {
  const { projection } = taken.known;
  if (!projection) return taken;
  const lost = signal.fresh && known.projection?.variants;
  const variants = variantsFor(signal, { known: taken.known, lost, facts, request }, scope);
  return { ...taken, known: { ...taken.known, projection: { ...projection, variants } } };
}

/** The names of what a signal says is off: segments and blocks by their names, most attributes by having no course. */
function switchedOffBy({ off = [], now = [] }: Signal, { entries }: Plan): string[] {
  const sent = entries.filter(({ attribute }) => !attribute.byToken);
  const without = sent.filter((_, index) => now[index] === null);
  return [...off, ...without.map(({ id }) => offName("attributes", id))];
}

function sealedProjection(
  { codes, known: { projection } }: Taken,
  known: Recognized,
  scope: Scope,
): Promise<string> {
  const { plan } = scope.compiled;
  const text = formatProjection({
    plan: plan.hash,
    // Of the request: what comes back after the visitor has erased it doesn't count.
    epoch: known.permission.consent.epoch,
    day: dayOf(scope.now),
    payload: packCodes(
      [...codes!, ...(projection?.variants ?? plan.experiments.map(() => 0))],
      outlineOf(plan.entries, plan.experiments),
    ),
    off: packOff(projection?.off),
  });
  return scope.signer!.seal(text);
}

/** The answer that sets a visit's first `sv_p` also sets `sv_v`, so that the two never disagree. */
function setCookies(
  c: HonoContext<EndpointEnv>,
  sealed: string,
  known: Recognized,
  { compiled: { site } }: Scope,
): void {
  const url = new URL(c.req.url);
  const cookie = projectionCookie(sealed, daysOf(site.consent.retention), url);
  c.header("set-cookie", cookie, { append: true });
  if (!known.cookies.visit) c.header("set-cookie", visitCookie(url), { append: true });
}
