import type { AskQuestion } from "../site/ask-schema.ts";
import { END, isScale, valuesOf } from "./question.ts";

/** What the key of a branch in `next` means: one answer, or on a scale those from one number to another. */
export function answersOf(key: string, question: AskQuestion): readonly string[] {
  const values = valuesOf(question);
  if (values.includes(key)) return [key];
  const [, from, to] = (isScale(question) && /^(\d+)-(\d+)$/.exec(key)) || [];
  if (from === undefined || to === undefined) return [];
  return values.filter((value) => Number(value) >= Number(from) && Number(value) <= Number(to));
}

/** Where each answer leads that doesn't lead to what comes next; under `""` all others. */
export type Branches = Readonly<Record<string, string>>;

/** What a question's `next` says, answer by answer. Of several keys that mean one answer the first counts. */
export function branchesOf(question: AskQuestion): Branches {
  const { next } = question;
  if (next === undefined) return {};
  if (typeof next === "string") return { "": next };
  const branches: Record<string, string> = {};
  for (const [key, to] of Object.entries(next))
    for (const value of answersOf(key, question)) branches[value] ??= to;
  return branches;
}

/** All questions that can come right after one, or `END`. */
export function followersOf(questions: readonly AskQuestion[], at: number): readonly string[] {
  const question = questions[at]!;
  const branches = branchesOf(question);
  const after = branches[""] ?? questions[at + 1]?.id ?? END;
  // What is written freely may be skipped, and of several answers each may lead elsewhere.
  const others = valuesOf(question).filter((value) => branches[value] === undefined);
  const isLeft = valuesOf(question).length === 0 || others.length > 0;
  return [...new Set([...Object.values(branches), ...(isLeft ? [after] : [])])];
}

/** A way in which questions lead back to one that was asked before: it may never end; undefined: every way ends. */
export function circleIn(questions: readonly AskQuestion[]): readonly string[] | undefined {
  const isDone = new Set<string>();
  const look = (id: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(id)) return [...way.slice(way.indexOf(id)), id];
    const at = questions.findIndex((question) => question.id === id);
    if (at < 0 || isDone.has(id)) return undefined;
    for (const follower of followersOf(questions, at)) {
      const circle = look(follower, [...way, id]);
      if (circle) return circle;
    }
    isDone.add(id);
    return undefined;
  };
  for (const { id } of questions) {
    const circle = look(id, []);
    if (circle) return circle;
  }
  return undefined;
}

/** Questions to which no answer leads. */
export function neverAsked(questions: readonly AskQuestion[]): readonly string[] {
  const asked = new Set<string>();
  const ask = (id: string): void => {
    const at = questions.findIndex((question) => question.id === id);
    if (at < 0 || asked.has(id)) return;
    asked.add(id);
    followersOf(questions, at).forEach(ask);
  };
  if (questions[0]) ask(questions[0].id);
  return questions.map(({ id }) => id).filter((id) => !asked.has(id));
}

/** How many questions, with this one, are still asked at most. Only of questions without a circle. */
export function mostLeft(questions: readonly AskQuestion[], at: number): number {
  const lefts = new Map<string, number>();
  const left = (id: string): number => {
    const index = questions.findIndex((question) => question.id === id);
    if (index < 0) return 0;
    const known = lefts.get(id);
    if (known !== undefined) return known;
    const most = 1 + Math.max(0, ...followersOf(questions, index).map(left));
    lefts.set(id, most);
    return most;
  };
  return left(questions[at]!.id);
}
