import * as v from "valibot";
import { bucketsAt, packCourses, type Phase } from "../../../shared/courses.ts";
import { compileSite } from "../../../shared/decision.ts";
import type { SiteEvent } from "../../../shared/event.ts";
import { newProfile, type Profile, recordEvent, valueOf } from "../../../shared/profile.ts";
import { project } from "../../../shared/project.ts";
import { checkSite } from "../../../shared/site/check.ts";
import { siteSchema } from "../../../shared/site/schema.ts";

/** A site with these attributes, and a segment for each of these conditions, named `s0`, `s1`, … */
export function siteWith(
  attributes: Readonly<Record<string, object>>,
  conditions: readonly object[] = [],
  blocks: Readonly<Record<string, object>> = {},
) {
  const segments = Object.fromEntries(conditions.map((when, index) => [`s${index}`, { when }]));
  const file = { version: 1, id: "t", maxBits: 40, attributes, segments, blocks };
  const compiled = compileSite(v.parse(siteSchema, file), () => () => true);
  const { plan } = compiled;
  const buckets = (profile: Profile, day: number, pause: number, phase: Phase) => {
    const { now, next } = project(profile, plan.attributes, day);
    return bucketsAt(plan.entries, packCourses(plan.entries, now, next)!, pause, phase);
  };
  return {
    compiled,
    plan,
    /** Plays events, each so many days after the one before, from day 20,000 on. */
    play(
      ...events: readonly (readonly [pause: number, name: string, properties?: SiteEvent["properties"]])[]
    ) {
      let day = 20_000;
      let profile = newProfile(day);
      for (const [pause, name, properties = {}] of events) {
        day += pause;
        profile = recordEvent(profile, plan.attributes, { name, properties }, day);
      }
      return {
        profile,
        day,
        state: (id: string) => profile.attributes[id]?.state,
        value: (id: string, days = 0) => valueOf(profile, plan.attributes, id, day + days),
        /** What the edge decides so many days later, for each condition. */
        decided(days = 0, phase: Phase = "now") {
          const { segments } = compiled.decide({
            path: "/",
            day: day + days,
            context: {},
            buckets: buckets(profile, day, days, phase),
          });
          return conditions.map((_, index) => segments[`s${index}`]);
        },
        /** What a page shows so many days later. */
        rendered(days = 0) {
          const input = {
            path: "/",
            day: day + days,
            context: {},
            buckets: buckets(profile, day, days, "now"),
          };
          return compiled.decide(input).render(undefined, undefined).edits;
        },
      };
    },
  };
}

/** The problems of a site file with these attributes, each as one line. */
export function problemsOf(attributes: Readonly<Record<string, object>>, rest: object = {}): string[] {
  const result = checkSite({ version: 1, id: "t", attributes, ...rest });
  return result.ok ? [] : result.issues.map(({ path, message }) => `${path}: ${message}`);
}
