import * as v from "valibot";
import type { AttributeValue } from "../../../shared/attribute.ts";
import { type CompiledSite, compileSite } from "../../../shared/decision.ts";
import type { PropertyValue } from "../../../shared/event.ts";
import { newProfile, type Profile, recordEvent, valueOf } from "../../../shared/profile.ts";
import { checkSite } from "../../../shared/site/check.ts";
import { siteSchema } from "../../../shared/site/schema.ts";

/** An event on a day: its name, and properties. */
export type Played = readonly [
  day: number,
  name: string,
  properties?: Readonly<Record<string, PropertyValue>>,
];

/** A site with one attribute, `it`, and a segment for each condition. */
export function siteWith(it: object, ...whens: readonly object[]): CompiledSite {
  const segments = Object.fromEntries(whens.map((when, index) => [`s${index}`, { when }]));
  return compileSite(
    v.parse(siteSchema, { version: 1, id: "t", attributes: { it }, segments }),
    () => () => true,
  );
}

/** The profile after these events. */
export function played({ plan }: CompiledSite, events: readonly Played[]): Profile {
  return events.reduce(
    (profile, [day, name, properties = {}]) =>
      recordEvent(profile, plan.attributes, { name, properties }, day),
    newProfile(events[0]?.[0] ?? 0),
  );
}

/** The value of an attribute on a day, by default that of the last event. */
export function valueAfter(
  it: object,
  events: readonly Played[],
  day = events.at(-1)?.[0] ?? 0,
): AttributeValue {
  const site = siteWith(it);
  return valueOf(played(site, events), site.plan.attributes, "it", day);
}

/** What is wrong with a site file whose attribute `it` is this, and whose segments have these conditions. */
export function problemsOf(it: object, ...whens: readonly object[]): string[] {
  const segments = Object.fromEntries(whens.map((when, index) => [`s${index}`, { when }]));
  const checked = checkSite({ version: 1, id: "t", attributes: { it }, segments });
  return checked.ok ? [] : checked.issues.map(({ path, message }) => `${path}: ${message}`);
}
