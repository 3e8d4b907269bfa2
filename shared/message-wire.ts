/**
 * When a message comes: the name of the moment; for `event`, `time`, `scroll` and `idle` with how many times, seconds,
 * percent or seconds; and for `event` with its name.
 */
export type TagMoment = readonly [
  on: "view" | "visit" | "enter" | "exit" | "event" | "time" | "scroll" | "idle",
  amount?: number,
  event?: string,
];

/** How often one visitor sees a message: in all, on one day (UTC), and how many days lie between two times. */
export interface MessageCaps {
  readonly times?: number;
  readonly perDay?: number;
  readonly every?: number;
}

/** A block that was chosen, as something to tell the visitor when the moment has come. */
export interface TagMessage {
  readonly kind: "bar" | "panel" | "modal" | "inline";
  /** Final: visitor values are escaped, owner markup is balanced. */
  readonly html: string;
  /** Where the owner wrote it by language: which one it is in. */
  readonly lang?: string;
  readonly dir?: "ltr" | "rtl";
  /** Names of what is ours: the button that closes it, the one that switches it off, and the message itself. */
  readonly words: readonly [close: string, never: string, name: string];
  /** Bars are at the bottom, but for these. */
  readonly at?: "top";
  /** Where an inline one goes. */
  readonly target?: string;
  readonly place?: "content" | "prepend" | "append";
  /** Any of them will do. */
  readonly triggers: readonly TagMoment[];
  readonly caps: MessageCaps;
  /** For so many days it stays away from a visitor who has closed it. */
  readonly quiet: number;
  /** It asks something: which part of the visitors, from 0 to 1. The part `questions` knows whether of this one. */
  readonly asks?: number;
}
