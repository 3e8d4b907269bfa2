import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pieceFile } from "../../shared/pack.ts";

/** A module as the bundler has written it, and the names under which it says that it exports. */
export interface Built {
  /** `recorder`, `kind.top` */
  readonly name: string;
  readonly text: string;
  readonly exports: readonly string[];
}

/** Puts each module into `folder` as a piece, too; see `shared/pack.ts`. Throws where one can't be made into that. */
export async function addPieces(folder: string, modules: readonly Built[]): Promise<void> {
  await Promise.all(modules.map((built) => writeFile(join(folder, pieceFile(built.name)), pieceOf(built))));
}

/**
 * An expression whose value is what the module exports. The bundler ends a module that exports anything with its only
 * `export`; whether all has been found is held against the list that it keeps of its own.
 */
export function pieceOf({ name, text, exports }: Built): string {
  const [end = "", list = ""] = /export\s*\{([^{}]*)\};?\s*$/.exec(text) ?? [];
  const pairs = [...list.matchAll(/([\w$]+)(?: as ([\w$]+))?/g)].map(([, own, told = own]) => [told, own]);
  const found = pairs.map(([told]) => told);
  if (found.length !== exports.length || !exports.every((each) => found.includes(each)))
    throw new Error(`${name} can't be packed: exports ${exports.join(", ")}; found ${found.join(", ")}`);
  const body = text.slice(0, text.length - end.length);
  return `(()=>{${body}return{${pairs.map((pair) => pair.join(":")).join()}}})()`;
}
