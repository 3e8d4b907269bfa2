import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkLoaded } from "../../tools/cli/check.ts";
import { formatIssues, type LoadedSite, loadSiteFile } from "../../tools/site-file.ts";
import { readJsonc } from "../../tools/site/read.ts";
import type { Recipe } from "./recipes.ts";

/** An entry of `attributes`. */
export type AttributePiece = Readonly<Record<string, unknown>> & { readonly of?: string };

/** The pieces of a recipe, as one object. */
export interface Pieces {
  readonly events?: Readonly<Record<string, { readonly selector: string }>>;
  readonly attributes?: Readonly<Record<string, AttributePiece>>;
  readonly segments?: Readonly<Record<string, unknown>>;
  readonly groups?: Readonly<Record<string, unknown>>;
  readonly blocks?: Readonly<Record<string, unknown>>;
}

/** A recipe pasted into a site file. */
export interface PastedRecipe {
  readonly loaded: LoadedSite;
  readonly warnings: readonly string[];
  /** What its profile reveals at most, with one decimal. */
  readonly bits: string;
}

/** Reads the pieces of a recipe, which are JSONC without the braces around them. */
export function piecesOf({ heading, pieces }: Recipe): Pieces {
  const { value, issues } = readJsonc(`{${pieces.join(",\n")}}`);
  if (issues.length > 0) throw new Error(`${heading}: ${formatIssues("cookbook.md", issues)}`);
  return value as Pieces;
}

/**
 * Pastes a recipe into a small site file, whose blocks use its segments, and checks that as the command-line
 * tool does. Throws where there are errors.
 */
export async function pasted(recipe: Recipe): Promise<PastedRecipe> {
  const pieces = piecesOf(recipe);
  const using = Object.keys(pieces.segments ?? {}).map((id) => [
    `for-${id}`,
    { target: `[data-slot="${id}"]`, op: "class", add: ["is-shown"], when: id },
  ]);
  const blocks = { ...pieces.blocks, ...Object.fromEntries(using) };
  const site = { version: 1, id: "cookbook", languages: ["en", "pl"], ...pieces, blocks };
  return checked(recipe.heading, JSON.stringify(site, undefined, 2));
}

/** Checks a whole site file as the command-line tool does. Throws where there are errors. */
export async function checked(name: string, text: string): Promise<PastedRecipe> {
  const folder = mkdtempSync(join(tmpdir(), "selvedge-cookbook-"));
  try {
    const file = join(folder, "site.json");
    writeFileSync(file, text);
    const loaded = await loadSiteFile(file);
    if (!loaded.ok) throw new Error(`${name}: ${formatIssues(file, loaded.issues)}`);
    const { warnings, plan } = checkLoaded(loaded.value);
    return {
      loaded: loaded.value,
      warnings: warnings.map(({ path, message }) => `${path}: ${message}`),
      bits: plan.bits.toFixed(1),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
