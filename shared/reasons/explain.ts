import type { Kleene } from "../condition/kleene.ts";
import type { Rule } from "../rule.ts";
import { type Facts, isContext, type Seen } from "./facts.ts";
import { type Formula, type Literal, OPPOSITES, evaluator, formulaOf, literalTruth } from "./formula.ts";

/** One predicate, said as what must hold for a match. */
export interface Reason {
  /** An attribute (`visits`) or a fact of the request (`context.country`). */
  readonly path: string;
  /** An operator of conditions; `$and` where several are known only together, with the condition as operand. */
  readonly operator: string;
  readonly operand: unknown;
  /** The opposite must hold, and there is no operator for it. */
  readonly negated?: true;
  /** What stands at the path; absent where that isn't known. */
  readonly seen?: Seen;
  /** The visitor has switched off what stands at the path. */
  readonly off?: true;
  /** The segments through which the rule comes to this, outermost first; empty where it says so itself. */
  readonly via: readonly string[];
}

/** What came out, and why. */
export interface Explanation {
  /** True, false, or undefined where it can't be known. */
  readonly holds: Kleene;
  /**
   * True: predicates that hold and that are enough for a match. False: predicates that don't hold, enough to
   * keep from matching. Unknown: unknown predicates that keep the match open even if all else turned out well.
   * None of them can be left out: without it the others would no longer be enough.
   */
  readonly reasons: readonly Reason[];
}

/** What explaining needs of a site's rules (`rulesOf`). */
export interface ExplainedRules {
  readonly segments: Readonly<Record<string, Rule>>;
}

/**
 * Why a segment matches, doesn't match (also because it is switched off), or can't be decided. Unknown for an id that
 * isn't there.
 */
export function explainSegment(id: string, rules: ExplainedRules, facts: Facts): Explanation {
  // What is switched off is taken for a no, by the visitor themself.
  if (facts.isOff?.("segments", id)) return { holds: false, reasons: [offReason(id)] };
  const rule = Object.hasOwn(rules.segments, id) ? rules.segments[id]! : { segment: id };
  return explainRule(rule, rules, facts);
}

function offReason(id: string): Reason {
  return { path: id, operator: "$segment", operand: id, off: true, via: [] };
}

/** The same for any rule, as that of a block or of one of its cases. */
export function explainRule(rule: Rule, rules: ExplainedRules, facts: Facts): Explanation {
  const formula = formulaOf(rule, rules.segments, facts);
  const holds = evaluator(literalTruth)(formula);
  const found = reduce(formula, holds, choose(formula));
  return { holds, reasons: [...found.values()].map((one) => reasonOf(one, facts)) };
}

interface Found {
  readonly literal: Literal;
  readonly via: readonly string[];
}
type FoundByKey = ReadonlyMap<string, Found>;

/** Literals that are enough for what came out: of alternatives the one that needs the fewest. */
function choose(formula: Formula): FoundByKey {
  const value = evaluator(literalTruth);
  const chosen = new Map<Formula, FoundByKey>();
  const look = (part: Formula): FoundByKey => {
    const known = chosen.get(part);
    if (known) return known;
    const found = lookInto(part);
    chosen.set(part, found);
    return found;
  };
  const lookInto = (part: Formula): FoundByKey => {
    if ("atom" in part) return new Map([[part.atom.key, { literal: part, via: [] }]]);
    if ("segment" in part) {
      const inside = [...look(part.formula)];
      return new Map(
        inside.map(([key, { literal, via }]) => [key, { literal, via: [part.segment, ...via] }]),
      );
    }
    const result = value(part);
    const parts = "all" in part ? part.all : part.any;
    const telling = parts.filter((one) => value(one) === result).map(look);
    // One part decides a conjunction that doesn't hold (or isn't known to), and a disjunction that does.
    const oneIsEnough = "all" in part ? result !== true : result === true;
    return oneIsEnough ? telling.reduce((best, one) => (one.size < best.size ? one : best)) : unite(telling);
  };
  return look(formula);
}

/** All of them; what is found in several ways comes the shortest one. */
function unite(several: readonly FoundByKey[]): FoundByKey {
  const united = new Map<string, Found>();
  for (const [key, found] of several.flatMap((one) => [...one])) {
    const before = united.get(key);
    if (!before || found.via.length < before.via.length) united.set(key, found);
  }
  return united;
}

/** Leaves out what isn't needed, the last first, until nothing more can be: a prime implicant. */
function reduce(formula: Formula, holds: Kleene, found: FoundByKey): FoundByKey {
  const kept = new Map(found);
  for (const [key, one] of [...found].reverse()) {
    kept.delete(key);
    const isEnough =
      evaluator((literal) => assume(literal, holds, kept.has(literal.atom.key)))(formula) === holds;
    if (!isEnough) kept.set(key, one);
  }
  // In the order in which the rule names them.
  return new Map([...found].filter(([key]) => kept.has(key)));
}

/**
 * What a literal counts as while it is tried out whether some are enough. For what is settled, all others are
 * unknown. What is open is tried on the best that may yet be found out: all other unknowns hold.
 */
function assume(literal: Literal, holds: Kleene, isKept: boolean): Kleene {
  const truth = literalTruth(literal);
  if (isKept) return truth;
  return holds === undefined ? (truth ?? true) : undefined;
}

function reasonOf({ literal: { atom, negated }, via }: Found, facts: Facts): Reason {
  const { path, operand } = atom;
  const isFlag = atom.operator === "$exists";
  const opposite = OPPOSITE_OF.get(atom.operator);
  const operator = negated && opposite !== undefined ? opposite : atom.operator;
  const layer = atom.operator === "$segment" ? "segments" : "attributes";
  const isOff =
    !isContext(path) && facts.isOff?.(layer, layer === "segments" ? path : path.split(".", 1)[0]!);
  // A whole context, or a segment that can't be decided, is nothing that can be seen.
  const seen = path === "context" || atom.operator === "$segment" ? undefined : facts.seen(path);
  return {
    path,
    operator,
    operand: negated && isFlag ? false : operand,
    ...(negated && !isFlag && opposite === undefined && { negated }),
    ...(seen !== undefined && { seen }),
    ...(isOff && { off: true }),
    via,
  };
}

const OPPOSITE_OF = new Map(Object.entries(OPPOSITES).map(([negative, positive]) => [positive, negative]));
