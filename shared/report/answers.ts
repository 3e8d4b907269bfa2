import { isCountedAnswer, type QuestionType, typeOf, valuesOf } from "../ask/question.ts";
import type { AskQuestion } from "../site/ask-schema.ts";
import type { DataReport } from "./contract.ts";
import { added, type ReportInput, seriesOf, type Telling } from "./input.ts";
import { type Frame, type Period, periodsIn, periodsOf, sumIn } from "./suppress.ts";

type Answers = DataReport["answers"][number];

/** Answers of a scale that are told together, from which to which; the last group is what a score counts. */
type Groups = readonly (readonly [name: string, from: number, to: number])[];

/**
 * Net promoter score: Reichheld 2003, "The one number you need to grow" (Harvard Business Review); customer effort: Dixon,
 * Freeman and Toman 2010, "Stop trying to delight your customers", in the form that asks whether it was easy. Satisfaction is the share
 * of the two best answers.
 */
const GROUPS: Readonly<Partial<Record<QuestionType, Groups>>> = {
  nps: [
    ["detractors", 0, 6],
    ["passives", 7, 8],
    ["promoters", 9, 10],
  ],
  csat: [
    ["unsatisfied", 1, 2],
    ["neutral", 3, 3],
    ["satisfied", 4, 5],
  ],
  ces: [
    ["hard", 1, 3],
    ["neutral", 4, 4],
    ["easy", 5, 7],
  ],
};

/** How questions were answered; of scales in groups. Answers are held back as visitors are. */
export function answersOf(
  { cells, site }: ReportInput,
  frame: Frame,
  range: Period,
  telling: Telling,
): DataReport["answers"] {
  return Object.entries(site.blocks).flatMap(([block, { op, ...rest }]) => {
    const questions = op === "ask" && "questions" in rest ? rest.questions : [];
    return questions.flatMap((question): Answers[] => {
      const type = typeOf(question);
      const values = valuesOf(question).filter((value) =>
        isCountedAnswer(["answer", block, question.id, value], site),
      );
      if (!type || values.length === 0) return [];
      const groups = groupsOf(question, values).map(([name, all]) => ({
        name,
        series: added(
          ...all.map((value) => seriesOf(cells, ["answer", block, question.id, value].join(":"), frame)),
        ),
      }));
      const told = periodsIn(periodsOf(frame, { parts: groups.map(({ series }) => series) }), range);
      const counts = groups.map(({ series }) => sumIn(told, series, frame));
      const answers = telling.sum(told, added(...groups.map(({ series }) => series)), frame, range);
      return [
        {
          block,
          question: question.id,
          type,
          answers,
          groups: groups.map(({ name }, at) => ({
            name,
            answers: answers === null ? null : counts[at]!,
          })),
          score: answers ? scoreOf(type, counts, answers) : null,
        },
      ];
    });
  });
}

function groupsOf(
  question: AskQuestion,
  values: readonly string[],
): readonly (readonly [name: string, values: readonly string[]])[] {
  const groups = GROUPS[typeOf(question)!];
  if (!groups) return values.map((value) => [value, [value]]);
  return groups.map(([name, from, to]) => [
    name,
    values.filter((value) => Number(value) >= from && Number(value) <= to),
  ]);
}

/** Questions of choice have none. Of stars it is the mean. */
function scoreOf(type: QuestionType, counts: readonly number[], all: number): number | null {
  if (type === "stars") return counts.reduce((sum, count, at) => sum + count * (at + 1), 0) / all;
  if (!GROUPS[type]) return null;
  const best = counts.at(-1)! / all;
  return type === "nps" ? 100 * (best - counts[0]! / all) : best;
}
