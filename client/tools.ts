import type { Means, Profile, TagAttributes } from "../shared/aggregate.ts";
import type { SiteEvent } from "../shared/event.ts";
import type { DeviceKinds } from "../shared/kinds/kind.ts";
import { ALONE, PACK } from "../shared/pack.ts";
import type { Count, PageDecision, Seed, TagConfig } from "../shared/wire.ts";
import type { Message } from "./message-queue.ts";
import type { Recorder } from "./recorder.ts";
import type { Run } from "./run.ts";

type Properties = SiteEvent["properties"];

/** What a part may bring, besides tools. */
interface Part {
  readonly began?: Began;
  readonly kinds?: DeviceKinds;
}

/** What of a stretch of consent a part may look at that only listens. */
export type Stretch = Pick<Run, "config" | "deviceStore" | "signal" | "allowed">;

/** Takes an event that was seen on the page. */
export type Emit = (event: SiteEvent) => void;

/** What a part does besides, for as long as the run lasts. */
export interface Listening {
  /** Takes an event that may be counted. */
  readonly counted: (event: SiteEvent) => void;
  /** The edge has answered to what it was told of this page. */
  readonly answered: (decision: PageDecision) => void;
}

type Began = (
  run: Stretch,
  count: (counts: readonly Count[]) => void,
  /** Sends a message that waits in the queue already. */
  deliver: (message: Message) => void,
) => Listening | void;

/** What the part `recorder` can do, and, where a site needs more, what other parts do in its place. */
export interface Tools extends Keeping {
  readonly createRecorder: (run: Run) => Recorder;
  /** Puts exact values into the page. */
  readonly fillPlaceholders?: (means: Means, profile: Profile, attributes: TagAttributes) => void;
  readonly markedProperties?: () => Properties;
  readonly searchEvent?: () => SiteEvent | undefined;
  /** The profile with its part in experiments brought in line with the site's, or without, where none is permitted. */
  readonly withTests?: (profile: Profile, config: TagConfig, permitted: boolean) => Profile;
  /** What a signal says of them; undefined where it says nothing. */
  readonly variantsOf?: (profile: Profile, config: TagConfig) => (number | null)[] | undefined;
  /** The profile with the variants that the edge has answered. */
  readonly withVariants?: (profile: Profile, config: TagConfig, answered: readonly number[]) => Profile;
  /** Each is told when recording begins, and is given what counts anonymously. */
  readonly began: readonly Began[];
  /** Returns what ends the attention for one view and begins it for the next. */
  readonly watchAttention?: (config: TagConfig, emit: Emit, signal: AbortSignal) => () => void;
}

/** Those of them that a profile is kept with. */
export interface Keeping extends Means {
  /** What is known of a visit that begins on this page. */
  readonly visitProperties: (country: string | undefined) => Properties;
  /** Adds in which week after the first visit an event happens. */
  readonly withWeek?: (event: SiteEvent, created: number, day: number) => SiteEvent;
}

/** The files beside the tag, by name, with their exports; each is loaded only where it is needed. */
export interface Parts {
  readonly questions: {
    readonly began: (run: Stretch, count: (counts: readonly Count[]) => void) => void;
  };
  readonly actions: {
    readonly act: (config: TagConfig, type: string, place: Document | Element, emit: Emit) => void;
  };
  readonly seed: {
    readonly mergeSeed: (profile: Profile, attributes: TagAttributes, seed: Seed) => Profile;
  };
}

/** Loads a part, once a page. */
export type LoadPart = <Name extends keyof Parts>(name: Name) => Promise<Parts[Name]>;

/** Loads files beside the tag, with a query. */
type LoadFile = (name: string, asking?: string) => Promise<object>;

/** The tools of a site: of several parts that bring one, the last one's. Rejects where one can't be loaded. */
export async function toolsOf({ parts }: TagConfig, load: LoadFile): Promise<Tools> {
  const needed = document.querySelector("[data-selvedge-device]") ? [...parts, "placeholders"] : parts;
  const packed = needed.filter((part) => !ALONE.includes(part));
  const [pack, ...alone] = await Promise.all([
    load(PACK, `?${packed.join()}`) as Promise<{ readonly parts: readonly Part[] }>,
    ...needed.filter((part) => ALONE.includes(part)).map((part) => load(part) as Promise<Part>),
  ]);
  const modules = [...pack.parts, ...alone];
  return Object.assign({}, ...modules, {
    // A part that is a kind exports it under its name.
    kinds: Object.assign({}, modules[0]?.kinds, ...modules),
    began: modules.flatMap(({ began }) => began ?? []),
  });
}
