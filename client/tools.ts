import type { Means, Profile, TagAttributes } from "../shared/aggregate.ts";
import { holds } from "../shared/condition/simple.ts";
import type { SiteEvent } from "../shared/event.ts";
import type * as ledger from "./parts/ledger.ts";
import { CORE_KINDS } from "../shared/kinds/core.ts";
import type { Count, Purpose, Seed, TagConfig } from "../shared/wire.ts";

type Properties = SiteEvent["properties"];

/** What of a stretch of consent a part may look at that only listens. */
export interface Stretch {
  readonly config: TagConfig;
  readonly tools: Pick<Ledger, "deviceStoreOf">;
  readonly signal: AbortSignal;
  allowed(purpose: Purpose): boolean;
}

/** Takes an event that was seen on the page. */
export type Emit = (event: SiteEvent) => void;

type Began = (run: Stretch, count: (counts: readonly Count[]) => void) => void;

/** What the core of the tag can do, and, where a site needs more, what its parts do in its place. */
export interface Tools extends Keeping, Ledger {
  /** Puts exact values into the page. */
  readonly fillPlaceholders?: (means: Means, profile: Profile, attributes: TagAttributes) => void;
  readonly markedProperties?: () => Properties;
  readonly searchEvent?: () => SiteEvent | undefined;
  /** Each is told when recording begins, and is given what counts anonymously. */
  readonly began: readonly Began[];
  /** Returns what ends the attention for one view and begins it for the next. */
  readonly watchAttention?: (config: TagConfig, emit: Emit, signal: AbortSignal) => () => void;
}

/** What notes on the device whatever is sent, and what is still to be: all that leaves the page goes through it. */
type Ledger = Readonly<typeof ledger>;

/** Those of them that a profile is kept with. */
export interface Keeping extends Means {
  /** What is known of a visit that begins on this page. */
  readonly visitProperties: (country: string | undefined) => Properties;
  /** Adds in which week after the first visit an event happens. */
  readonly withWeek?: (event: SiteEvent, created: number, day: number) => SiteEvent;
}

/** The files beside the tag, by name, with their exports; each is loaded only where it is needed. */
export interface Parts {
  readonly actions: {
    readonly act: (config: TagConfig, type: string, place: Document | Element, emit: Emit) => void;
  };
  readonly seed: {
    readonly mergeSeed: (profile: Profile, attributes: TagAttributes, seed: Seed) => Profile;
  };
}

/** Loads a part, once a page. */
export type LoadPart = <Name extends keyof Parts>(name: Name) => Promise<Parts[Name]>;

/** The tools of a site: the core's, in their place those that its parts bring. Rejects where one can't be loaded. */
export async function toolsOf({ parts }: TagConfig, load: (name: string) => Promise<object>): Promise<Tools> {
  const needed = document.querySelector("[data-selvedge-device]") ? [...parts, "placeholders"] : parts;
  const modules = (await Promise.all(needed.map(load))) as readonly { readonly began?: Began }[];
  return Object.assign(
    // A part that is a kind exports it under its name.
    { matches: holds, visitProperties: () => ({}), kinds: Object.assign({}, CORE_KINDS, ...modules) },
    ...modules,
    { began: modules.flatMap(({ began }) => began ?? []) },
  );
}
