import type { DomEdit } from "./dom-edit.ts";
import type { Cohort } from "./measure/count.ts";
import type { PageDecision, SignalAnswer, ToldBlock } from "./wire.ts";

/**
 * The body of every POST of a tag on pages that the Worker isn't in front of. There are no cookies between the two, so
 * what cookies say elsewhere comes along, as far as the visitor has consented.
 */
export interface Envelope {
  /** The choice: `sv_c` without its day and epoch, `1.pm.1.0`, so that equal choices are equal bytes. */
  readonly choice?: string;
  /** What the edge has handed over: the sealed projection. Only with consent, and where none is sent unsealed. */
  readonly projection?: string;
  /** `sv_v`: a visit goes on. Only together with the projection. */
  readonly visit?: string;
  /** What is asked for: a signal, a page, … */
  readonly ask: Readonly<Record<string, unknown>>;
}

/** What `POST {path}/decision` is asked: of a page that the Worker isn't in front of, or of a view without a load. */
export interface PageQuestion {
  readonly path: string;
  readonly language: string;
  /** The origin that the visitor came to this page from, or nothing. */
  readonly referrer: string;
  /**
   * Of the page's query what says how the visitor arrived, and `selvedge=stay`, each after what stood before it:
   * `?utm_source=…&utm_medium=…`. Of the click numbers of ads there is the name alone.
   */
  readonly query?: string;
}

/** A block that was chosen, and how it is done. */
export interface DoneBlock extends ToldBlock {
  readonly edit?: DomEdit;
  /** Only in the answer to a signal: it may be shown on the page that is open. */
  readonly live?: true;
}

/** Its answer: the decision for the page, and what to do to it. */
export interface PageAnswer extends PageDecision {
  /** In the order in which they are done; of those that want the same, the higher priority first. */
  readonly blocks: readonly DoneBlock[];
  /** Of what it exposes to, by cohort: selectors one of which must find an element, before anything is done to the page. */
  readonly exposedAt?: Readonly<Record<Cohort, string>>;
  /** A framework draws the pages of this site: what is done there has to be kept. */
  readonly redraws?: true;
  readonly handed?: Handed;
}

/** The answer to a signal: how live blocks are done; and in tag mode what cookies would keep. */
export interface HandingAnswer extends SignalAnswer {
  readonly decision: PageDecision & { readonly blocks: readonly DoneBlock[] };
  readonly handed?: Handed;
}

/** What the edge hands to a tag that has no cookies of it; the latest of each counts. */
export interface Handed {
  /** Sealed, as `sv_p` would be. */
  readonly projection?: string;
  /** Null: each page has to ask. */
  readonly ahead: Ahead | null;
}

/** What is decided on every page of the site as long as nothing else becomes known, for the page that is opened next. */
export interface Ahead extends PageDecision {
  readonly redraws?: true;
  readonly blocks: readonly AheadBlock[];
}

export interface AheadBlock extends DoneBlock {
  /** URLPattern pathnames; absent: every page. */
  readonly pages?: readonly string[];
  /** On these pages only the edge can decide. */
  readonly open?: true;
}
