import type { Block } from "../site/block-schema.ts";
import type { DeliveredReason } from "../wire.ts";
import type { PreviewConsent } from "./preview.ts";

// What a previewed page tells its inspector, as JSON in an element of its own. All texts are plain.

/** The id of that element. */
export const PREVIEW_DATA_ID = "selvedge-preview";

/** What an item reads, by id or name. */
export interface Reads {
  readonly attributes: readonly string[];
  readonly context: readonly string[];
  readonly segments: readonly string[];
}

/** An attribute: what the device keeps, and what of it the edge sees. */
export interface PreviewAttribute {
  readonly id: string;
  readonly label: string;
  /** What it is: "the number of visits". */
  readonly what: string;
  readonly why?: string;
  /** The events that change it. */
  readonly events: readonly string[];
  /** The attributes that it is made of, as scores and tiers are. */
  readonly from: readonly string[];
  /** Which values each of its buckets holds; absent: nothing of its own leaves the device. */
  readonly buckets?: readonly string[];
  /** The bucket that the page is decided on; null: unknown. */
  readonly bucket: number | null;
  readonly changed: boolean;
}

/** A fact of the request. */
export interface PreviewFact {
  readonly name: string;
  readonly type: "string" | "number";
  readonly value: string | number | null;
  /** Values to choose from, with what they are called; absent: any. */
  readonly options?: readonly (readonly [value: string, label: string])[];
  /** False where it mustn't be used without consent. */
  readonly used: boolean;
  readonly changed: boolean;
}

export interface PreviewSegment {
  readonly id: string;
  readonly label: string;
  /** Null: it can't be known. */
  readonly holds: boolean | null;
  readonly forced: boolean | null;
  /** In a sentence; empty where it is forced, or where there are too many to tell of each. */
  readonly why: string;
  readonly reads: Reads;
}

export interface PreviewBlock {
  readonly id: string;
  readonly label: string;
  readonly op: Block["op"];
  /** A selector; empty where there is no element that it is done to. */
  readonly target: string;
  /** How many elements of those that the target finds are meant; absent: all. */
  readonly limit?: number;
  readonly shown: boolean;
  readonly lost?: DeliveredReason;
  /** To which block it lost. */
  readonly to?: string;
  /** The dates that it is outside of, or why the page doesn't let it be done. */
  readonly detail?: string;
  /** Which of its cases is shown, from 1. */
  readonly case?: number;
  /** Its reasons in a sentence. */
  readonly why: string;
  readonly forced: boolean | null;
  readonly reads: Reads;
}

/**
 * Why a visitor has the variant that they have: `forced`: it was switched to; `drawn`: by chance; or why none:
 * `holdout`: they get no personalization; `dates`: it doesn't run on this day; `consent`: not to both purposes;
 * `audience`: its condition doesn't hold; `layer`: they take part in another experiment of the layer; `share`: they aren't
 * among those who take part; `preview`: it draws nobody.
 */
export type VariantReason =
  | "forced"
  | "drawn"
  | "holdout"
  | "dates"
  | "consent"
  | "audience"
  | "layer"
  | "share"
  | "preview";

/** An experiment that has a block on this page, or the site's holdout. */
export interface PreviewExperiment {
  readonly id: string;
  readonly label: string;
  /** In their order, the first one is the control; the share is of those who take part, 0 to 1. */
  readonly variants: readonly { readonly id: string; readonly label: string; readonly share: number }[];
  /** What the page shows of it; null: nothing, without personalization. */
  readonly shown: string | null;
  readonly forced: string | null;
  readonly reason: VariantReason;
  /** The dates, the label of the layer's other experiment, or the share that takes part, 0 to 1. */
  readonly detail?: string | number;
  /** Why its audience holds or doesn't, in a sentence; empty where it is everybody. */
  readonly why: string;
  /** The blocks of this page that stand in it, by id. */
  readonly blocks: readonly string[];
  readonly reads: Reads;
}

/** A block of other pages. */
export interface ElsewhereBlock {
  readonly id: string;
  readonly label: string;
  readonly pages: readonly string[];
}

export interface PreviewData {
  /** The reserved path. */
  readonly path: string;
  readonly who: "me" | "visitor";
  readonly name: string;
  /** When the preview ends, in seconds since the epoch. */
  readonly until: number;
  readonly consent: PreviewConsent;
  /** UTC day, `2026-12-24`. */
  readonly day: string;
  readonly dayChanged: boolean;
  /** How many things are switched. */
  readonly changes: number;
  /** The most that the projection can say, in bits. */
  readonly bits: number;
  readonly attributes: readonly PreviewAttribute[];
  readonly context: readonly PreviewFact[];
  readonly segments: readonly PreviewSegment[];
  readonly blocks: readonly PreviewBlock[];
  readonly elsewhere: readonly ElsewhereBlock[];
  /** Absent: the site has none. */
  readonly experiments?: readonly PreviewExperiment[];
}

/** The body of `POST {path}/preview/change`: null takes a switch back, an empty text makes a fact unknown. */
export interface PreviewChange {
  readonly segments?: Readonly<Record<string, boolean | null>>;
  readonly blocks?: Readonly<Record<string, boolean | null>>;
  readonly context?: Readonly<Record<string, string | number | null>>;
  readonly buckets?: Readonly<Record<string, number | null>>;
  /** By experiment the id of the variant that is shown. */
  readonly variants?: Readonly<Record<string, string | null>>;
  readonly consent?: PreviewConsent | null;
  readonly day?: string | null;
  /** Takes all switches back first. */
  readonly reset?: true;
}
