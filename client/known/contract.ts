import type { AttributeValue } from "../../shared/attribute.ts";
import type { OffLayer, SwitchedOff } from "../../shared/switched-off.ts";
import type { TagAttribute } from "../../shared/wire.ts";
import type { WidgetHost } from "../widget/contract.ts";

/** What these parts need of the tag. */
export type KnownHost = Pick<WidgetHost, "base" | "renew">;

/** One attribute of the site file, with what this device knows of it. Labels and reasons are in `{path}/me`. */
export interface KnownAttribute {
  readonly id: string;
  readonly kind: string;
  readonly definition: TagAttribute;
  /** Exact, as it never leaves the device; null where there is none. Absent while it is switched off. */
  readonly value?: AttributeValue;
  /**
   * What a declared answer may be corrected to: `correct` takes one of these, or null for none; of `choices` a list
   * of these, which may be empty.
   */
  readonly answers?: readonly string[];
  /** By itself, or with something that it is read off; then it can't be switched on by itself. */
  readonly off?: "itself" | "base" | "all";
  /** UTC day number on which the owner's server ceases to vouch for it. */
  readonly until?: number;
}

/** A body as it was sent, and when (UTC day number). */
export interface SentBody {
  readonly day: number;
  /** Under the reserved path: `/signals`. */
  readonly path: string;
  /** JSON, byte for byte. */
  readonly body: string;
}

/** Everything that the device knows, for the visitor to see. */
export interface Known {
  /** The id of the site file. */
  readonly site: string;
  /** The hash of the plan by which signals are made now. */
  readonly plan: string;
  /** Days after its begin on which the profile is erased. */
  readonly retention: number;
  /** UTC day number on which the profile began; undefined where there is none yet. */
  readonly since?: number;
  readonly attributes: readonly KnownAttribute[];
  readonly switchedOff: SwitchedOff;
  /** How many things can be switched off at once, everything (`all`) aside. */
  readonly most: number;
  /** The site keeps more than the profile: which items were looked at, what was shown or asked, what was counted. */
  readonly besides: boolean;
  /** Nothing is recorded till the visit ends. */
  readonly paused: boolean;
  /** Latest first. */
  readonly sent: readonly SentBody[];
}

/**
 * What came of a change: `full`: so many things are switched off already that one more would reveal too much;
 * `refused`: there is no consent to personalization, so there is nothing to change; `unknown`: no such attribute,
 * or not an answer that it takes.
 */
export type Outcome = "done" | "full" | "refused" | "unknown";

/**
 * The part `known.js`: `import(host.base + "/known.js")`. Everything rejects where the browser's storage or the
 * edge's configuration can't be had. After each change the tag begins anew, what the edge was told before is
 * void, and the next page is decided on the change.
 */
export interface KnownPart {
  /** Undefined where there is no consent to anything: then nothing is kept. */
  read(host: KnownHost): Promise<Known | undefined>;
  /** Switches one thing off, or on again. An attribute loses its state at once and starts anew when it is on. */
  switchOff(host: KnownHost, layer: OffLayer, id: string, off?: boolean): Promise<Outcome>;
  /** Switches everything off, or on again; either way nothing else stays switched off. */
  switchAllOff(host: KnownHost, off?: boolean): Promise<Outcome>;
  /** Corrects a declared answer, which null takes back, or `choices`, which an empty list takes back. */
  correct(host: KnownHost, id: string, answer: string | readonly string[] | null): Promise<Outcome>;
  /** Pauses till the visit ends, or ends the pause. */
  pause(host: KnownHost, paused?: boolean): Promise<Outcome>;
}

/** What was wrong with a file, or what of it was left out. */
export interface TransferIssue {
  /** As in the site file's problems: `attributes.visits.state`. */
  readonly path: string;
  readonly message: string;
}

/** What came of an import. Where it isn't `ok`, nothing was changed. */
export type Imported =
  | { readonly ok: true; readonly left: readonly TransferIssue[] }
  | { readonly ok: false; readonly issues: readonly TransferIssue[] };

/** The part `transfer.js`. */
export interface TransferPart {
  /** The text of the file, as docs/export.md describes it; undefined without consent to anything. */
  exportProfile(host: KnownHost): Promise<string | undefined>;
  /** Puts what such a file says in the place of this device's profile. Needs consent to personalization here. */
  importProfile(host: KnownHost, text: string): Promise<Imported>;
}
