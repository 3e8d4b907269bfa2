import { dayOf } from "../../../shared/day.ts";
import { readCounts } from "../../known/counted.ts";
import type { Opened } from "../../known/record.ts";
import type { Me } from "../centre/contract.ts";
import { isolated, list, part, small } from "../centre/pieces.ts";
import { element } from "../element.ts";
import { type SaidTest, sayTests } from "./tests-said.ts";
import { TESTS_WORDS } from "./tests-words.ts";

/** What the centre says of tests: which the visitor is part of, what they get of each, and since when. Names are the edge's. */
export async function fillTests(
  into: HTMLElement,
  opened: Opened,
  language: string,
  me: () => Promise<Me | undefined>,
): Promise<void> {
  const words = TESTS_WORDS[language] ?? TESTS_WORDS["en"]!;
  const counts = await readCounts(opened);
  const { experiments } = opened.config;
  const saying = { language, words, experiments, today: dayOf(Date.now()) };
  const said = counts ? sayTests(counts, { ...saying, me: await me() }) : [];
  into.hidden = said.length === 0;
  into.replaceChildren(part(words.title, small(words.why), list(said.map(row), "")));
}

function row({ name, version, lang, facts, note }: SaidTest): HTMLElement {
  return element(
    "li",
    { class: "row" },
    element("p", { class: "head" }, element("span", { class: "name" }, isolated(name, lang.name))),
    element(
      "div",
      { class: "about" },
      element("p", { class: "value" }, isolated(version, lang.version)),
      small(facts.join(" · ")),
      small(note),
    ),
  );
}
