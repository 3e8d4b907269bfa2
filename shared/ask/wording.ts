import { chooseLanguage } from "../choose-language.ts";
import type { AskQuestion, OwnText } from "../site/ask-schema.ts";
import { directionOf, primaryOf, WIDGET_LANGUAGES } from "../widget-languages.ts";
import type { AskWords, PresetText } from "./ask-text.ts";
import { COMMON_LABELS } from "./presets.ts";
import { typeOf, valuesOf } from "./question.ts";
import { ASK_TEXTS } from "./texts.ts";

/** A question in one language. */
export interface WordedQuestion {
  readonly question: AskQuestion;
  readonly text: string;
  readonly low: string;
  readonly high: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly image?: string;
    readonly alt?: string;
  }[];
}

/** What is asked, in one language. */
export interface Worded {
  /** Undefined where the owner wrote in one language alone: that of the page. */
  readonly language: string | undefined;
  readonly direction: "ltr" | "rtl" | undefined;
  readonly words: AskWords;
  readonly questions: readonly WordedQuestion[];
  readonly end: string;
}

/** Puts questions into the first of the wanted languages that they are there in. What the owner writes wins over presets. */
export function wordedIn(
  { questions, end }: { readonly questions: readonly AskQuestion[]; readonly end?: OwnText | undefined },
  languages: readonly (string | undefined)[],
): Worded {
  const spoken = languageOf(questions, languages);
  const wanted = [spoken, ...languages];
  const { words, presets } = ASK_TEXTS[ourLanguage(wanted)];
  const inWords = (text: OwnText | undefined) => ownText(text, wanted);
  return {
    language: spoken,
    direction: spoken === undefined ? undefined : directionOf(spoken),
    words,
    questions: questions.map((question) => {
      const preset: PresetText | undefined = question.preset && presets[question.preset];
      const common = question.preset && COMMON_LABELS[question.preset];
      // A preset's own scale has words; another one hasn't.
      const isOwnScale =
        preset !== undefined && typeOf({ ...question, type: undefined }) === typeOf(question);
      return {
        question,
        text: inWords(question.text) ?? preset?.text ?? question.id,
        low: inWords(question.low) ?? (isOwnScale ? preset.low : undefined) ?? "",
        high: inWords(question.high) ?? (isOwnScale ? preset.high : undefined) ?? "",
        options: valuesOf(question).map((value) => {
          const own = question.options?.find((option) => option.value === value);
          const ours = preset?.labels?.[value] ?? common?.[value];
          const alt = inWords(own?.alt);
          return {
            value,
            label: inWords(own?.label) ?? ours ?? value,
            ...(own?.image !== undefined && { image: own.image, alt: alt ?? "" }),
          };
        }),
      };
    }),
    end: inWords(end) ?? words.thanks,
  };
}

/** The language that the first question will be in; undefined where it is written in one language, the page's. */
function languageOf(
  [first]: readonly AskQuestion[],
  languages: readonly (string | undefined)[],
): string | undefined {
  if (typeof first?.text === "object") return chooseLanguage(first.text, languages);
  if (typeof first?.text === "string" || !first?.preset) return undefined;
  return ourLanguage(languages);
}

/** The first of these languages that we have words in, else English. */
function ourLanguage(languages: readonly (string | undefined)[]): keyof typeof ASK_TEXTS {
  for (const language of languages) {
    const found = WIDGET_LANGUAGES.find((each) => each === primaryOf(language ?? ""));
    if (found) return found;
  }
  return "en";
}

function ownText(text: OwnText | undefined, languages: readonly (string | undefined)[]): string | undefined {
  return typeof text === "object" ? text[chooseLanguage(text, languages)] : text;
}
