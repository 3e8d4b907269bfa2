import { parseChoice } from "../../../shared/consent.ts";
import { describeBucket } from "../../../shared/describe-bucket.ts";
import type { Envelope, PageQuestion } from "../../../shared/tag-mode.ts";
import type { ConsentMessage, Count, Signal } from "../../../shared/wire.ts";
import type { SentBody } from "../../known/contract.ts";
import type { View } from "./contract.ts";
import { bucketWords } from "./bucket-words.ts";
import { dateWords, listWords, numberWords } from "./words.ts";

type Fact = readonly [label: string, said: string];

/** A message in words, as pairs of a label and what was said; empty where it can't be read so. */
export function messageFacts(message: SentBody, view: View): readonly Fact[] {
  const { text } = view;
  try {
    const body: unknown = message.body && JSON.parse(message.body);
    // Where the Worker isn't in front of the page, more is sent around it.
    const said = (body as Envelope | undefined)?.ask ?? body;
    if (message.path === "/signals") return signalFacts(said as Signal, message.day, view);
    if (message.path === "/consent") {
      const { purposes = [] } = parseChoice((said as ConsentMessage).choice) ?? {};
      return [[text.fields.choice, purposes.map((each) => text.purposes[each]).join(", ") || text.no]];
    }
    if (message.path === "/me" && !said) return [[text.fields.forget, text.yes]];
    const { path, page = path, language } = said as Partial<PageQuestion & { readonly page: string }>;
    return page === undefined ? [] : [[text.fields.path, page], ...pairOf(text.fields.language, language)];
  } catch {
    return [];
  }
}

function pairOf(label: string, said = ""): Fact[] {
  return said === "" ? [] : [[label, said]];
}

function signalFacts(signal: Signal, day: number, view: View): readonly Fact[] {
  const { text } = view;
  const { fields } = text;
  const now = coursesWords(signal, signal.now, day, view);
  const next = coursesWords(signal, signal.next, day, view);
  const counts = new Map<string, number>();
  for (const count of signal.counts ?? []) {
    const name = countWords(count, view);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [
    [fields.path, signal.path],
    [fields.language, signal.language],
    [fields.now, now.join("\n")],
    [fields.next, next.filter((each) => !now.includes(each)).join("\n")],
    [
      fields.off,
      listWords(
        (signal.off ?? []).map((name) => nameOf(name, view)),
        text,
      ),
    ],
    [fields.counts, [...counts].map(([name, times]) => `${numberWords(times, text)} × ${name}`).join("\n")],
  ].filter((fact): fact is [string, string] => fact[1] !== "");
}

/** A goal with its step, an answer with what it answers, a pair by its items. */
function countWords(count: Count, { text }: View): string {
  if (count[0] === "goal") return `“${count[1]}”${count[2] ? ` ≥ ${numberWords(count[2], text)}` : ""}`;
  if (count[0] === "answer") return `“${count[2]}”: “${count[3]}”`;
  return count[0] === "pair" ? `“${count[2]}” + “${count[3]}”` : text.view;
}

/** Courses in words: "Visits: ≥ 2". Empty where they were made by another plan, whose groups nobody knows any more. */
function coursesWords(
  { plan }: Signal,
  courses: Signal["now"] = [],
  day: number,
  { known, me, text }: View,
): readonly string[] {
  if (!known || plan !== known.plan) return [];
  const told = known.attributes.flatMap(({ id, definition }) =>
    definition.buckets ? [{ id, definition, buckets: definition.buckets }] : [],
  );
  if (told.length !== courses.length) return [];
  return told.map(({ id, definition, buckets }, at) => {
    const name = me?.attributes[id]?.name ?? id;
    if (courses[at] === null) return `${name}: ${text.fields.off}`;
    const [first, ...later] = [courses[at]].flat() as number[];
    const words = (bucket: number) =>
      bucketWords(describeBucket(buckets, bucket, undefined), definition, text);
    const changes = later.flatMap((days, index) =>
      index % 2 === 0 ? [`→ ${words(later[index + 1]!)} (${dateWords(day + days, text)})`] : [],
    );
    return `${name}: ${[words(first!), ...changes].join(" ")}`;
  });
}

/** What is switched off, by the name that the visitor knows. */
function nameOf(name: string, { me, text }: View): string {
  if (name === "*") return text.all;
  const id = name.slice(2);
  const all = [...(me?.page.blocks ?? []), ...(me?.page.lost ?? [])];
  return (
    (name.startsWith("s:") ? me?.segments[id]?.name : undefined) ??
    (name.startsWith("b:") ? all.find((each) => each.id === id)?.name : undefined) ??
    me?.attributes[id]?.name ??
    id
  );
}
