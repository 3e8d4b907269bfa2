import { bucketAfter } from "../../shared/course.ts";
import { dayOf } from "../../shared/day.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import type { PlanEntry } from "../../shared/plan.ts";
import type { Followed } from "../../shared/redirect.ts";
import type { Course } from "../../shared/wire.ts";
import type { Reason } from "../../shared/reasons/explain.ts";
import { explainer } from "../persona/explain.ts";
import { lostWords } from "../persona/lost.ts";
import type { Simulation } from "../persona/simulate.ts";
import { bucketWords, courseWords } from "../persona/words.ts";

/** The course of an attribute from today on: its bucket now, both as number and in words. */
interface CourseReport {
  readonly bucket: number;
  readonly words: string;
}

/** What `simulate --json` prints. */
export interface SimulationReport {
  readonly description?: string;
  readonly now: string;
  readonly path: string;
  /** The page is asked for within a visit, or begins a new one. */
  readonly moment: "this visit" | "new visit";
  readonly consent: {
    readonly personalization: boolean;
    readonly measurement: boolean;
    readonly context: boolean;
  };
  readonly context: Readonly<Record<string, unknown>>;
  /** Exact values, which never leave the device; null: nothing is kept. */
  readonly attributes: Readonly<Record<string, unknown>> | null;
  /** What the edge knows; null: nothing. */
  readonly projection: Readonly<
    Record<string, { readonly now: CourseReport; readonly next: CourseReport; readonly used: CourseReport }>
  > | null;
  /** true, false, or null where it can't be known. */
  readonly segments: Readonly<
    Record<
      string,
      { readonly matches: boolean | null; readonly why: string; readonly reasons: readonly Reason[] }
    >
  >;
  /** Where the visitor is sent in place of the page, or why the redirect that was chosen isn't done; null: none was. */
  readonly redirect: Followed | null;
  readonly blocks: Simulation["decision"]["blocks"];
  readonly lost: readonly (Simulation["decision"]["lost"][number] & { readonly why: string })[];
}

/** A simulation as data. */
export function simulationReport(simulation: Simulation, compiled: CompiledSite): SimulationReport {
  const { persona, permission, decided, decision } = simulation;
  const { personalization, measurement } = permission.consent;
  const why = explainer(simulation, compiled.site);
  return {
    ...(persona.description !== undefined && { description: persona.description }),
    now: new Date(persona.now).toISOString(),
    path: simulation.path,
    moment: simulation.phase === "now" ? "this visit" : "new visit",
    consent: { personalization, measurement, context: permission.contextual },
    context: Object.fromEntries(
      Object.entries(simulation.context).map(([name, value]) => [
        name,
        typeof value === "symbol" ? null : value,
      ]),
    ),
    attributes: simulation.values ?? null,
    projection: projectionReport(simulation, compiled),
    segments: Object.fromEntries(
      Object.entries(decided.segments).map(([id, matches]) => {
        const { sentence, reasons } = why.segment(id);
        return [id, { matches: matches ?? null, why: sentence, reasons }];
      }),
    ),
    redirect: simulation.redirect ?? null,
    blocks: decision.blocks,
    lost: decision.lost.map((each) => ({ ...each, why: lostWords(each, compiled.site.blocks[each.id]) })),
  };
}

function projectionReport(
  { told, phase, persona }: Simulation,
  { plan }: CompiledSite,
): SimulationReport["projection"] {
  if (!told) return null;
  const age = dayOf(persona.now) - told.day;
  const report = (entry: PlanEntry, course: Course): CourseReport => ({
    bucket: bucketAfter(course, age),
    words: courseWords(entry, course, age),
  });
  return Object.fromEntries(
    plan.entries.map((entry, index) => {
      const [now, next] = entry.codec.unpack(told.codes[index]!);
      const bucket = bucketAfter(phase === "now" ? now : next, age);
      const used = { bucket, words: bucketWords(entry, bucket) };
      return [entry.id, { now: report(entry, now), next: report(entry, next), used }];
    }),
  );
}
