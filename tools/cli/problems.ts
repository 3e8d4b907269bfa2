import { readFile } from "node:fs/promises";
import { formatIssue } from "../../shared/issue.ts";
import { placeOf } from "../site-file.ts";
import type { LocatedIssue } from "../site/read.ts";
import { colours, indent } from "./output.ts";

/** So much of a line is quoted: a block's HTML often stands on a single one. */
const QUOTED_CHARACTERS = 96;
/** So much of it in front of the place that is meant. */
const BEFORE_CHARACTERS = 40;

/** Problems of one weight in the order of the file, each with the line that it is about and a caret below it. */
export async function formatProblems(
  file: string,
  issues: readonly LocatedIssue[],
  weight: "error" | "warning" = "error",
): Promise<string> {
  const lines = (await readFile(file, "utf8").catch(() => "")).replace(/^\ufeff/, "").split(/\r?\n/);
  return issues
    .map((issue) => {
      const place = colours.bold(placeOf(file, issue));
      const weighed = weight === "error" ? "" : ` ${colours.yellow("warning:")}`;
      const separator = issue.path === "" && issue.line !== undefined && weighed === "" ? ":" : "";
      const line = `${place}${separator}${weighed} ${formatIssue(issue)}`;
      const quoted = quote(lines, issue);
      return quoted === undefined ? line : `${line}\n${indent(quoted, "    ")}`;
    })
    .join("\n");
}

/** The line of a problem, cut around its column, and a caret; undefined where there is nothing to point at. */
function quote(lines: readonly string[], { line, column }: LocatedIssue): string | undefined {
  const text = line === undefined ? undefined : lines[line - 1];
  if (text === undefined || text.trim() === "") return undefined;
  const at = column! - 1;
  const start = at > QUOTED_CHARACTERS - 10 ? at - BEFORE_CHARACTERS : /^\s*/.exec(text)![0].length;
  const end = Math.min(text.length, start + QUOTED_CHARACTERS);
  // A tab would move the caret, and half a character can't be printed.
  const shown = text.slice(start, end).replaceAll(/[\t\p{Surrogate}]/gu, " ");
  const [before, after] = [
    start > 0 && text.slice(0, start).trim() !== "" ? "… " : "",
    end < text.length ? " …" : "",
  ];
  const caret = `${" ".repeat(before.length + Math.max(0, at - start))}^`;
  return `${colours.dim(before + shown + after)}\n${caret}`;
}
