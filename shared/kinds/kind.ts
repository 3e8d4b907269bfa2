import type { AttributeValue, Definition } from "../attribute.ts";
import type { SiteEvent, Visit } from "../event.ts";

/**
 * What the device does for one kind of attribute. States are plain JSON, so that IndexedDB keeps them;
 * `undefined` is the state before anything happened.
 */
export interface DeviceKind<State> {
  /** The state after an event, on a day, that the definition asks for. Returns a new state, never changes the old one. */
  reduce(
    state: State | undefined,
    definition: Definition,
    event: SiteEvent,
    day: number,
    visit: Visit,
  ): State | undefined;
  /** The attribute's value on a day, during a visit. */
  value(state: State | undefined, definition: Definition, day: number, visit: Visit): AttributeValue;
}
