import { dayOf } from "../../shared/day.ts";
import type { PropertyValue } from "../../shared/event.ts";
import { type Guarded, mayAsk } from "../../shared/kinds/sensitive.ts";
import type { SensitiveWords, TagConfig } from "../../shared/wire.ts";
import { promisifyRequest } from "idb-keyval";
import { consentNow } from "../choice.ts";
import { deviceStore, update } from "../device-store.ts";
import { type Kept, readKept } from "../kept.ts";
import type { SensitiveSection, WidgetHost } from "../widget/contract.ts";
import { loadText } from "../widget/language.ts";
import { askSensitive } from "../widget/sensitive-card.ts";
import { sensitiveSection } from "../widget/sensitive-section.ts";

type Terms = TagConfig["consent"];

/** Loads what asks about sensitive attributes in the settings; undefined where the site has none. */
export async function section(host: WidgetHost & Partial<Terms>): Promise<SensitiveSection | undefined> {
  const { sensitive } = host;
  if (!sensitive) return undefined;
  const terms = host as Terms;
  const [text, given] = await Promise.all([loadText(host, "sensitive-text"), answers(terms, sensitive)]);
  return (isOn) =>
    sensitiveSection(sensitive, given, isOn, text, host.language, (id, yes) => keep(terms, id, yes));
}

/** Asks whether what the visitor has just declared may be remembered, unless that was answered already. */
export async function ask(base: string, id: string, said: PropertyValue): Promise<void> {
  const response = await fetch(`${base}/config`, { credentials: "omit", referrerPolicy: "no-referrer" });
  const { consent }: TagConfig = await response.json();
  const words = consent.sensitive?.[id];
  const language = document.documentElement.lang || navigator.language;
  if (!words || !mayAsk((await answers(consent, { [id]: words }))[id], dayOf(Date.now()))) return;
  const text = await loadText({ base, language, ...consent }, "sensitive-text");
  askSensitive(words, text, language, consent.policyUrl, async (yes) => {
    const isKept = await keep(consent, id, yes);
    // By the way of everything that is declared: this time it may be kept.
    if (isKept && yes) window.selvedge?.("declare", id, said);
    return isKept;
  });
}

/** What has been answered, by attribute. Nothing is looked up where nothing may be kept. */
async function answers(terms: Terms, words: SensitiveWords): Promise<Readonly<Record<string, Guarded>>> {
  const kept: Kept | undefined = await storeFor(terms)("readonly", (objects) =>
    promisifyRequest<Kept | undefined>(objects.get("profile")),
  );
  const states = kept?.profile?.attributes ?? {};
  const known = Object.keys(words).filter((id) => states[id]?.hash === words[id]!.hash && states[id].state);
  return Object.fromEntries(known.map((id) => [id, states[id]!.state as Guarded]));
}

/**
 * Keeps an answer in the place of whatever was kept of the attribute, for all tabs at once; false where nothing may be
 * kept now. Rejects where nothing can be.
 */
async function keep(terms: Terms, id: string, yes: boolean): Promise<boolean> {
  const now = Date.now();
  const { hash } = terms.sensitive![id]!;
  const change = (record: Kept | undefined): Kept => {
    const kept = readKept(record, { consent: terms }, now);
    const answer: Guarded = { day: dayOf(now), yes };
    const attributes = { ...kept.profile.attributes, [id]: { hash, state: answer } };
    return { ...kept, profile: { ...kept.profile, attributes } };
  };
  await update<Kept>("profile", change, storeFor(terms));
  if (!yes) for (const place of document.querySelectorAll(placeOf(id))) place.textContent = "";
  return consentNow(terms).personalization;
}

const placeOf = (id: string): string => `[data-selvedge-device="${id}"]`;
const storeFor = (terms: Terms) => deviceStore(() => consentNow(terms).personalization);
