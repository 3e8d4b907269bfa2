import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const PERSONAS = join(ROOT, "test/cookbook");

/** What a recipe says of one visitor: per segment `yes`, `no` or `unknown`. */
export interface Row {
  readonly who: string;
  readonly cells: readonly string[];
}

/** A recipe as it stands in docs/cookbook.md. */
export interface Recipe {
  /** The anchor of its heading, and the name of its file of personas. */
  readonly id: string;
  readonly heading: string;
  /** The pieces of a site file. */
  readonly pieces: readonly string[];
  readonly html: readonly string[];
  /** The bits that it says it reveals; undefined where it says nothing of them. */
  readonly bits: string | undefined;
  /** The segments in the head of its table. */
  readonly segments: readonly string[];
  readonly rows: readonly Row[];
}

/** The cookbook, taken apart. */
export interface Cookbook {
  readonly recipes: readonly Recipe[];
  /** Links of the table of contents, by section and recipe, in their order. */
  readonly contents: readonly string[];
  /** Anchors of sections and recipes, in their order. */
  readonly anchors: readonly string[];
  /** HTML outside of recipes … */
  readonly html: readonly string[];
  /** … and whole site files. */
  readonly siteFiles: readonly string[];
}

export function readCookbook(): Cookbook {
  const text = readFileSync(join(ROOT, "docs/cookbook.md"), "utf8");
  const parts = text.split(/^(?=#{2,3} )/m);
  const recipes = parts.filter((part) => part.startsWith("### ")).map(recipeOf);
  const between = parts.filter((part) => !part.startsWith("### "));
  const headings = parts.filter((part) => /^###? (?!Contents\n)/.test(part));
  return {
    recipes,
    contents: [...contentsOf(parts).matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!),
    anchors: headings.map((part) => anchorOf(headingOf(part))),
    html: between.flatMap((part) => fenced(part, "html")),
    siteFiles: between.flatMap((part) => fenced(part, "jsonc")),
  };
}

function contentsOf(parts: readonly string[]): string {
  return parts.find((part) => part.startsWith("## Contents\n")) ?? "";
}

function recipeOf(text: string): Recipe {
  const heading = headingOf(text);
  const [head = [], rule = [], ...rows] = text.split("\n").filter(isRow).map(cellsOf);
  if (rows.length === 0 || head[0] !== "visitor" || rule.some((cell) => cell !== "---")) {
    throw new Error(`${heading}: expected a table of visitors`);
  }
  return {
    id: anchorOf(heading),
    heading,
    pieces: fenced(text, "jsonc"),
    html: fenced(text, "html"),
    bits: /\*Reveals (?:(\d+\.\d) bits?|nothing of a profile)\.\*\n/
      .exec(text)
      ?.slice(1)
      .map((bits) => bits ?? "0.0")[0],
    segments: head.slice(1).map((cell) => cell.replaceAll("`", "")),
    rows: rows.map(([who, ...cells]) => ({ who: who!, cells })),
  };
}

const headingOf = (text: string) => text.replace(/^#+ /, "").split("\n", 1)[0]!;

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, "")
    .replaceAll(" ", "-");
}

const isRow = (line: string) => line.startsWith("| ");

const cellsOf = (line: string) =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

function fenced(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, block]) => block!);
}

/** The personas of a recipe, as they stand in their file, by what its table calls them. */
export function personasOf(id: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(PERSONAS, `${id}.json`), "utf8")) as Record<string, unknown>;
}

/** The recipes for which there is a file of personas. */
export function recipesWithPersonas(): string[] {
  return readdirSync(PERSONAS).map((file) => file.replace(/\.json$/, ""));
}
