import { namedBy } from "./lookup.ts";
import type { Literal } from "./literals.ts";
import type { Question } from "./masks.ts";

/**
 * A variable to be: an attribute, a fact of the request that is compared with values (`lookup`), or one that is
 * asked anything else (`open`).
 */
export interface Draft {
  readonly kind: "attribute" | "lookup" | "open";
  readonly name: string;
  readonly literals: Literal[];
  readonly questions: Map<number | string, Question>;
}

/** A variable that is asked less often isn't worth a look at every request. */
const ASKED = 8;
/** An open condition is evaluated for every new value, so it must stand in so many ways on average. */
const SHARED = 8;
const CONTEXT = "context.";

/** The variables that are worth an index, the rarest first. Gives their literals their rank. */
export function draftsOf(literals: readonly Literal[]): readonly Draft[] {
  const drafts = new Map<string, Draft>();
  for (const literal of literals) {
    const variable = variableOf(literal);
    if (!variable) continue;
    const key = `${variable.kind} ${variable.name}`;
    const draft = drafts.get(key);
    if (draft) draft.literals.push(literal);
    else drafts.set(key, { ...variable, literals: [literal], questions: new Map() });
  }
  const worthy = [...drafts.values()].filter((draft) => {
    const asked = askedOf(draft);
    return asked >= ASKED && (draft.kind !== "open" || draft.literals.length * SHARED <= asked);
  });
  worthy.sort((one, other) => askedOf(one) - askedOf(other));
  worthy.forEach((draft, rank) => {
    for (const literal of draft.literals) literal.rank = rank;
  });
  return worthy;
}

/** What a literal reads; undefined for the context as a whole. */
function variableOf({ of }: Literal): Pick<Draft, "kind" | "name"> | undefined {
  if ("attribute" in of) return { kind: "attribute", name: of.attribute };
  const [key, operand] = Object.entries(of.context)[0]!;
  if (!key.startsWith(CONTEXT)) return undefined;
  return { kind: namedBy(operand) ? "lookup" : "open", name: key.slice(CONTEXT.length) };
}

function askedOf({ literals }: Draft): number {
  return literals.reduce((sum, literal) => sum + literal.asked, 0);
}
