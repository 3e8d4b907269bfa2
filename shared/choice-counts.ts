import { PURPOSES } from "./consent.ts";
import { REPORTED_LEAST } from "./limits.ts";
import { METHODS, type ReceiptMethod } from "./receipt.ts";
import type { Purpose } from "./wire.ts";

/** What is counted of a choice; nothing of who made it. */
export interface CountedChoice {
  readonly purposes: readonly Purpose[];
  /** Global Privacy Control was on. */
  readonly gpc: boolean;
  readonly method: ReceiptMethod;
  /** One of those that the site asks in; absent where a script of the page asked. */
  readonly language: string | undefined;
}

/** All counts of choices are named so; what is counted is never joined, so that no name is of few. */
export const CHOICE_COUNTS = "choice";

/** The counts that a choice is added to: `choice:pm`, `choice-gpc:pm`, `choice-method:question`, `choice-language:en`. */
export function choiceCounts({ purposes, gpc, method, language }: CountedChoice): string[] {
  const letters = purposes.map((purpose) => purpose[0]).join("") || "-";
  return [
    `${CHOICE_COUNTS}:${letters}`,
    ...(gpc ? [`${CHOICE_COUNTS}-gpc:${letters}`] : []),
    `${CHOICE_COUNTS}-method:${method}`,
    ...(language === undefined ? [] : [`${CHOICE_COUNTS}-language:${language}`]),
  ];
}

/** How many said yes and no to a purpose; both null where either is of fewer than `REPORTED_LEAST`. */
type Answers = Readonly<Record<Purpose, { readonly yes: number | null; readonly no: number | null }>>;

/** What is reported of choices. Null: some, but fewer than `REPORTED_LEAST`. */
export interface ChoiceReport {
  readonly choices: number | null;
  readonly answers: Answers;
  /** Those that were made while the browser sent Global Privacy Control. */
  readonly gpc: { readonly choices: number | null; readonly answers: Answers };
  /** Of those that the widget asked; without those that have fewer than `REPORTED_LEAST`. */
  readonly languages: Readonly<Record<string, number>>;
  readonly methods: Readonly<Partial<Record<ReceiptMethod, number>>>;
}

/** What counts by name say of choices. */
export function choiceReport(totals: Readonly<Record<string, number>>): ChoiceReport {
  const named = (suffix: string): Record<string, number> => {
    const start = `${CHOICE_COUNTS}${suffix}:`;
    return Object.fromEntries(
      Object.entries(totals).flatMap(([name, total]) =>
        name.startsWith(start) ? [[name.slice(start.length), total] as const] : [],
      ),
    );
  };
  const methods = named("-method");
  return {
    ...answersOf(named("")),
    gpc: answersOf(named("-gpc")),
    languages: withoutFew(named("-language")),
    methods: withoutFew(Object.fromEntries(METHODS.map((method) => [method, methods[method] ?? 0]))),
  };
}

function answersOf(byLetters: Readonly<Record<string, number>>): Pick<ChoiceReport, "choices" | "answers"> {
  const sum = (counts: (letters: string) => boolean): number =>
    Object.entries(byLetters).reduce((all, [letters, total]) => all + (counts(letters) ? total : 0), 0);
  const answers = PURPOSES.map((purpose) => {
    const yes = sum((letters) => letters.includes(purpose[0]!));
    const no = sum((letters) => !letters.includes(purpose[0]!));
    // Of all choices and the one the other could be told.
    return [purpose, isFew(yes) || isFew(no) ? { yes: null, no: null } : { yes, no }] as const;
  });
  const choices = sum(() => true);
  return { choices: isFew(choices) ? null : choices, answers: Object.fromEntries(answers) as Answers };
}

function isFew(total: number): boolean {
  return total > 0 && total < REPORTED_LEAST;
}

function withoutFew(totals: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(totals).filter(([, total]) => total >= REPORTED_LEAST));
}
