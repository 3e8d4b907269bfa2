import { dayOf } from "../../shared/day.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import type { PreviewAttribute, PreviewFact } from "../../shared/preview/data.ts";
import type { Changes } from "../../shared/preview/preview.ts";
import { attributeName } from "../../shared/reasons/clause.ts";
import { displayed } from "../../shared/reasons/text/format.ts";
import type { Language } from "../../shared/reasons/text/language.ts";
import { textIn, type Vocabulary } from "../../shared/reasons/vocabulary.ts";
import type { Rule } from "../../shared/rule.ts";
import { CONTEXT_TYPES } from "../../shared/site/known.ts";
import { bucketWords } from "./bucket-words.ts";
import type { PreviewedPage } from "./decide.ts";
import { readsOf } from "./reads.ts";

/** The attributes of a site: what each is, and which of its buckets the previewed page is decided on. */
export function describeAttributes(
  { site, plan }: CompiledSite,
  buckets: PreviewedPage["buckets"],
  changes: Changes,
  vocabulary: Vocabulary,
  language: Language,
): readonly PreviewAttribute[] {
  const entries = new Map(plan.entries.map((entry) => [entry.id, entry]));
  return Object.entries(plan.attributes).map(([id, definition]): PreviewAttribute => {
    const { event, since, steps = [], base, weights = {} } = definition;
    const words = vocabulary.attributes[id]!;
    const entry = entries.get(id);
    const why = textIn(site.attributes[id]!.why, language.tag);
    const events = [event, ...steps.map((step) => step.event), since];
    return {
      id,
      label: textIn(words.label, language.tag) ?? id,
      what: attributeName(id, { ...words, label: undefined }, language, "owner"),
      ...(why !== undefined && { why }),
      from: base === undefined ? Object.keys(weights) : [base],
      events: [...new Set(events.filter((name) => name !== undefined))],
      ...(entry && { buckets: bucketWords(entry, words, language) }),
      bucket: (entry && buckets?.[id]) ?? null,
      changed: Object.hasOwn(changes.buckets, id),
    };
  });
}

/** Facts that every owner wants to try, whatever the rules ask; the others come where something asks them. */
const USUAL = ["country", "language", "device", "hour"];
/** What the page itself is, and not who asks for it. */
const OF_THE_PAGE: readonly string[] = ["path", "host"];

/** The facts of the request that matter on this site. */
export function describeContext(
  { site, rules }: CompiledSite,
  { facts, context }: Pick<PreviewedPage, "facts" | "context">,
  changes: Changes,
  language: Language,
): readonly PreviewFact[] {
  const asked = rules.all.flatMap((rule: Rule) => readsOf(rule).context);
  const printed = Object.values(rules.blocks)
    .flatMap(({ cases }) => cases.flatMap(({ templates }) => Object.values(templates)))
    .flatMap(({ reads }) => [...reads.prints, ...reads.tests])
    .flatMap((name) => (name.startsWith("context.") ? [name.slice("context.".length)] : []));
  const wanted = new Set([...USUAL, ...asked, ...printed]);
  const names = Object.keys(CONTEXT_TYPES).filter((name) => wanted.has(name) && !OF_THE_PAGE.includes(name));
  return names.map((name): PreviewFact => {
    const value = facts[name];
    const options = optionsOf(name, site.languages, language);
    return {
      name,
      type: CONTEXT_TYPES[name] as PreviewFact["type"],
      value: typeof value === "string" || typeof value === "number" ? value : null,
      ...(options && { options }),
      used: typeof context[name] !== "symbol",
      changed: Object.hasOwn(changes.context, name),
    };
  });
}

/** The first Sunday of 1970, as a day number. */
const SUNDAY = dayOf(Date.UTC(1970, 0, 4));

function optionsOf(
  name: string,
  languages: readonly string[],
  { tag, terms }: Language,
): PreviewFact["options"] {
  if (name === "language") return languages.map((each) => [each, displayed(each, "language", tag) ?? each]);
  if (name === "hour")
    return Array.from({ length: 24 }, (_, hour) => [String(hour), `${String(hour).padStart(2, "0")}:00`]);
  if (name === "weekday") {
    const format = new Intl.DateTimeFormat(tag, { weekday: "long", timeZone: "UTC" });
    return Array.from({ length: 7 }, (_, day) => [String(day), format.format((SUNDAY + day) * 86_400_000)]);
  }
  return Object.hasOwn(terms, name) ? Object.entries(terms[name]!) : undefined;
}
