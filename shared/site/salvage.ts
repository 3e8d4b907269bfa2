import * as v from "valibot";
import { type Issue, joinPath } from "../issue.ts";
import { type Site, siteSchema } from "./schema.ts";

/** What the schema makes of a site file. */
export interface Salvaged {
  /** The site without what was wrong in it; undefined if nothing could be made of it. */
  readonly site: Site | undefined;
  readonly issues: readonly Issue[];
}

type Key = string | number;

/** Valibot stops at the first unknown field of an object, so a file with many is read many times. */
const ROUNDS = 200;

/**
 * Checks a site file against the schema. What is wrong is taken out, and the rest is read again, so that one
 * slip hides nothing that stands elsewhere.
 */
export function salvage(input: unknown): Salvaged {
  const issues: Issue[] = [];
  const copy: unknown = input === undefined ? undefined : structuredCopy(input);
  const removed: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const result = v.safeParse(siteSchema, copy);
    if (result.success) return { site: result.output, issues };
    const before = removed.length;
    for (const issue of result.issues) {
      const keys = (issue.path ?? []).map((item) => item.key as Key);
      const path = pathOf(keys);
      const known = removed.findIndex((gone) => covers(gone, path));
      // What is missing now because it was taken out before has been told already.
      const follows = removed.slice(0, before).some((gone) => covers(gone, path) || covers(path, gone));
      if (!follows) issues.push({ path, message: messageOf(issue) });
      if (known >= before) continue;
      const gone = removeAt(copy, keys);
      if (gone === undefined) return { site: undefined, issues };
      removed.push(pathOf(gone));
    }
  }
  return { site: undefined, issues };
}

/** Whether a path is another one, or leads into it. */
export function covers(outer: string, path: string): boolean {
  return (
    path === outer || (path.startsWith(outer) && (path[outer.length] === "." || path[outer.length] === "["))
  );
}

function pathOf(keys: readonly Key[]): string {
  return keys.reduce<string>((path, key) => joinPath(path, key), "");
}

/**
 * Takes out the innermost thing on the way to `keys` that can go: a field that is there, or else what it is
 * missing from. Items of lists stay in their places, so the list goes. The id and version are made up.
 */
function removeAt(root: unknown, keys: readonly Key[]): readonly Key[] | undefined {
  for (let length = keys.length; length > 0; length--) {
    const parent = keys
      .slice(0, length - 1)
      .reduce<unknown>((object, key) => (object as Record<Key, unknown> | undefined)?.[key], root);
    const key = keys[length - 1]!;
    if (typeof parent !== "object" || parent === null || Array.isArray(parent)) continue;
    if (length === 1 && (key === "id" || key === "version")) {
      (parent as Record<Key, unknown>)[key] = key === "id" ? "site" : 1;
      return keys.slice(0, 1);
    }
    if (!Object.hasOwn(parent, key)) continue;
    delete (parent as Record<Key, unknown>)[key];
    return keys.slice(0, length);
  }
  return undefined;
}

function structuredCopy(input: unknown): unknown {
  if (Array.isArray(input)) return input.map(structuredCopy);
  if (typeof input !== "object" || input === null) return input;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, structuredCopy(value)]));
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  Object: "an object",
  Array: "a list",
};

/** An issue of valibot in the words of Selvedge: what was expected, and what was there. */
export function messageOf(issue: v.BaseIssue<unknown>): string {
  const isOwn = !issue.message.startsWith("Invalid ");
  if (isOwn && !issue.message.startsWith("expected")) return issue.message;
  const expected = isOwn ? issue.message : `expected ${expectedBy(issue.expected ?? "something else")}`;
  if (issue.input === undefined)
    return /^expected "\w+"$/.test(expected) ? "missing" : `missing, ${expected}`;
  return typeof issue.input === "object" && issue.input !== null && isOwn
    ? expected
    : `${expected}, got ${show(issue.input)}`;
}

function expectedBy(expected: string): string {
  const options = expected
    .replace(/^\(|\)$/g, "")
    .split(" | ")
    .map((option) => TYPES[option] ?? option);
  return options.length === 1 ? options[0]! : `one of ${options.join(", ")}`;
}

function show(input: unknown): string {
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object" && input !== null) return "an object";
  const text = typeof input === "string" ? JSON.stringify(input) : String(input);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
