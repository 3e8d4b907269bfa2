/** A row of a CSV text, and the line on which it begins, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** What is wrong with a row, which was left out. */
export interface RowProblem {
  readonly line: number;
  readonly message: string;
}

/**
 * The rows of a CSV text. Fields may be quoted, and then hold separators, line breaks and doubled quotes; empty lines are
 * no rows. A quote that isn't closed costs its own row, not the rest of the file.
 * Source: https://www.rfc-editor.org/rfc/rfc4180
 */
export function readCsv(
  source: string,
  separator = separatorOf(source),
): { readonly rows: readonly CsvRow[]; readonly problems: readonly RowProblem[] } {
  const text = source.replace(/^\ufeff/, "");
  const rows: CsvRow[] = [];
  const problems: RowProblem[] = [];
  let line = 1;
  for (let index = 0; index < text.length;) {
    const row = readRow(text, index, separator);
    if (row.problem !== undefined) problems.push({ line, message: row.problem });
    else if (row.fields.length > 1 || row.fields[0] !== "" || row.isQuoted)
      rows.push({ line, fields: row.fields });
    line += linesIn(text.slice(index, row.end));
    index = row.end;
  }
  return { rows, problems };
}

/** What separates the fields of the first line: a comma, a semicolon or a tab, whichever stands there most. */
export function separatorOf(source: string): string {
  const first = /^\ufeff?(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(source)![0].replace(/"(?:[^"]|"")*"/g, "");
  const counts = [",", ";", "\t"].map((each) => [each, first.split(each).length] as const);
  return counts.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

interface Row {
  readonly fields: readonly string[];
  readonly isQuoted: boolean;
  /** Where the next one begins. */
  readonly end: number;
  readonly problem?: string;
}

function readRow(text: string, start: number, separator: string): Row {
  const fields: string[] = [];
  let isQuoted = false;
  let problem: string | undefined;
  for (let index = start; ;) {
    let field: string;
    if (text[index] === '"') {
      isQuoted = true;
      const close = closingQuote(text, index + 1);
      if (close < 0)
        return { fields: [], isQuoted, end: lineEnd(text, start), problem: "a quote isn't closed" };
      field = text.slice(index + 1, close).replaceAll('""', '"');
      index = close + 1;
      const rest = fieldEnd(text, index, separator);
      if (rest > index) problem = "a quoted field goes on behind its quote";
      index = rest;
    } else {
      const end = fieldEnd(text, index, separator);
      field = text.slice(index, end);
      index = end;
    }
    fields.push(field);
    if (text[index] === separator) index++;
    else if (problem === undefined) return { fields, isQuoted, end: behindBreak(text, index) };
    // What its quotes have swallowed may be rows of their own.
    else return { fields, isQuoted, end: lineEnd(text, start), problem };
  }
}

function closingQuote(text: string, from: number): number {
  let index = text.indexOf('"', from);
  while (index >= 0 && text[index + 1] === '"') index = text.indexOf('"', index + 2);
  return index;
}

function fieldEnd(text: string, from: number, separator: string): number {
  let index = from;
  while (index < text.length && text[index] !== separator && text[index] !== "\n" && text[index] !== "\r")
    index++;
  return index;
}

function lineEnd(text: string, from: number): number {
  return behindBreak(text, fieldEnd(text, from, "\n"));
}

function behindBreak(text: string, index: number): number {
  return text.startsWith("\r\n", index) ? index + 2 : Math.min(index + 1, text.length);
}

function linesIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
