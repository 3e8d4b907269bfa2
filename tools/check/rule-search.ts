import { type Kleene, UNKNOWN } from "../../shared/condition/match.ts";
import type { Plan } from "../../shared/plan.ts";
import { compileRule, type Leaf, type Rule, type RuleInput } from "../../shared/rule.ts";
import type { SiteRules } from "../../shared/site-rules.ts";
import { questionOf, type Variable } from "./questions.ts";

/** What was found: somebody, nobody, or it can't be told. */
export type Found = "somebody" | "nobody" | "open";

/**
 * Looks for a visitor and a request that meet `rule`, and for whom `unless` isn't known to hold. Of attributes that
 * `isUnknown` names, nothing is known of anybody. "nobody" is certain; "somebody" takes for granted that what is
 * true of one attribute says nothing about another.
 */
export type RuleSearch = (rule: Rule, unless?: Rule, isUnknown?: (attribute: string) => boolean) => Found;

/** At how many unfinished visitors one search may look. */
const LOOKS = 20_000;

/** A search over all visitors of a site, by the truth tables of its plan. */
export function ruleSearch(plan: Plan, rules: SiteRules): RuleSearch {
  const entries = new Map([...plan.entries, ...plan.constants].map((entry) => [entry.id, entry]));
  const truth = (leaf: Leaf) => entries.get(leaf.attribute)?.truth(leaf.test);
  return (rule, unless, isUnknown = () => false) => {
    const question = questionOf(unless ? [rule, unless] : [rule], rules.segments, truth);
    const [wanted, avoided] = question.rules.map((asked) => compileRule(asked, question.truth));
    const variables = question.variables.filter(({ kind, name }) => kind === "context" || !isUnknown(name));
    const found = search(wanted!, avoided, variables);
    return found === "somebody" && question.isOpen ? "open" : found;
  };
}

type Evaluate = (input: RuleInput) => Kleene;

/**
 * Finishes a visitor, variable by variable. What has no value yet is unknown, and what is true or false of an
 * unfinished visitor stays so (Kleene's logic is monotone), hence most branches end early.
 */
function search(wanted: Evaluate, avoided: Evaluate | undefined, variables: readonly Variable[]): Found {
  const buckets: Record<string, number | undefined> = {};
  const context: Record<string, unknown> = {};
  const visitor: RuleInput = { bucket: (name) => buckets[name], segment: () => undefined, context };
  const set = ({ kind, name }: Variable, value: unknown) => {
    if (kind === "context") context[name] = value ?? (value === null ? null : UNKNOWN);
    else buckets[name] = value as number | undefined;
  };
  for (const variable of variables) set(variable, undefined);
  let looks = 0;
  const from = (index: number): Found => {
    if (++looks > LOOKS) return "open";
    const holds = wanted(visitor);
    if (holds === false || avoided?.(visitor) === true) return "nobody";
    if (holds === true) return "somebody";
    const variable = variables[index];
    if (!variable) return "nobody";
    let found: Found = "nobody";
    for (const value of variable.values) {
      set(variable, value);
      found = from(index + 1);
      if (found !== "nobody") break;
    }
    set(variable, undefined);
    return found;
  };
  return from(0);
}
