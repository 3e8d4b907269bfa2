import type { AttributeValue, Definition } from "../attribute.ts";
import type { Matches } from "../condition/match.ts";
import type { SiteEvent, Visit } from "../event.ts";

/** When something is recorded or asked, and what else may be asked then. */
export interface Moment {
  /** UTC day number. */
  readonly day: number;
  readonly visit: Visit;
  /** How conditions are answered. */
  readonly matches: Matches;
  /** How attributes are kept. */
  readonly kinds: DeviceKinds;
  /** The value of another attribute at this moment. */
  readonly valueOf: (id: string) => AttributeValue;
}

/**
 * What the device does for one kind of attribute. States are plain JSON, so that IndexedDB keeps them;
 * `undefined` is the state before anything happened.
 */
export interface DeviceKind<State> {
  /** The state after an event that the definition asks for. Returns a new state, never changes the old one. */
  reduce(
    state: State | undefined,
    definition: Definition,
    event: SiteEvent,
    moment: Moment,
  ): State | undefined;
  value(state: State | undefined, definition: Definition, moment: Moment): AttributeValue;
}

/** The code that devices keep attributes by, each under its name. */
export type DeviceKinds = Readonly<Record<string, DeviceKind<unknown>>>;

/** One state made of what a new profile has collected and what the cookie still knew (its floor). */
export type Join<State> = (own: State, floor: State) => State;

/** For kinds whose latest state tells everything. */
export const keepOwn: Join<unknown> = (own) => own;
