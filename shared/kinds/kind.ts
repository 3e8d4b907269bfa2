import type { AttributeValue, Definition } from "../attribute.ts";
import type { Moment, SiteEvent } from "../event.ts";

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
  /** The attribute's value at a moment. */
  value(state: State | undefined, definition: Definition, moment: Moment): AttributeValue;
}
