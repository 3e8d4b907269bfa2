import type { ReceiptMethod } from "../../shared/receipt.ts";
import type { Purpose, SensitiveWords, ShownTexts } from "../../shared/wire.ts";

/** What the tag lends to the widget; the widget itself neither stores nor sends anything. */
export interface WidgetHost {
  /** BCP 47, the page's or the browser's; where the widget has no texts in it, it speaks English. */
  readonly language: string;
  /** URL of the reserved path, without a slash at its end; texts are loaded from there. */
  readonly base: string;
  readonly policyUrl?: string;
  /** What holds now, by choice or by the region's rule; `chosen`: by an answer that still counts. */
  readonly current: Readonly<Record<Purpose | "chosen", boolean>>;
  /** Languages that the owner has texts of their own in, each with the title of its settings, if they changed it. */
  readonly texts?: Readonly<Record<string, string>>;
  /** What is asked about one by one, by attribute; see `TagConfig`. */
  readonly sensitive?: SensitiveWords;
  /** Global Privacy Control is on. */
  readonly gpc: boolean;
  /** Saves the answer, an empty list being a no, and what it was an answer to; the widget doesn't wait for it. */
  choose(purposes: readonly Purpose[], shown?: Partial<ShownTexts>): void;
  /** Opens the second layer; with a value, does with it what `selvedge("consent", value)` means. */
  settings(value?: unknown): void;
  /** Erases everything kept on this device but the answer itself; rejects where that failed. */
  erase(): Promise<void>;
  /** After a change of the profile that isn't an event: voids what the edge was told before, in every tab, and tells it anew. */
  renew(): void;
}

/** Texts of the first layer, one file per language: all that must load before the question is seen. */
export interface FirstLayerText {
  readonly lang: string;
  readonly title: string;
  readonly body: string;
  readonly policy: string;
  readonly accept: string;
  readonly reject: string;
  readonly choose: string;
  readonly saved: string;
}

/** What one purpose means, in the visitor's words. */
export interface PurposeText {
  readonly name: string;
  readonly why: string;
  readonly kept: string;
  readonly sent: string;
}

/** Texts of the second layer. */
export interface SettingsText extends Readonly<Record<Purpose, PurposeText>> {
  readonly lang: string;
  readonly title: string;
  readonly intro: string;
  /** Heading and explanation, shown while Global Privacy Control is on. */
  readonly gpc: string;
  readonly gpcWhy: string;
  readonly kept: string;
  readonly sent: string;
  readonly both: string;
  readonly transit: string;
  readonly policy: string;
  /** The way to what is known of the visitor. */
  readonly known: string;
  readonly knownWhy: string;
  readonly erase: string;
  readonly eraseWhy: string;
  readonly erased: string;
  readonly eraseFailed: string;
  readonly accept: string;
  readonly reject: string;
  readonly save: string;
  readonly close: string;
  readonly saved: string;
}

/** Makes the part of the second layer that asks about sensitive attributes; `isOn`: personalization is permitted. */
export type SensitiveSection = (isOn: boolean) => HTMLElement;

/** Texts of that part, and of the question about one such attribute. */
export interface SensitiveText {
  readonly lang: string;
  readonly title: string;
  readonly intro: string;
  /** Shown while personalization isn't permitted. */
  readonly needs: string;
  readonly kept: string;
  readonly erased: string;
  readonly failed: string;
  /** In the question, before the owner's own words … */
  readonly ask: string;
  /** … and after them. */
  readonly only: string;
  readonly policy: string;
  readonly yes: string;
  readonly no: string;
  readonly refused: string;
}

/** Texts of what a block's mark opens. */
export interface WhyText {
  readonly lang: string;
  readonly title: string;
  readonly less: string;
  /** What was put into the page is gone at once, */
  readonly gone: string;
  /** or is so from the next page on, which may be this one again. */
  readonly next: string;
  readonly again: string;
  readonly undo: string;
  readonly back: string;
  /** What the page was decided on doesn't hold any more. */
  readonly changed: string;
  readonly without: string;
  readonly full: string;
  readonly stuck: string;
  readonly failed: string;
  readonly known: string;
  readonly settings: string;
  readonly close: string;
}

/** Makes the part of the second layer that shows the receipt of the choice; undefined where there is none of it. */
export type ReceiptSection = (text: Readonly<Record<Purpose, PurposeText>>) => HTMLElement | undefined;

/** Texts of that part, and of the file that it lets the visitor keep. */
export interface ReceiptText {
  readonly lang: string;
  readonly title: string;
  readonly why: string;
  readonly day: string;
  readonly accepted: string;
  readonly refused: string;
  readonly download: string;
  /** Only in the file. */
  readonly site: string;
  readonly asked: string;
  readonly methods: Readonly<Record<ReceiptMethod, string>>;
  readonly language: string;
  readonly revision: string;
  readonly texts: string;
  readonly on: string;
  readonly off: string;
  readonly verify: string;
}
