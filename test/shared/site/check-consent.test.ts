import { describe, expect, test } from "vitest";
import { text as firstLayer } from "../../../client/widget/text/en.ts";
import { text as settings } from "../../../client/widget/settings-text/en.ts";
import { checkSite } from "../../../shared/site/check.ts";

const issuesOf = (consent: unknown): string[] => {
  const checked = checkSite({ version: 1, id: "shop", consent });
  return checked.ok ? [] : checked.issues.map(({ path, message }) => `${path}: ${message}`);
};
const without = <Text extends object>({ ...text }: Text, key: keyof Text): Partial<Text> => {
  delete (text as Partial<Text>)[key];
  return text;
};

describe("invariant 9: the owner's texts", () => {
  const { lang: _, ...all } = firstLayer;
  const { lang: __, ...allSettings } = settings;

  test("may replace ours one by one, and be in any language if they are complete", () => {
    expect(
      issuesOf({ texts: { de: { title: "Frage" }, "pt-BR": { ...all, settings: allSettings } } }),
    ).toEqual([]);
  });

  test("in a language that the widget doesn't have: what is missing is named, all of it", () => {
    const partly = { ...without(allSettings, "close"), measurement: without(allSettings.measurement, "why") };
    expect(issuesOf({ texts: { it: { ...without(all, "saved"), settings: partly } } })).toEqual([
      `consent.texts.it: the widget has no "it" of its own, so these are needed, too: saved, settings.measurement.why, settings.close`,
    ]);
  });

  test("word accept and reject together", () => {
    expect(issuesOf({ texts: { de: { accept: "Ja", settings: { reject: "Nein" } } } })).toEqual([
      "consent.texts.de: accept and reject are equals: say both in your own words, or neither",
      "consent.texts.de.settings: accept and reject are equals: say both in your own words, or neither",
    ]);
  });

  test("aren't empty, too long, or of another name", () => {
    expect(
      issuesOf({ texts: { de: { title: " ", body: "x".repeat(601), titel: "Frage" }, fr: {} } }),
    ).toEqual([
      'consent.texts.de.title: expected a text, got " "',
      expect.stringMatching(/^consent\.texts\.de\.body: expected at most 600 characters, got "x+…$/),
      'consent.texts.de.titel: unknown field "titel", did you mean title?',
      "consent.texts.fr: expected at least one text",
    ]);
  });
});

test("invariant 9: who asks, and whether Google is told, are among few answers", () => {
  expect(issuesOf({ banner: "own", consentMode: true })).toEqual([]);
  expect(issuesOf({ banner: "none", consentMode: "yes" })).toHaveLength(2);
});
