import type { Definition } from "./attribute.ts";
import type { Buckets } from "./buckets.ts";
import type { Cohort, CohortCount, PageCount } from "./measure/count.ts";
import type { TagMessage } from "./message-wire.ts";
import type { PairCount } from "./recommend/contract.ts";
import type { TagTrigger } from "./trigger.ts";

/** What consent is asked for. */
export type Purpose = "personalization" | "measurement";

export type ConsentMode = "opt-in" | "opt-out";

/** The attribute as the tag needs it: how to keep it, and into which buckets it is projected. */
export interface TagAttribute extends Definition {
  /** Hash of the definition; a changed one restarts the attribute on the device. */
  readonly hash: string;
  /** Which of the device's codes keeps it, where that isn't its kind's own; see `kinds/device.ts`. */
  readonly keeper?: string;
  /** Absent: nothing reads the attribute, so nothing of it leaves the device; or it leaves by token. */
  readonly buckets?: Buckets;
  /** Something reads the attribute, and the edge knows it by the token of the owner's server alone. */
  readonly byToken?: true;
  /** For how many days ahead its bucket can change by itself; 0 means never. */
  readonly horizon: number;
}

/** An experiment as the tag needs it: whether this visitor may be drawn for it, and what to count; never what it shows. */
export interface TagExperiment {
  readonly id: string;
  /** Of its id and variants; a variant under another hash is none. */
  readonly hash: string;
  /** Those of one layer have no visitors in common. */
  readonly layer: string;
  /** The share of its layer that it owns, from 0 to 1; those of a layer lie side by side, in this order. */
  readonly share: number;
  /** UTC day numbers between which it runs, both included. */
  readonly from?: number;
  readonly until?: number;
  /** The segments that its visitors are counted by, too; hashes, as in `measured`. */
  readonly segments: readonly string[];
  /** The goals that its visitors are counted by. */
  readonly goals: readonly string[];
}

/** The words in which visitors are asked about sensitive attributes, by id; `hash` is that of the definition. */
export type SensitiveWords = Readonly<
  Record<string, { readonly hash: string; readonly label: Words; readonly why: Words }>
>;

/** A text, or texts by language. */
type Words = string | Readonly<Record<string, string>>;

/** The answer of `GET {path}/config`: the same for everybody in one country at one time. */
export interface TagConfig {
  readonly site: string;
  readonly plan: string;
  /** In the order of the plan; signals carry the buckets of the projected ones in this order. */
  readonly attributes: Readonly<Record<string, TagAttribute>>;
  readonly triggers: readonly TagTrigger[];
  /** Goals are counted on the device: the event, and the steps its value is rounded down to. */
  readonly goals: Readonly<
    Record<string, { readonly event: string; readonly value?: string; readonly steps?: readonly number[] }>
  >;
  /** How many things a visitor can switch off at once, everything aside; see `switched-off.ts`. */
  readonly switchable: number;
  /** What this site needs on every page beyond the core of the tag: names of files beside it. */
  readonly parts: readonly string[];
  readonly consent: {
    readonly mode: ConsentMode;
    readonly revision: number;
    readonly policyUrl?: string;
    /** Where the way back to the settings stands, if the owner says so. */
    readonly corner?: "bottom-start" | "bottom-end" | "top-start" | "top-end";
    /** Days after which a profile is erased, and a yes asked for again. */
    readonly retention: number;
    readonly languages: readonly string[];
    /** The file beside the tag that asks for an answer. */
    readonly ask: "widget" | "ask";
    /** The owner's own banner asks, not ours. */
    readonly banner?: "own";
    readonly consentMode?: true;
    /** Sensitive attributes, which nothing is kept of without a yes of their own. */
    readonly sensitive?: SensitiveWords;
    /** Languages that the owner has texts of their own in, each with the title of its settings, if they changed it. */
    readonly texts?: Readonly<Record<string, string>>;
  };
  /** What is written into the page's `dataLayer`: all segments and blocks but some, or some; hashes, see data-layer.ts. */
  readonly layer?: {
    readonly as?: "gtag";
    readonly told?: readonly string[];
    readonly untold?: readonly string[];
  };
  /** Experiments and the site's holdout, in the order in which signals carry variants; absent: there are none. */
  readonly experiments?: readonly TagExperiment[];
  /** The segments that days, weeks and months are counted by, too; hashes, see `measured-names.ts`. */
  readonly measured: readonly string[];
  /** Where there are messages: how many of them one visitor sees, on one day (UTC) and in one visit. */
  readonly messages?: { readonly perDay: number; readonly perVisit: number };
  /** ISO 3166-1 alpha-2, a property of `visit`. */
  readonly country?: string;
  /** Proves that a signal came after a configuration; equal for everybody, valid `TOKEN_HOURS`. */
  readonly token: string;
}

/**
 * The bucket of an attribute from today on: a number if it stays, else the bucket of today
 * followed by pairs of (days from today, bucket from then on).
 */
export type Course = number | readonly number[];

/**
 * What a device counts anonymously: `["view"]`, `["goal", id, step]`, `["answer", block, question, value]`,
 * `["pair", kind, id, id]`.
 */
export type Count =
  | readonly ["view"]
  | readonly ["goal", string, number]
  | readonly ["answer", string, string, string]
  | CohortCount
  | PageCount
  | PairCount;

/** The body of `POST {path}/signals`. Any other field is refused. */
export interface Signal {
  readonly plan: string;
  /** Courses of the projected attributes, in plan order, null where one is switched off, for the rest of this visit … */
  readonly now?: readonly (Course | null)[];
  /** … and for the start of the next one. */
  readonly next?: readonly (Course | null)[];
  /**
   * Only with a projection: the token in which the owner's server vouches for attributes, which aren't among
   * the courses; empty: nothing is vouched for any more. Absent: as the cookie says, till that ends.
   */
  readonly attested?: string;
  readonly path: string;
  readonly language: string;
  /** The profile is new, though consent isn't: take the cookie's buckets as its floor. */
  readonly fresh?: true;
  /**
   * Only with a projection: which segments and blocks the visitor has switched off (`b:hero`, `s:returning`), and
   * which attributes that have no course (`a:stage`), sorted; or `*`, everything. Names that the site file doesn't
   * have say nothing.
   */
  readonly off?: readonly string[] | undefined;
  /**
   * Only with a projection, and with consent to measurement, by experiment of the plan in its order: the variant that the
   * visitor has, from 1; 0: none, and none is wanted; null: one may be drawn.
   */
  readonly variants?: readonly (number | null)[];
  readonly counts?: readonly Count[];
  /** Only with counts: a random number, used once, so that a retry counts once. */
  readonly message?: string;
  readonly token?: string;
}

/** The answer to a signal. */
export interface SignalAnswer {
  /** Only if there were counts: whether they are durable now. If not, the tag retries. */
  readonly counted?: boolean;
  /** The decision for this page on what the edge knows now. */
  readonly decision: PageDecision;
  /** Why the signal's `attested` token isn't believed; the rest of the signal is taken all the same. */
  readonly attested?: string;
  /** To a signal with variants: those that the visitor has from now on, 0 where there is none. */
  readonly variants?: readonly number[];
  /** To a `fresh` signal: what the new profile starts from. */
  readonly seed?: Seed;
}

/** What the cookie still tells of a profile that was lost. */
export interface Seed {
  /** States by attribute id. */
  readonly states: Readonly<Record<string, unknown>>;
  /** What was switched off; see `switched-off.ts`. */
  readonly off?: readonly string[];
}

/** In which of the widget's layers a choice was made, and the language that it spoke. */
export interface ShownTexts {
  readonly layer: "question" | "settings";
  /** ISO 639-1. */
  readonly language: string;
}

/** The body of `POST {path}/consent`: the value of `sv_c` that the tag has just written, and what was shown. */
export interface ConsentMessage extends Partial<ShownTexts> {
  readonly choice: string;
  /** It is the choice of before under a new epoch: nothing was chosen, so there is no receipt, and nothing to count. */
  readonly again?: true;
}

/** The answer to it, where the site gives receipts; see receipt.ts. */
export interface ConsentAnswer {
  readonly receipt: string;
}

/** Where on the page a block is that has a mark: what it did, to which elements. */
export interface BlockMark {
  readonly op: string;
  readonly target: string;
}

/** A block that was chosen. */
export interface ToldBlock {
  readonly id: string;
  readonly case?: number;
  readonly mark?: BlockMark;
  /** It isn't in the page, but told by the tag. */
  readonly message?: TagMessage;
  /** It asks something: the tag needs the part `questions`. */
  readonly asks?: 1;
}

/** What was decided for one page and visitor, with reasons; the page carries it as JSON. */
export interface PageDecision {
  /** Cohorts of tests that this page exposes the visitor to: some block of theirs is on it, or would be but for the variant. */
  readonly exposed?: readonly Cohort[];
  /** Segments that match, in the order of the site file. */
  readonly segments: readonly string[];
  /** Blocks that were chosen. */
  readonly blocks: readonly ToldBlock[];
  /** Blocks of this page that weren't, and why. */
  readonly lost: readonly { readonly id: string; readonly reason: LostReason; readonly to?: string }[];
}

/** `condition`: not matched; `unknown`: nothing is known to match it on, or to sort by; `priority`: another block won; `switched off`: by the visitor; `preview`: switched off in a preview; `redrawn`: the page kept drawing it away; `empty`: a row with nothing to recommend, which leaves its place to others; `variant`: an experiment shows it to others; `holdout`: the visitor is of those who get no personalization, so that its effect is known. */
export type LostReason =
  | "condition"
  | "unknown"
  | "dates"
  | "priority"
  | "refused"
  | "switched off"
  | "preview"
  | "redrawn"
  | "empty"
  | "variant"
  | "holdout";

/** Those that are known when a page is delivered. */
export type DeliveredReason = Exclude<LostReason, "redrawn">;

/** The error body of everything under `{path}` (RFC 9457). */
export interface Problem {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}
