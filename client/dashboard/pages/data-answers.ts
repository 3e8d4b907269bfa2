import type { DataReport } from "../../../shared/report/contract.ts";
import { shareBar } from "../chart/small.ts";
import { h } from "../element.ts";
import { card } from "../pieces.ts";
import { table } from "../table.ts";
import { count, percent } from "../words/format.ts";

type Answers = DataReport["answers"][number];

const SCORES: Readonly<Partial<Record<Answers["type"], (score: number) => string>>> = {
  nps: (score) => `Net promoter score ${score > 0 ? "+" : ""}${Math.round(score)}`,
  csat: (score) => `${percent(score)} are satisfied`,
  ces: (score) => `${percent(score)} found it easy`,
  stars: (score) => `${score.toFixed(1)} stars on average`,
};

/** How visitors have answered what the site asks; null where it asks nothing. */
export function answersCard(all: readonly Answers[]): HTMLElement | null {
  if (all.length === 0) return null;
  return card(
    "Answers",
    h("p", { class: "about" }, "What visitors say when you ask. Each answer is counted, nobody’s name is."),
    ...all.flatMap((one) => [
      h("h3", {}, h("code", {}, `${one.block} · ${one.question}`), ` ${said(one)}`),
      table(
        `Answers to ${one.question} of ${one.block}`,
        [
          { title: "Answer", cell: ({ name }: Answers["groups"][number]) => h("b", {}, name) },
          {
            title: "Share",
            cell: ({ answers }: Answers["groups"][number]) =>
              answers === null || !one.answers ? "" : shareBar(answers / one.answers),
          },
          {
            title: "Answers",
            isNumber: true,
            cell: ({ answers }: Answers["groups"][number]) => count(answers),
          },
        ],
        one.groups,
      ),
    ]),
  );
}

function said({ type, score, answers }: Answers): string {
  if (score === null) return answers === null ? "too few answers" : "";
  return SCORES[type]?.(score) ?? "";
}
