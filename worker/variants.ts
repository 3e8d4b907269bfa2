import { dayOf } from "../shared/day.ts";
import { drawVariants } from "../shared/experiment/draw.ts";
import { permittedContext } from "../shared/permission.ts";
import type { Signal } from "../shared/wire.ts";
import { isBot } from "./bots.ts";
import type { Context } from "./context.ts";
import type { Scope } from "./scope.ts";
import { inputOf, type Recognized } from "./visitor.ts";

/** How many numbers the runtime's source of randomness is asked for each time can be. */
const NUMBERS = 2 ** 32;

/** Why the variants of a signal can't be those of this site; undefined: they can. */
export function variantsProblem({ variants }: Signal, { compiled }: Scope): string | undefined {
  const { experiments } = compiled.plan;
  if (!variants) return undefined;
  if (variants.length !== experiments.length)
    return `expected one for each of the ${experiments.length} experiments of the plan`;
  const wrong = variants.findIndex((variant, index) => (variant ?? 0) >= experiments[index]!.states);
  return wrong < 0 ? undefined : `expected at most ${experiments[wrong]!.states - 1} at [${wrong}]`;
}

/**
 * The variants that a visitor has once a signal is answered: those that it tells, those of the cookie if the device has
 * lost its profile, and those that are drawn now. Undefined where nobody is drawn: without consent to both purposes, or
 * where the signal tells none and the cookie none.
 *
 * @param known the visitor as the signal makes them known
 * @param lost the variants of the cookie where the device has begun anew
 */
export function variantsFor(
  { variants: told, path }: Signal,
  {
    known,
    lost,
    facts,
    request,
  }: {
    readonly known: Recognized;
    readonly lost: readonly number[] | undefined;
    readonly facts: Context;
    readonly request: Request;
  },
  scope: Scope,
): readonly number[] | undefined {
  if (!told || !known.permission.consent.measurement) return known.projection?.variants;
  const held = told.map((variant, index) => lost?.[index] || variant);
  // Nobody takes part who isn't counted; and there is nothing to draw for most.
  const isCounted = !scope.preview && !isBot(request);
  if (!isCounted || !held.includes(null)) return held.map((variant) => variant ?? 0);
  return drawVariants(scope.compiled.plan.experiments, held, {
    day: dayOf(scope.now),
    audience: scope.compiled.audience(
      inputOf(path, permittedContext(facts, known.permission), known, "now", scope),
    ),
    weightsOf: (experiment) => scope.weightsOf?.(experiment),
    random: () => crypto.getRandomValues(new Uint32Array(1))[0]! / NUMBERS,
  });
}
