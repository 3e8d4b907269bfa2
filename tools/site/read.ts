import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type Issue, joinPath } from "../../shared/issue.ts";
import { covers } from "../../shared/site/salvage.ts";

/** A problem, and where in the file it stands, counted from 1. */
export interface LocatedIssue extends Issue {
  readonly line?: number;
  readonly column?: number;
}

/** A JSONC text, read. */
export interface Source {
  readonly value: unknown;
  readonly issues: readonly LocatedIssue[];
  /** Adds the place in the text to a problem: that of what its path names, or of what that is missing from. */
  locate(issue: Issue): LocatedIssue;
}

const SYNTAX: Readonly<Record<string, string>> = {
  InvalidSymbol: "unexpected word; texts need double quotes",
  InvalidNumberFormat: "not a number",
  PropertyNameExpected: "expected a name in double quotes",
  ValueExpected: "expected a value",
  ColonExpected: 'expected ":"',
  CommaExpected: 'expected ","',
  CloseBraceExpected: 'expected "}"',
  CloseBracketExpected: 'expected "]"',
  EndOfFileExpected: "expected the end of the file",
  UnexpectedEndOfComment: "a comment isn't closed",
  UnexpectedEndOfString: "a text isn't closed",
  UnexpectedEndOfNumber: "a number isn't finished",
  InvalidUnicode: "not a Unicode escape",
  InvalidEscapeCharacter: "not an escape; a backslash is written as \\\\",
  InvalidCharacter: "unexpected character",
};

/** Reads JSON with comments and trailing commas: every syntax error and every name that stands twice. */
export function readJsonc(text: string): Source {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  // An error only follows from the one before it if no name stands in between.
  const own = errors.filter(
    ({ offset }, index) => index === 0 || /"\s*:/.test(text.slice(errors[index - 1]!.offset, offset)),
  );
  const issues: LocatedIssue[] = own.map(({ error, offset }) => {
    const code = printParseErrorCode(error);
    return { path: "", message: SYNTAX[code] ?? code, ...positionAt(text, offset) };
  });
  const offsets = new Map<string, number>();
  const value = root === undefined ? undefined : read(root, "");
  return { value, issues, locate };

  function read(node: Node, path: string): unknown {
    if (!offsets.has(path)) offsets.set(path, node.offset);
    if (node.type === "array")
      return (node.children ?? []).map((item, index) => read(item, joinPath(path, index)));
    if (node.type !== "object") return node.value as unknown;
    const entries = new Map<string, unknown>();
    for (const { children = [] } of node.children ?? []) {
      const [name, content] = children;
      if (!name || !content) continue;
      const key = name.value as string;
      const place = joinPath(path, key);
      if (entries.has(key))
        issues.push({ path: place, message: "stands twice", ...positionAt(text, name.offset) });
      offsets.set(place, name.offset);
      entries.set(key, read(content, place));
    }
    return Object.fromEntries(entries);
  }

  function locate(issue: Issue): LocatedIssue {
    let best = "";
    for (const path of offsets.keys()) {
      if (path.length > best.length && covers(path, issue.path)) best = path;
    }
    return { ...issue, ...positionAt(text, offsets.get(best) ?? 0) };
  }
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - start + 1 };
}
