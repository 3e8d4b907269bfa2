import type { Definition } from "./attribute.ts";
import { type Condition, compile } from "./condition/match.ts";
import { BUCKETS_PER_ATTRIBUTE } from "./limits.ts";

/** What texts begin with that stand for those which no rule names: no character of any text. */
export const STRANGER = "\u{10FFFF}";
/** More groups of texts than this have more subsets than could ever be told apart in few buckets. */
const GROUPS = 12;
/** Operators that can tell apart texts which no rule names. */
const OPEN = /^\$(regexi?|n?ini|alli|v(eq|ne|[gl]te?)|[gl]te?)$/;
const LOGIC = ["$and", "$or", "$nor"];

/** Whether a test of a list can tell apart elements that no rule names. */
export function isOpenToLists(test: Condition, { values }: Definition): boolean {
  return values === undefined && asksOpenly(test);
}

function asksOpenly(test: unknown): boolean {
  if (typeof test !== "object" || test === null) return false;
  // How many elements there are is known.
  return Object.entries(test).some(
    ([operator, operand]) => operator !== "$size" && (OPEN.test(operator) || asksOpenly(operand)),
  );
}

/**
 * Lists of different texts such that any list that the attribute can be is to all tests like one of them, as
 * long as no test is open. Tests ask whether some element is of a sort, how many elements there are, or
 * whether the list is a certain one; so texts that all tests take for alike are one group, and of each set of
 * groups one list of each possible length is enough. Throws a RangeError where there are too many groups.
 *
 * @param named all texts that tests name
 * @param stranger a text that none names
 */
export function listsFor(
  { keep = 1, values }: Definition,
  tests: readonly Condition[],
  named: readonly string[],
  stranger: string,
): string[][] {
  const known = values ?? named;
  const strangers = Array.from({ length: keep }, (_, index) => stranger.repeat(index + 1));
  const texts = [...known, ...(values ? [] : strangers.filter((text) => !known.includes(text)))];
  const sorts = tests.flatMap(sortsIn).map((test) => compile(test));
  const groups = new Map<string, string[]>();
  for (const text of texts) {
    const signature = sorts.map((isOfSort) => isOfSort({ "": [text] })).join();
    groups.set(signature, [...(groups.get(signature) ?? []), text]);
  }
  if (groups.size > GROUPS) throw new RangeError(`more than ${BUCKETS_PER_ATTRIBUTE} buckets`);
  const exact = tests.flatMap(listsIn).filter((list) => canBe(list, keep, values));
  const isExact = (list: readonly string[]) => exact.some((other) => other.join("\0") === list.join("\0"));
  const others = subsetsOf([...groups.values()], keep).map(
    (list) => ordersOf(list).find((order) => !isExact(order)) ?? list,
  );
  return [...exact, ...others];
}

/** All sets of groups with at most `keep` members, each set in all lengths that it allows. */
function subsetsOf(groups: readonly (readonly string[])[], keep: number): string[][] {
  const lists: string[][] = [];
  for (let choice = 1; choice < 2 ** groups.length; choice++) {
    const chosen = groups.filter((_, index) => choice & (1 << index));
    if (chosen.length > keep) continue;
    const all = [...chosen.map(([text]) => text!), ...chosen.flatMap(([, ...more]) => more)].slice(0, keep);
    for (let length = chosen.length; length <= all.length; length++) lists.push(all.slice(0, length));
  }
  return lists;
}

/** Enough orders of a list to find one that no rule names: all of up to three texts, turned ones of more. */
function ordersOf(list: readonly string[]): string[][] {
  return [list, [...list].reverse()].flatMap((order) =>
    order.map((_, start) => [...order.slice(start), ...order.slice(0, start)]),
  );
}

/** What a test asks of single elements, as tests of lists that hold nothing else. */
function sortsIn(test: unknown): Condition[] {
  if (Array.isArray(test)) return test.flatMap(sortsIn);
  if (typeof test !== "object" || test === null) return [];
  return Object.entries(test).flatMap(([operator, operand]): Condition[] => {
    const members = operator === "$all" || operator === "$alli" ? operator : "$all";
    if (operator === "$elemMatch" || /^\$(n?ini?|inGroup|notInGroup)$/.test(operator))
      return [{ "": { [operator]: operand } }];
    return Array.isArray(operand) && !LOGIC.includes(operator)
      ? operand.map((member: unknown) => ({ "": { [members]: [member] } }))
      : sortsIn(operand);
  });
}

/** All lists of texts that stand in a test. */
function listsIn(test: unknown): string[][] {
  if (typeof test !== "object" || test === null) return [];
  const inside = Object.values(test).flatMap(listsIn);
  return Array.isArray(test) && test.every((item) => typeof item === "string") ? [test, ...inside] : inside;
}

function canBe(list: readonly string[], keep: number, values: readonly string[] | undefined): boolean {
  const isKept = (text: string) => text !== "" && (!values || values.includes(text));
  return list.length > 0 && list.length <= keep && new Set(list).size === list.length && list.every(isKept);
}
