import { isSafePattern, type RedosDetectorTrail } from "redos-detector";
import { type Issue, joinPath } from "../../shared/issue.ts";

/** Operators whose operand is a regular expression, and whether they ignore case. */
const OPERATORS: Readonly<Record<string, boolean>> = { $regex: false, $regexi: true };
/** In so many ways a text may be read before the expression counts as super-linear. */
const WAYS = 12;
/** How long is looked for such ways, in steps of the analyser: what isn't known to be safe by then is refused. */
const STEPS = 3000;
/** A repetition up to so often counts as a fixed length. */
const FEW_REPETITIONS = 20;
/** What makes an expression fail at the end of a text, so that it tries all ways to read it. */
const ENDINGS = ["!", "\n", "\0", "a", ""];
const TRIED_CHARACTERS = 6;
/** Characters that an example is made of, if the expression allows them; those that it names come after them. */
const CANDIDATES = [..."a0 /-_.=?&:;,!@#%+A\t\n", "\0", "é", "д"];

/**
 * Regular expressions of a site file, wherever they stand, that could take more than linear time on some
 * text: they run on every visitor's device and at the edge. Judged by their structure (redos-detector: ways
 * to read one text twice), so the verdict is the same on every machine. Expressions that aren't any are left
 * to whoever checks conditions.
 */
export function checkRegexes(site: unknown): Issue[] {
  const issues: Issue[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const place = joinPath(path, Array.isArray(value) ? Number(key) : key);
      if (typeof inner !== "string" || !Object.hasOwn(OPERATORS, key)) look(inner, place);
      else {
        const problem = regexProblem(inner, OPERATORS[key]);
        if (problem !== undefined) issues.push({ path: place, message: problem });
      }
    }
  };
  look(site, "");
  return issues;
}

/** Why an expression could run super-linearly, with a text that makes it; undefined where it can't. */
export function regexProblem(source: string, ignoreCase = false): string | undefined {
  if (!isRegex(source)) return undefined;
  try {
    const { safe, trails, pattern } = isSafePattern(searched(source), {
      caseInsensitive: ignoreCase,
      maxScore: WAYS,
      maxSteps: STEPS,
      timeout: Infinity,
    });
    if (safe) return undefined;
    const attack = attackOn(source, trails, pattern);
    const example = attack === undefined ? "" : `, such as ${attack}`;
    return `the regular expression ${JSON.stringify(source)} could take very long on some texts${example}; ${source.startsWith("^") ? "" : "begin it with ^, and "}let no two repetitions match the same text`;
  } catch {
    return `the regular expression ${JSON.stringify(source)} can't be shown to be fast; write a simpler one`;
  }
}

/**
 * Without an unbounded repetition each attempt reads only so far, so it is enough to look at one attempt;
 * else an expression that isn't anchored may read the same text again from every place in it.
 */
function searched(source: string): string {
  const plain = source.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/gs, "x");
  const isBounded =
    !/[*+]/.test(plain) &&
    [...plain.matchAll(/\{(\d+)(,?)(\d*)\}/g)].every(
      ([, least, comma, most]) =>
        Number(comma === "" ? least : most === "" ? Infinity : most) <= FEW_REPETITIONS,
    );
  return isBounded ? `^(?:${source})` : source;
}

function isRegex(source: string): boolean {
  try {
    return Boolean(new RegExp(source));
  } catch {
    return false;
  }
}

/**
 * A text that can be read in many ways, as a JSON text with "…" where it goes on: what the longest way found
 * reads, its end repeated, and something that doesn't fit.
 */
function attackOn(
  source: string,
  trails: readonly RedosDetectorTrail[],
  pattern: string,
): string | undefined {
  const steps = trails
    .map(({ trail }) => trail)
    .reduce((best, next) => (next.length > best.length ? next : best), []);
  if (steps.length === 0) return undefined;
  const candidates = [...new Set([...CANDIDATES, ...pattern])];
  const letters = steps.map(({ a, b }) =>
    candidates.find((letter) => reads(a.node.source, letter) && reads(b.node.source, letter)),
  );
  if (letters.includes(undefined)) return undefined;
  const isSame = (one: number, other: number) =>
    steps[one]!.a.node.start.offset === steps[other]!.a.node.start.offset && letters[one] === letters[other];
  const period = [1, 2, 3, 4].find((length) =>
    Array.from({ length }, (_, index) => steps.length - 1 - index).every(
      (index) => index - length >= 0 && isSame(index, index - length),
    ),
  );
  const pump = letters.slice(-(period ?? 1)).join("");
  const start = letters.join("").slice(0, 24) + pump.repeat(Math.ceil(8 / pump.length));
  // Only tried on a text that is short enough to be harmless.
  const ending =
    ENDINGS.find((end) => !new RegExp(source).test(start.slice(0, TRIED_CHARACTERS) + end)) ?? "";
  return `${JSON.stringify(start).slice(0, -1)}…${JSON.stringify(ending).slice(1)}`;
}

function reads(source: string, letter: string): boolean {
  try {
    return new RegExp(`^(?:${source})$`, "s").test(letter);
  } catch {
    return false;
  }
}
