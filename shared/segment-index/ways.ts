import type { Rule } from "../rule.ts";
import type { Literal, Literals } from "./literals.ts";

/** One way in which a rule can come out: all of the literals hold. */
export interface Way {
  readonly literals: readonly Literal[];
  /** Whether that is enough; otherwise it is only necessary. */
  readonly exact: boolean;
}

/** What ways are made of. */
export interface Makings extends Literals {
  /** The ways in which a segment that a rule refers to comes out. */
  ofSegment(id: string, wanted: boolean): readonly Way[];
}

/** A rule is taken apart into no more ways than this; what would need more stays to be evaluated. */
const WAYS = 16;
/** Literals in one way; more are no help in finding it. */
const LITERALS = 64;

const ANY_WAY: Way = { literals: [], exact: false };

/**
 * All ways in which a rule can be true (`wanted`) or false: its disjunctive normal form. With Kleene's logic "is
 * true" and "is false" are each two-valued, so that negations sink to the leaves and unknown needs no care:
 * nothing that is unknown fulfils a literal.
 */
export function waysTo(wanted: boolean, rule: Rule, makings: Makings): readonly Way[] {
  if ("all" in rule) return wanted ? together(wanted, rule.all, makings) : either(wanted, rule.all, makings);
  if ("any" in rule) return wanted ? either(wanted, rule.any, makings) : together(wanted, rule.any, makings);
  if ("not" in rule) return waysTo(!wanted, rule.not, makings);
  if ("segment" in rule) return makings.ofSegment(rule.segment, wanted);
  return [{ literals: [makings.literal(rule, wanted)], exact: true }];
}

/** One of the rules comes out so. */
function either(wanted: boolean, rules: readonly Rule[], makings: Makings): readonly Way[] {
  const ways = rules.flatMap((rule) => waysTo(wanted, rule, makings));
  return ways.length > WAYS ? [ANY_WAY] : ways;
}

/** All of the rules come out so. */
function together(wanted: boolean, rules: readonly Rule[], makings: Makings): readonly Way[] {
  const literals: Literal[] = [];
  let ways: readonly Way[] = [{ literals, exact: true }];
  for (const rule of rules) {
    if ("attribute" in rule || "context" in rule) literals.push(makings.literal(rule, wanted));
  }
  for (const rule of rules) {
    if ("attribute" in rule || "context" in rule) continue;
    const others = waysTo(wanted, rule, makings);
    ways =
      ways.length * others.length > WAYS
        ? ways.map((way) => ({ ...way, exact: false }))
        : ways.flatMap((way) => others.map((other) => joined(way, other)));
  }
  return ways.map(bounded);
}

function joined(one: Way, other: Way): Way {
  return { literals: [...one.literals, ...other.literals], exact: one.exact && other.exact };
}

function bounded(way: Way): Way {
  return way.literals.length <= LITERALS ? way : { literals: way.literals.slice(0, LITERALS), exact: false };
}
