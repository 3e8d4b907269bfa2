import { type ClosureMakings, compileRule } from "./closures/compile.ts";
import { never } from "./closures/combine.ts";
import { type Facts, Row, type Test } from "./closures/row.ts";
import type { Kleene } from "./condition/match.ts";
import { INDEXED_SEGMENTS } from "./limits.ts";
import type { Rule } from "./rule.ts";
import { indexSegments, type KnownAttributes, type SegmentIndex } from "./segment-index.ts";
import { newLiterals } from "./segment-index/literals.ts";
import { type Makings, type Way, waysTo } from "./segment-index/ways.ts";
import { sortByReference } from "./segment-order.ts";

/** The segments of a site, compiled. */
export interface CompiledSegments {
  ask(facts: Facts): Answers;
  /** Compiles a rule that may refer to the segments, for `Answers.answer`. */
  question(rule: Rule): Question;
}

/** A rule, compiled: what neither holds nor fails is unknown. */
export interface Question {
  readonly holds: Test;
  readonly fails: Test;
}

/** What there is to know about one visitor and request. */
export interface Answers {
  /** The ids of the segments that hold, in the order of the site file. */
  matching(): string[];
  /** Every segment with its Kleene value. */
  all(): Record<string, Kleene>;
  answer(question: Question): Kleene;
}

/**
 * Compiles segments once. A handful is evaluated one by one; for more there is an index, which visits those that
 * can hold. Both come to the same.
 *
 * @param indexedFrom how many segments there must be for an index
 * @param switchable visitors may have switched segments off, which are unknown then; an index can't tell
 * @returns what answers for one visitor and request; each segment is compiled when it is first asked for
 */
export function compileSegments(
  rules: Readonly<Record<string, Rule>>,
  attributes: KnownAttributes,
  indexedFrom = INDEXED_SEGMENTS,
  switchable = false,
): CompiledSegments {
  const ids = Object.keys(rules);
  const { order, referred } = sortByReference(rules);
  const row = new Row(attributes.sent, attributes.constants);
  const { testOf, question } = testsOf(rules, new Set(order), referred, {
    truth: attributes.truth,
    row,
    switchable,
  });
  const index: SegmentIndex | undefined =
    ids.length < indexedFrom || switchable ? undefined : indexOf(rules, order, referred, attributes);
  const tests = ids.map((id) => (index ? undefined : testOf(id, true)));
  const verify = (number: number) => (tests[number] ??= testOf(ids[number]!, true))(row);
  let asked: Answers | undefined;

  return {
    question,
    ask(facts) {
      // Somebody may have asked about another visitor meanwhile.
      const turn = () => {
        if (asked !== answers) row.turnTo(facts);
        asked = answers;
      };
      const answers: Answers = {
        matching() {
          turn();
          if (index) return index.find(facts, verify).map((number) => ids[number]!);
          const found: string[] = [];
          for (let number = 0; number < ids.length; number++) if (verify(number)) found.push(ids[number]!);
          return found;
        },
        all() {
          turn();
          return Object.fromEntries(
            ids.map((id) => [id, answerOf(testOf(id, true), testOf(id, false), row)]),
          );
        },
        answer({ holds, fails }) {
          turn();
          return answerOf(holds, fails, row);
        },
      };
      return answers;
    },
  };
}

function answerOf(holds: Test, fails: Test, row: Row): Kleene {
  if (holds(row)) return true;
  return fails(row) ? false : undefined;
}

/** A test that says nothing of a segment that is switched off. */
function whileOn(id: string, test: Test): Test {
  return (row) => !row.isOff(id) && test(row);
}

/** The tests of each segment, compiled when they are first asked for. */
function testsOf(
  rules: Readonly<Record<string, Rule>>,
  sound: ReadonlySet<string>,
  referred: ReadonlySet<string>,
  known: { readonly truth: ClosureMakings["truth"]; readonly row: Row; readonly switchable: boolean },
) {
  const yes = new Map<string, Test>();
  const no = new Map<string, Test>();
  const makings: ClosureMakings = {
    ...known,
    leaves: { true: new Map(), false: new Map() },
    ofSegment: testOf,
  };
  function testOf(id: string, wanted: boolean): Test {
    const tests = wanted ? yes : no;
    let test = tests.get(id);
    if (test) return test;
    if (!sound.has(id)) test = never;
    else if (!referred.has(id)) test = compileRule(wanted, rules[id]!, makings);
    else test = known.row.remembering(() => compileRule(wanted, rules[id]!, makings));
    if (known.switchable) test = whileOn(id, test);
    tests.set(id, test);
    return test;
  }
  return {
    testOf,
    question: (rule: Rule): Question => ({
      holds: compileRule(true, rule, makings),
      fails: compileRule(false, rule, makings),
    }),
  };
}

function indexOf(
  rules: Readonly<Record<string, Rule>>,
  order: readonly string[],
  referred: ReadonlySet<string>,
  attributes: KnownAttributes,
): SegmentIndex {
  const yes = new Map<string, readonly Way[]>();
  const no = new Map<string, readonly Way[]>();
  const literals = newLiterals();
  const makings: Makings = {
    ...literals,
    ofSegment: (id, wanted) => (wanted ? yes : no).get(id) ?? [],
  };
  for (const id of order) {
    yes.set(id, waysTo(true, rules[id]!, makings));
    if (referred.has(id)) no.set(id, waysTo(false, rules[id]!, makings));
  }
  const ways = Object.keys(rules).map((id) => yes.get(id) ?? []);
  return indexSegments(ways, literals.all(), attributes);
}
