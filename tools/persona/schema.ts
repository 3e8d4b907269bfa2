import * as v from "valibot";
import type { AttributeValue } from "../../shared/attribute.ts";
import { PURPOSES } from "../../shared/consent.ts";
import type { SiteEvent } from "../../shared/event.ts";
import type { Purpose } from "../../shared/wire.ts";

const VALUE = "expected a string, a number, true, false, null or a list of strings";
const valueSchema = v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(v.string(VALUE))], VALUE);

const eventSchema = v.object({
  at: v.string(),
  event: v.pipe(v.string(), v.nonEmpty("expected the name of an event")),
  properties: v.optional(v.record(v.string(), valueSchema), {}),
});

/** A persona as it stands in its file. Unknown fields are told elsewhere, all of them at once. */
export const personaSchema = v.object({
  description: v.optional(v.string()),
  now: v.optional(v.string()),
  path: v.optional(v.pipe(v.string(), v.regex(/^\/(?!\/)/, 'expected a path such as "/"'))),
  language: v.optional(v.pipe(v.string(), v.nonEmpty('expected a language such as "pl"'))),
  userAgent: v.optional(v.string()),
  gpc: v.optional(v.boolean(), false),
  consent: v.optional(
    v.union(
      [v.literal("unanswered"), v.array(v.picklist(PURPOSES))],
      `expected "unanswered" or a list of ${PURPOSES.join(", ")}`,
    ),
  ),
  context: v.optional(
    v.record(v.string(), v.union([v.string(), v.number(), v.null()], "expected a string, a number or null")),
    {},
  ),
  events: v.optional(v.array(eventSchema)),
  attributes: v.optional(v.record(v.string(), valueSchema)),
  variants: v.optional(v.record(v.string(), v.string()), {}),
});
export type PersonaInput = v.InferOutput<typeof personaSchema>;

/** The fields of a persona, and of each of its events. */
export const PERSONA_FIELDS = Object.keys(personaSchema.entries);
export const EVENT_FIELDS = Object.keys(eventSchema.entries);

/** An event with its time in milliseconds since the epoch. */
export interface TimedEvent {
  readonly at: number;
  readonly event: SiteEvent;
}

/** Somebody who asks for a page: what happened to them before, and what is known of the request. */
export interface Persona {
  readonly description?: string;
  /** When the page is asked for, in milliseconds since the epoch. */
  readonly now: number;
  /** The page that is asked for, path and query, unless the command says otherwise. */
  readonly path?: string;
  readonly language?: string;
  readonly userAgent?: string;
  /** Global Privacy Control is on. */
  readonly gpc: boolean;
  readonly consent: "unanswered" | readonly Purpose[];
  /** Facts of the request that the persona names; the others are those of somebody at a desk, from nowhere. */
  readonly context: Readonly<Record<string, string | number | null>>;
  /** What happened, in the order of time … */
  readonly events: readonly TimedEvent[];
  /** … or, in its place, the exact values that attributes have. */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** The variants that were drawn, by experiment; of others the persona has none. */
  readonly variants: Readonly<Record<string, string>>;
}
