import { readFile, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { type Issue, joinPath } from "../../shared/issue.ts";
import { SITE_FILE_BYTES } from "../../shared/limits.ts";

type Values = Record<string, unknown>;

/** Changes all HTML of a site file, wherever blocks may have it; returns a copy. */
export async function mapHtml(
  input: unknown,
  change: (html: unknown, path: string) => Promise<unknown>,
): Promise<unknown> {
  if (!isObject(input) || !isObject(input.blocks)) return input;
  const blocks = await mapValues(input.blocks, async (block, id) => {
    if (!isObject(block)) return block;
    const path = joinPath("blocks", id);
    const changed = await mapOwn(block, path, change);
    if (!Array.isArray(block.cases)) return changed;
    const cases = block.cases.map((entry: unknown, index) =>
      isObject(entry) ? mapOwn(entry, joinPath(joinPath(path, "cases"), index), change) : entry,
    );
    return { ...changed, cases: await Promise.all(cases) };
  });
  return { ...input, blocks };
}

async function mapOwn(
  holder: Values,
  path: string,
  change: (html: unknown, path: string) => Promise<unknown>,
): Promise<Values> {
  const { recommend } = holder;
  if (isObject(recommend)) return { ...holder, recommend: await mapRow(recommend, path, change) };
  if (!Object.hasOwn(holder, "html")) return holder;
  return { ...holder, html: await mapTexts(holder["html"], joinPath(path, "html"), change) };
}

/** A row has HTML around its items, and that of one item. */
async function mapRow(
  row: Values,
  path: string,
  change: (html: unknown, path: string) => Promise<unknown>,
): Promise<Values> {
  const place = joinPath(path, "recommend");
  const changed = ["html", "item"].flatMap((key) =>
    Object.hasOwn(row, key) ? [[key, mapTexts(row[key], joinPath(place, key), change)] as const] : [],
  );
  const entries = changed.map(async ([key, value]) => [key, await value] as const);
  return { ...row, ...Object.fromEntries(await Promise.all(entries)) };
}

async function mapTexts(
  html: unknown,
  place: string,
  change: (html: unknown, path: string) => Promise<unknown>,
): Promise<unknown> {
  const isMap = isObject(html) && !isFileReference(html);
  return isMap
    ? mapValues(html, (text, language) => change(text, joinPath(place, language)))
    : change(html, place);
}

/** Reads in the files that HTML names (`{ "file": "hero.html" }`), which stay within the folder of the site file. */
export async function readFiles(input: unknown, sitePath: string, issues: Issue[]): Promise<unknown> {
  const folder = dirname(sitePath);
  return mapHtml(input, async (html, path) => {
    if (!isFileReference(html)) return html;
    try {
      return await readWithin(folder, html.file);
    } catch (error) {
      issues.push({
        path: joinPath(path, "file"),
        message: `${JSON.stringify(html.file)} ${error instanceof Error ? error.message : String(error)}`,
      });
      // Something to go on with, so that what else is wrong with the block is found too.
      return "";
    }
  });
}

class Refused extends Error {}

/** The text of a file in a folder. Throws with what is wrong with it, without its name. */
export async function readWithin(folder: string, file: string, most = SITE_FILE_BYTES): Promise<string> {
  try {
    return await read(await realpath(folder), file, most);
  } catch (error) {
    throw new Error(reason(error), { cause: error });
  }
}

async function read(folder: string, file: string, most: number): Promise<string> {
  const path = join(folder, file);
  if (isAbsolute(file) || isOutside(folder, path) || isOutside(folder, await realpath(path))) {
    throw new Refused("isn't in the folder of the site file");
  }
  const bytes = await readFile(path);
  if (bytes.length > most) throw new Refused(`is larger than ${most} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refused("isn't UTF-8");
  }
}

function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
}

function reason(error: unknown): string {
  if (error instanceof Refused) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "doesn't exist";
  return code === "EISDIR" ? "is a folder" : `can't be read (${code ?? "unknown error"})`;
}

function isFileReference(html: unknown): html is { file: string } {
  return isObject(html) && Object.keys(html).length === 1 && typeof html.file === "string";
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function mapValues(
  values: Values,
  change: (value: unknown, key: string) => Promise<unknown>,
): Promise<Values> {
  const entries = Object.entries(values).map(
    async ([key, value]) => [key, await change(value, key)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
