import { all, any, type Kleene, not } from "../condition/kleene.ts";
import type { Plan } from "../plan.ts";
import type { Leaf, Rule } from "../rule.ts";
import type { SiteRules } from "../site-rules.ts";
import { type Question, questionOf, type Variable } from "./questions.ts";

/** What was found: somebody, nobody, or it can't be told. */
export type Found = "somebody" | "nobody" | "open";

/**
 * Looks for a visitor and a request that meet `rule`, and for whom `unless` isn't known to hold. Attributes that
 * `isNull` names are null for everybody. "nobody" is certain; "somebody" takes for granted that what is
 * true of one attribute says nothing about another.
 */
export type RuleSearch = (rule: Rule, unless?: Rule, isNull?: (attribute: string) => boolean) => Found;

/** At how many unfinished visitors one search may look. */
const LOOKS = 20_000;

/** A search over all visitors of a site, by the truth tables of its plan. */
export function ruleSearch(plan: Plan, rules: SiteRules): RuleSearch {
  const entries = new Map([...plan.entries, ...plan.constants].map((entry) => [entry.id, entry]));
  const truth = (leaf: Leaf) => entries.get(leaf.attribute)?.truth(leaf.test);
  return (rule, unless, isNull = () => false) => {
    const question = questionOf(unless ? [rule, unless] : [rule], rules.segments, truth);
    const [wanted, avoided] = question.rules.map((asked) => evaluator(asked, question));
    const variables = question.variables.map((variable) => {
      const nil = isNull(variable.name) ? entries.get(variable.name)?.attribute.buckets?.nil : undefined;
      return nil === undefined ? variable : { ...variable, buckets: [nil] };
    });
    const found = search(wanted!, avoided, variables);
    return found === "somebody" && question.isOpen ? "open" : found;
  };
}

/** The bucket that a visitor is in, of all that is decided already. */
type Visitor = Map<string, number>;
type Evaluate = (visitor: Visitor) => Kleene;

function evaluator(rule: Rule, question: Question): Evaluate {
  if ("all" in rule || "any" in rule) {
    const parts = ("all" in rule ? rule.all : rule.any).map((part) => evaluator(part, question));
    const quantify = "all" in rule ? all : any;
    return (visitor) => quantify(parts, (part) => part(visitor));
  }
  if ("not" in rule) {
    const part = evaluator(rule.not, question);
    return (visitor) => not(part(visitor));
  }
  // Whatever is left of segments and context refers to nothing.
  if (!("attribute" in rule)) return () => undefined;
  const table = question.truth(rule);
  return (visitor) => {
    const bucket = visitor.get(rule.attribute);
    return bucket === undefined ? undefined : table[bucket];
  };
}

/**
 * Decides a visitor, variable by variable. What isn't decided yet is unknown, and what is true or false of an
 * undecided visitor stays so (Kleene's logic is monotone), hence most branches end early.
 */
function search(wanted: Evaluate, avoided: Evaluate | undefined, variables: readonly Variable[]): Found {
  const visitor: Visitor = new Map();
  let looks = 0;
  const from = (index: number): Found => {
    if (++looks > LOOKS) return "open";
    const holds = wanted(visitor);
    if (holds === false || avoided?.(visitor) === true) return "nobody";
    if (holds === true) return "somebody";
    const variable = variables[index];
    if (!variable) return "nobody";
    let found: Found = "nobody";
    for (const bucket of variable.buckets) {
      visitor.set(variable.name, bucket);
      found = from(index + 1);
      if (found !== "nobody") break;
    }
    visitor.delete(variable.name);
    return found;
  };
  return from(0);
}
