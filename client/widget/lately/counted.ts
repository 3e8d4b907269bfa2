import { DAY_MILLISECONDS } from "../../../shared/day.ts";
import { readCounts } from "../../known/counted.ts";
import type { Opened } from "../../known/record.ts";
import { isolated, list, part, small } from "../centre/pieces.ts";
import { element } from "../element.ts";
import { COUNTED_WORDS, type CountedWords } from "./counted-words.ts";
import { goalsOf } from "./goals.ts";

/** What the centre says of counts, but for tests: where the visitor was counted, and since when. */
export async function fillCounted(into: HTMLElement, opened: Opened, language: string): Promise<void> {
  const words = COUNTED_WORDS[language] ?? COUNTED_WORDS["en"]!;
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const { cohorts = {} } = (await readCounts(opened)) ?? {};
  const rows = Object.entries(cohorts).flatMap(([cohort, membership]) => {
    const [name, ...version] = namesOf(cohort, words);
    if (name === undefined) return [];
    const said = [
      ...version,
      dates.format(membership.day * DAY_MILLISECONDS),
      ...goalsOf(membership, language),
    ];
    return [element("li", { class: "row" }, isolated(name), small(said.join(" · ")))];
  });
  into.hidden = rows.length === 0;
  into.replaceChildren(part(words.title, small(words.why), list(rows, "")));
}

/** What a cohort is called, and which version of it this is, if there are two; nothing where it is that of a test. */
function namesOf(cohort: string, words: CountedWords): string[] {
  if (cohort === "d" || cohort === "w" || cohort === "m") return [words[cohort]];
  const [, id, variant] = /^b\.(.+)\.(\d+)$/.exec(cohort) ?? [];
  return id === undefined ? [] : [`${words.block} ${id}`, variant === "1" ? words.with : words.without];
}
