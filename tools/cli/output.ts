import pc from "picocolors";

/** How a command ended. */
export const EXIT = {
  fine: 0,
  /** What was asked about has problems, or doesn't hold. */
  problems: 1,
  /** The command itself was called wrongly, or what it needs isn't there. */
  wrongUse: 2,
} as const;

/** Ends a command with a sentence for whoever called it, and no stack. */
export class Failure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.wrongUse) {
    super(message);
    this.name = "Failure";
    this.exitCode = exitCode;
  }
}

/**
 * Colours on a terminal only, `NO_COLOR` respected (https://no-color.org). `picocolors` by itself also
 * colours what continuous integration reads.
 */
export const colours = pc.createColors(isColoured(process.env, process.stdout.isTTY));

/** Whether a stream with this environment gets colours. `FORCE_COLOR` wins, then `NO_COLOR`. */
export function isColoured(
  env: Readonly<Record<string, string | undefined>>,
  // Node leaves it out where there is no terminal.
  isTerminal: boolean | undefined,
): boolean {
  const forced = env["FORCE_COLOR"] ?? "";
  if (forced !== "") return forced !== "0" && forced !== "false";
  return isTerminal === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
}

/** A line, or several, on the standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What a command found, as one JSON document. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** How a column is lined up. */
export type Alignment = "left" | "right";

/**
 * Rows as lines with aligned columns, two spaces between them. Cells may be coloured. Columns are aligned to
 * the left unless `alignments` says otherwise.
 */
export function table(rows: readonly (readonly string[])[], alignments: readonly Alignment[] = []): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))));
  }
  return rows
    .map((row) => row.map((cell, column) => pad(cell, widths[column]!, alignments[column])).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

/** The same text, each line moved to the right. */
export function indent(text: string, by = "  "): string {
  return text.replaceAll(/^(?=.)/gm, by);
}

/** `1 warning`, `2 warnings`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function pad(cell: string, width: number, alignment: Alignment = "left"): string {
  const space = " ".repeat(width - widthOf(cell));
  return alignment === "right" ? space + cell : cell + space;
}

function widthOf(cell: string): number {
  // oxlint-disable-next-line no-control-regex -- what colours are made of
  return [...cell.replaceAll(/\x1b\[\d+m/g, "")].length;
}
