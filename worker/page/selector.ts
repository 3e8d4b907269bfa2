/** One selector of a list: compounds, and before each but the first its combinator. */
interface Complex {
  readonly compounds: readonly string[];
  readonly combinators: readonly (" " | ">")[];
}

/**
 * Takes a selector list of the supported subset apart, so that it can be extended: selectors for what lies
 * within its matches, and for matches that lie within something.
 */
export function parseSelector(list: string): readonly Complex[] {
  return split(list, /,/).map((selector) => {
    const compounds: string[] = [];
    const combinators: (" " | ">")[] = [];
    let next: " " | ">" = " ";
    for (const piece of split(selector, /[\s>]/, true)) {
      if (piece === ">") next = ">";
      else if (/^\s$/.test(piece)) continue;
      else {
        if (compounds.length > 0) combinators.push(next);
        compounds.push(piece);
        next = " ";
      }
    }
    return { compounds, combinators };
  });
}

/** A selector for every element inside a match. */
export function inside(list: readonly Complex[]): string {
  return list.map((complex) => `${join(complex)} *`).join(",");
}

/** A selector for the matches that have one of these elements around them. */
export function within(names: readonly string[], list: readonly Complex[]): string {
  return list.flatMap((complex) => names.flatMap((name) => withinOne(name, complex))).join(",");
}

/** A selector for the matches whose parent is one of these elements. */
export function childOf(names: readonly string[], list: readonly Complex[]): string {
  return list
    .filter(({ combinators }) => combinators.at(-1) !== ">")
    .flatMap(({ compounds, combinators }) => {
      const before = join({ compounds: compounds.slice(0, -1), combinators: combinators.slice(0, -1) });
      return names.map((name) => `${before} ${name}>${compounds.at(-1)}`.trim());
    })
    .join(",");
}

/** The tag names that matches can have; undefined where any can. */
export function subjects(list: readonly Complex[]): readonly string[] | undefined {
  const names = list.map(({ compounds }) =>
    /^[a-z][a-z0-9-]*/i.exec(compounds.at(-1) ?? "")?.[0].toLowerCase(),
  );
  return names.every((name) => name !== undefined) ? names : undefined;
}

function join({ compounds, combinators }: Complex): string {
  return compounds
    .map((compound, index) => (index === 0 ? compound : `${combinators[index - 1]}${compound}`))
    .join("");
}

/** The element may stand before the whole, or wherever a descendant combinator leaves room for it. */
function withinOne(name: string, { compounds, combinators }: Complex): string[] {
  const selectors = [`${name} ${join({ compounds, combinators })}`];
  combinators.forEach((combinator, index) => {
    if (combinator !== " ") return;
    const before = join({
      compounds: compounds.slice(0, index + 1),
      combinators: combinators.slice(0, index),
    });
    const after = join({ compounds: compounds.slice(index + 1), combinators: combinators.slice(index + 1) });
    selectors.push(`${before} ${name} ${after}`);
  });
  return selectors;
}

/** Splits at separators that stand outside brackets, parentheses, quotes and escapes. */
function split(text: string, separator: RegExp, keep = false): string[] {
  const pieces: string[] = [];
  let piece = "";
  let depth = 0;
  let quote = "";
  for (let index = 0; index < text.length; index++) {
    const char = text[index]!;
    if (char === "\\") piece += char + (text[++index] ?? "");
    else if (quote === "" && depth === 0 && separator.test(char)) {
      if (piece.trim() !== "") pieces.push(piece.trim());
      if (keep) pieces.push(char);
      piece = "";
    } else {
      if (quote !== "") quote = char === quote ? "" : quote;
      else if (char === '"' || char === "'") quote = char;
      else if (char === "[" || char === "(") depth++;
      else if (char === "]" || char === ")") depth--;
      piece += char;
    }
  }
  if (piece.trim() !== "") pieces.push(piece.trim());
  return pieces;
}
