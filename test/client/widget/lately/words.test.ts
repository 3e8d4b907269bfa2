import { expect, test } from "vitest";
import { COUNTED_WORDS } from "../../../../client/widget/lately/counted-words.ts";
import { GOAL_WORDS } from "../../../../client/widget/lately/goal-words.ts";
import { LATELY_WORDS } from "../../../../client/widget/lately/items-words.ts";
import { SHOWN_WORDS } from "../../../../client/widget/lately/shown-words.ts";
import { TESTS_WORDS } from "../../../../client/widget/lately/tests-words.ts";
import { text as ar } from "../../../../client/widget/centre-text/ar.ts";
import { text as de } from "../../../../client/widget/centre-text/de.ts";
import { text as en } from "../../../../client/widget/centre-text/en.ts";
import { text as es } from "../../../../client/widget/centre-text/es.ts";
import { text as fr } from "../../../../client/widget/centre-text/fr.ts";
import { text as pl } from "../../../../client/widget/centre-text/pl.ts";
import { text as ru } from "../../../../client/widget/centre-text/ru.ts";
import { text as uk } from "../../../../client/widget/centre-text/uk.ts";
import { WIDGET_LANGUAGES } from "../../../../shared/widget-languages.ts";

const CENTRE = { ar, de, en, es, fr, pl, ru, uk };
const ALL = { COUNTED_WORDS, GOAL_WORDS, LATELY_WORDS, SHOWN_WORDS, TESTS_WORDS };
/** Where somebody's own language says it as English does. */
const SAME = ["Version", "no"];

test.each(Object.entries(ALL))(
  "%s has all its words in every language of the centre, in its own words",
  (_, all) => {
    const languages: Readonly<Record<string, object>> = all;
    expect(Object.keys(languages).sort()).toEqual([...WIDGET_LANGUAGES].sort());
    for (const [language, words] of Object.entries(languages)) {
      expect(Object.keys(words)).toEqual(Object.keys(languages["en"]!));
      for (const [name, said] of Object.entries(words)) {
        expect(said, `${language}.${name}`).toBeTruthy();
        if (language !== "en" && typeof said === "string" && !SAME.includes(said))
          expect(said, `${language}.${name}`).not.toBe(
            Object.entries(languages["en"]!).find(([each]) => each === name)![1],
          );
      }
    }
  },
);

/** What a purpose is called in a language, without what bends at its end. */
const stem = (purpose: string) =>
  purpose.slice(0, Math.max(4, Math.ceil(purpose.length * 0.6))).toLowerCase();

test.each(Object.entries(CENTRE))(
  "in %s it is said of tests that a no to either purpose ends them",
  (language, text) => {
    const { why } = TESTS_WORDS[language]!;
    for (const purpose of Object.values(text.purposes))
      expect(why.toLowerCase()).toContain(stem(purpose.replace(/^ال/, "")));
  },
);
