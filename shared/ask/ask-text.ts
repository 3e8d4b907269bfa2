import type { Preset } from "./presets.ts";

/** What a preset says in one language; `labels` by answer, those that are the same in all languages left out. */
export interface PresetText {
  readonly text: string;
  readonly low?: string;
  readonly high?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Our own words in a form. `{n}`, `{m}` and `{to}` are filled in. */
export interface AskWords {
  readonly back: string;
  readonly next: string;
  /** Instead of `next` at the last question. */
  readonly done: string;
  readonly send: string;
  readonly skip: string;
  /** How far one is, and which star of how many. */
  readonly progress: string;
  /** When nothing was chosen. */
  readonly choose: string;
  /** Before something is written freely: where it goes. */
  readonly toSite: string;
  readonly toMail: string;
  readonly failed: string;
  readonly thanks: string;
  readonly change: string;
}

/** One language. */
export interface AskText {
  readonly words: AskWords;
  readonly presets: Readonly<Record<Preset, PresetText>>;
}
