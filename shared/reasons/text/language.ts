/** Who is spoken of: the visitor as "you", or for the owner "the visitor". */
export type Voice = "visitor" | "owner";

/** What is explained: whether somebody is in a segment, or sees a block. Named by its label, else by its id. */
export interface Subject {
  readonly what: "segment" | "block";
  readonly name: string;
}

/** How an amount is meant. */
export type Bound = "exactly" | "least" | "most" | "more" | "less";

/** What is counted: days, or what a count of events counts. */
export type Unit = "day" | { readonly event: string };

/** What is known of an attribute without a label. Texts are already quoted where they are an owner's. */
export interface KindParts {
  /** The id of the attribute. */
  readonly id: string;
  readonly event: string;
  /** The property that is read. */
  readonly of: string;
  /** The steps of a sequence or funnel. */
  readonly steps: readonly { readonly event: string; readonly not?: true }[];
}

/** How a count or another attribute is narrowed. */
export interface Limits {
  readonly days?: number | undefined;
  readonly since?: string | undefined;
  readonly where?: string | undefined;
}

/**
 * A language that explanations are told in: phrases, and how they are put together. Free sentences stand only
 * where all words are the language's own; around owners' words the constructions need no agreement.
 * To add a kind of attribute, add an entry to `kinds` in each language.
 */
export interface Language {
  /** BCP 47, for numbers, lists, plurals and names of places. */
  readonly tag: string;
  readonly quotes: readonly [string, string];

  /** "at least 2 visits", "3 days", "less than 5". */
  amount(bound: Bound, value: number, unit?: Unit): string;
  /** Values that have a name of their own. */
  readonly values: {
    readonly yes: string;
    readonly no: string;
    /** Nothing has been seen yet. */
    readonly none: string;
    /** A text that no rule names. */
    readonly other: string;
  };
  /** What a property or a fact of the request means, by name, then by value. */
  readonly terms: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What must stand there, so that it fits after `is`. Texts and lists come quoted and joined. */
  readonly needs: {
    readonly any: string;
    readonly nothing: string;
    but(what: string): string;
    orNothing(what: string): string;
    anyCase(what: string): string;
    matching(expression: string): string;
    group(name: string): string;
    listWithAll(list: string): string;
    listOfLength(amount: string): string;
    listWithOne(what: string): string;
    /** By bound, for texts and versions: "after", "not before" … */
    readonly texts: Readonly<Record<Exclude<Bound, "exactly">, (text: string) => string>>;
    readonly versions: Readonly<Record<Bound, (text: string) => string>>;
    readonly types: Readonly<Record<string, string>>;
  };
  /** Facts of the request, by name. */
  readonly contexts: Readonly<Record<string, string>>;
  /** The request as a whole. */
  readonly request: string;
  /** What an attribute is, by its kind. */
  readonly kinds: Readonly<Record<string, (parts: KindParts, voice: Voice) => string>>;
  /** The parts that an attribute's value can have. */
  readonly fields: Readonly<Record<string, string>>;
  /** What stands behind an attribute without a label, or behind a count: " within 30 days". */
  limits(limits: Limits): string;
  /** "“path” is …", inside what narrows an attribute. */
  is(name: string, what: string): string;

  readonly clauses: {
    /** The name is what was seen; `need` is what had to be, where that isn't the same. */
    is(name: string, seen: string, need: string): string;
    flag(name: string, value: boolean): string;
    /** "you have visited 3 times". */
    counted(amount: string, event: string, limits: string, need: string, voice: Voice): string;
    empty(name: string, need: string): string;
    unknown(name: string, need: string): string;
    /** It isn't as needed, and what it is can't be told. */
    unfit(name: string, need: string): string;
    undecided(segment: string): string;
    /** The visitor has switched off an attribute … */
    off(name: string, voice: Voice): string;
    /** … or a segment. */
    segmentOff(segment: string, voice: Voice): string;
  };
  /** " (at least 2 needed)". An amount fits without a colon, where others don’t. */
  needed(need: string, isAmount: boolean): string;
  /** What came out, without a full stop. `yet`: more of the same would change it. */
  outcome(subject: Subject, holds: boolean | undefined, voice: Voice, yet: boolean): string;
  /** The outcome and why, as a sentence. */
  because(outcome: string, clauses: string): string;
  /** The outcome of a rule that asks nothing. */
  always(outcome: string, holds: boolean | undefined): string;
  /** What chance has decided of a block, to the visitor; each a sentence of its own. Names come quoted. */
  readonly tests: {
    /** Their version of a test has the block, or hasn't. */
    version(test: string, has: boolean): string;
    /** A test shows the block to others. */
    apart(test: string): string;
    /** They are of those who get no personalization, so that its effect is known. */
    readonly heldOut: string;
  };
}
