import { safeUrl } from "../html/escape.ts";
import { joinPath } from "../issue.ts";
import { primaryOf, WIDGET_LANGUAGES } from "../widget-languages.ts";
import type { Checking } from "./checking.ts";
import { widgetTextSchema, type WidgetText } from "./consent-schema.ts";

/** The texts that everybody is asked in. */
const FIRST_LAYER = Object.entries(widgetTextSchema.entries).flatMap(([key, { wrapped }]) =>
  "entries" in wrapped ? [] : [key],
);

/** Checks what is asked for consent, and in which words. */
export function checkConsent(checking: Checking): void {
  const { site, report } = checking;
  const { policyUrl, texts = {} } = site.consent;
  if (policyUrl !== undefined && !/^(?:https?:|\/|\.|[\w-]+(?:[/.]|$))/i.test(safeUrl(policyUrl) ?? "")) {
    report(
      "consent.policyUrl",
      `expected a URL that is http(s) or relative, got ${JSON.stringify(policyUrl)}`,
    );
  }
  for (const [language, text] of Object.entries(texts)) {
    const path = joinPath("consent.texts", language);
    if (Object.keys(text).length === 0) report(path, "expected at least one text");
    if (!(WIDGET_LANGUAGES as readonly string[]).includes(primaryOf(language)))
      demandAll(checking, language, text, path);
    demandBoth(checking, text, path);
  }
}

/** In a language in which the widget has no texts, nothing may be left out: English would stand in its place. */
function demandAll({ report }: Checking, language: string, text: WidgetText, path: string): void {
  const missing = [
    ...FIRST_LAYER.filter((key) => !Object.hasOwn(text, key)),
    ...missingSettings(text.settings).map((key) => `settings.${key}`),
  ];
  if (missing.length > 0)
    report(
      path,
      `the widget has no "${language}" of its own, so these are needed, too: ${missing.join(", ")}`,
    );
}

function missingSettings(settings: WidgetText["settings"] = {}): string[] {
  const all = widgetTextSchema.entries.settings.wrapped.entries;
  return Object.entries(all).flatMap(([key, schema]) => {
    const text = (settings as Readonly<Record<string, unknown>>)[key];
    if (!("entries" in schema.wrapped)) return text === undefined ? [key] : [];
    return Object.keys(schema.wrapped.entries)
      .filter((inner) => !Object.hasOwn(Object(text), inner))
      .map((inner) => `${key}.${inner}`);
  });
}

/** Yes and no are equals: whoever words one of them words both. */
function demandBoth({ report }: Checking, text: WidgetText, path: string): void {
  const { settings = {}, sensitive = {} } = text;
  for (const [one, other, names, place] of [
    [text.accept, text.reject, "accept and reject", path],
    [settings.accept, settings.reject, "accept and reject", joinPath(path, "settings")],
    [sensitive.yes, sensitive.no, "yes and no", joinPath(path, "sensitive")],
  ] as const) {
    if ((one === undefined) !== (other === undefined))
      report(place, `${names} are equals: say both in your own words, or neither`);
  }
}
