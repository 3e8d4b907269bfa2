/**
 * Kleene's strong three-valued logic (Introduction to Metamathematics, 1952, §64): unknown is what
 * could still turn out either way. `undefined` stands for it in results, `UNKNOWN` in values.
 */
export type Kleene = boolean | undefined;

/** The value of an attribute of which nothing may be known. Not null: null is known to be nothing. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** Negation: the unknown stays unknown. */
export function not(answer: Kleene): Kleene {
  return answer === undefined ? answer : !answer;
}

/** Walks items until one answer is decisive; else unknown if any was unknown, else the opposite. */
function quantifier(decisive: boolean) {
  // The argument is passed on instead of being closed over, so that evaluating allocates nothing.
  return <Item, Argument = undefined>(
    items: readonly Item[],
    test: (item: Item, argument: Argument) => Kleene,
    argument?: Argument,
  ): Kleene => {
    let result: Kleene = !decisive;
    for (const item of items) {
      const answer = test(item, argument as Argument);
      if (answer === decisive) return answer;
      if (answer === undefined) result = answer;
    }
    return result;
  };
}

/** Disjunction over items: true if `test` is true for one of them, false for none. */
export const any = quantifier(true);

/** Conjunction over items: false if `test` is false for one of them, true for none. */
export const all = quantifier(false);
