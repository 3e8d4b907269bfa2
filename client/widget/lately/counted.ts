import { DAY_MILLISECONDS } from "../../../shared/day.ts";
import { HOLDOUT } from "../../../shared/measure/variants.ts";
import { readCounts } from "../../known/counted.ts";
import type { Opened } from "../../known/record.ts";
import { isolated, list, part, small } from "../centre/pieces.ts";
import { element } from "../element.ts";
import { COUNTED_WORDS, type CountedWords } from "./counted-words.ts";

/** What the centre says of counts: which tests the visitor is part of, and where they were counted, since when. */
export async function fillCounted(into: HTMLElement, opened: Opened, language: string): Promise<void> {
  const words = COUNTED_WORDS[language] ?? COUNTED_WORDS["en"]!;
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const { cohorts = {}, variants = {} } = (await readCounts(opened)) ?? {};
  const counted = Object.entries(cohorts).map(([cohort, { day, goals }]) => [
    ...namesOf(cohort, words),
    dates.format(day * DAY_MILLISECONDS),
    ...Object.entries(goals).map(
      ([goal, [times]]) => `${goal}: ${words.once}${times > 1 ? `, ${words.twice}` : ""}`,
    ),
  ]);
  const unseen = Object.entries(variants)
    .map(([id, [variant]]) => (id === HOLDOUT ? `h.${variant}` : `x.${id}.${variant}`))
    .filter((cohort) => !(cohort in cohorts))
    .map((cohort) => [...namesOf(cohort, words), words.unseen]);
  const rows = [...counted, ...unseen].map(([name = "", ...said]) =>
    element("li", { class: "row" }, isolated(name), small(said.join(" · "))),
  );
  into.hidden = rows.length === 0;
  into.replaceChildren(part(words.title, small(words.why), list(rows, "")));
}

/** What a cohort is called, and which version of it this is, if there are several. */
function namesOf(cohort: string, words: CountedWords): string[] {
  const [, kind, id, variant] = /^(?:(\w)\.)?(?:(.+)\.)?(\w)$/.exec(cohort) ?? [];
  const isWith = variant === "1" ? words.with : words.without;
  if (kind === "x") return [`${words.test} ${id}`, `${words.version} ${variant}`];
  if (kind === "b") return [`${words.block} ${id}`, isWith];
  return kind === "h" ? [words.holdout, isWith] : [words[variant as "d" | "w" | "m"]];
}
