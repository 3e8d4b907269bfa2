import type { LostReason, Purpose } from "../../../shared/wire.ts";
import type { Known, KnownPart, Outcome } from "../../known/contract.ts";
import type { WidgetHost } from "../contract.ts";

/** What `GET {path}/me` answers, as far as the centre shows it. */
export interface Me {
  /** In which languages names and sentences are. */
  readonly languages: { readonly names: string; readonly sentences: string };
  readonly attributes: Readonly<Record<string, { readonly name: string; readonly why?: string }>>;
  readonly segments: Readonly<
    Record<string, { readonly name: string; readonly matches: boolean | null; readonly sentence: string }>
  >;
  /** The tests that the visitor takes part in; absent: none. */
  readonly experiments?: readonly {
    readonly id: string;
    readonly name: string;
    /** `holdout`: none of its versions. */
    readonly variant: { readonly id: string; readonly name: string };
    readonly variants: number;
  }[];
  readonly page: { readonly blocks: readonly BlockOfPage[]; readonly lost: readonly BlockOfPage[] };
}

/** A block of the page, and why it is there or isn't. */
export interface BlockOfPage {
  readonly id: string;
  readonly name: string;
  readonly sentence: string;
  readonly reason?: LostReason;
}

/** What is shown, and how to change it. */
export interface View {
  /** URL of the reserved path, without a slash at its end. */
  readonly base: string;
  readonly text: CentreText;
  /** Undefined: nothing is kept, since nothing may be, or since this device can't be read. */
  readonly known: Known | undefined;
  /** Undefined: the edge hasn't answered (yet, if `waiting`). */
  readonly me: Me | undefined;
  readonly waiting: boolean;
  /** What this device keeps couldn't be read. */
  readonly broken: boolean;
  /** Personalization is consented to. */
  readonly consented: boolean;
  /** Rows that stay where they are for as long as the centre is open, whatever is switched. */
  readonly settled: Set<string>;
  /** Changes something on the device, says what came of it, and shows everything anew. */
  change(act: (part: KnownPart, host: WidgetHost) => Promise<Outcome>): void;
  /** Does something else that may change what is shown, says what it resolves to, and shows everything anew. */
  run(act: (host: WidgetHost) => Promise<string>): void;
  /** Where it is told what is kept beside the profile, if the site keeps any such thing. */
  readonly lately: HTMLElement;
  /** Leads to the privacy settings. */
  settings(): void;
}

/**
 * The part `lately.js`: shows in an element what is kept beside the profile, and lets the visitor remove it. `me`: what
 * the edge answers; undefined if it doesn't.
 */
export interface LatelyPart {
  fill(
    into: HTMLElement,
    host: WidgetHost,
    language: string,
    me: () => Promise<Me | undefined>,
  ): Promise<void>;
}

/** Texts of what is told of segments, or of blocks. */
interface LayerText {
  readonly title: string;
  readonly why: string;
  readonly none: string;
  readonly others: string;
  readonly off: string;
  /** What is switched off of which the edge says nothing here. */
  readonly elsewhere: string;
}

/** Texts of the centre, one file per language. Functions put what comes from elsewhere into a sentence. */
export interface CentreText {
  readonly lang: string;
  readonly title: string;
  readonly intro: string;
  readonly close: string;
  readonly loading: string;
  /** The edge can't be reached. */
  readonly offline: string;
  readonly saved: string;
  readonly failed: string;
  readonly full: (most: string) => string;
  readonly settings: string;

  readonly noted: string;
  readonly since: (from: string, until: string) => string;
  readonly refused: string;
  readonly nothing: string;
  readonly unreadable: string;
  /** What switching off does. */
  readonly offWhy: string;
  readonly all: string;
  readonly allOff: string;
  readonly attributeOff: string;
  /** It is made of one that is switched off. */
  readonly baseOff: string;
  readonly forgotten: {
    readonly on: (date: string) => string;
    readonly within: (days: string) => string;
    readonly half: (days: string) => string;
    readonly since: (event: string) => string;
  };
  readonly yes: string;
  readonly no: string;
  readonly none: string;
  readonly other: string;
  readonly any: string;

  readonly groups: LayerText;
  readonly blocks: LayerText;
  /** Why a block isn't shown, where that isn't for its condition. */
  readonly lost: Readonly<Partial<Record<LostReason, string>>>;

  readonly sent: string;
  readonly sentWhy: string;
  readonly noSent: string;
  readonly raw: string;
  readonly fields: {
    readonly path: string;
    readonly language: string;
    readonly now: string;
    readonly next: string;
    readonly counts: string;
    readonly off: string;
    readonly choice: string;
    readonly forget: string;
  };
  readonly purposes: Readonly<Record<Purpose, string>>;
  readonly view: string;

  readonly yours: string;
  readonly pause: string;
  readonly pauseWhy: string;
  readonly paused: string;
  readonly resume: string;
  readonly download: string;
  readonly downloadWhy: string;
  readonly take: string;
  readonly takeWhy: string;
  readonly taken: string;
  readonly left: string;
  readonly untaken: string;
  readonly erase: string;
  readonly eraseWhy: string;
  readonly erased: string;
}
