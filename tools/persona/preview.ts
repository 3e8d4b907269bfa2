import { dayOf } from "../../shared/day.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import { NO_CHANGES, type Preview, type PreviewConsent } from "../../shared/preview/preview.ts";
import type { Simulation } from "./simulate.ts";

const NAME_CHARACTERS = 80;
/** What the previewed address itself says, if the persona doesn't. */
const ARRIVAL = ["referrer", "referrerHost", "source", "medium", "campaign"];
const OF_THE_PAGE = ["path", "host"];

/**
 * The preview of pages as a simulated visitor sees them: what the edge would know of them, as buckets, and the facts
 * of their request. `until`: seconds since the epoch; `clock`: milliseconds.
 */
export function previewOfSimulation(
  { persona, facts, buckets, permission }: Simulation,
  { plan }: CompiledSite,
  { file, until, clock }: { readonly file: string; readonly until: number; readonly clock: number },
): Preview {
  const { personalization, chosen } = permission.consent;
  const refused = chosen || permission.gpc;
  const consent: PreviewConsent = personalization ? "yes" : refused ? "no" : "unanswered";
  const context = Object.entries(facts).filter(
    ([name]) =>
      !OF_THE_PAGE.includes(name) && (!ARRIVAL.includes(name) || Object.hasOwn(persona.context, name)),
  );
  const day = dayOf(persona.now);
  const subject = {
    who: "visitor",
    name: (persona.description ?? file).slice(0, NAME_CHARACTERS),
    plan: plan.hash,
    buckets: plan.entries.map(({ id }) => buckets?.[id] ?? null),
    consent,
    context: Object.fromEntries(context),
    ...(day !== dayOf(clock) && { day }),
  } as const;
  const { variants } = persona;
  const changes = Object.keys(variants).length > 0 ? { ...NO_CHANGES, variants } : NO_CHANGES;
  return { subject, changes, until };
}
