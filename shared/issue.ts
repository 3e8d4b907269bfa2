/** One problem, with the place where it was found: `blocks.hero.when.visits.$gte`. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** Either a value, or everything that is wrong with the input, all at once. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Joins a key to a path the way people write it: `a.b`, `a[3]`, `a["x.y"]`. */
export function joinPath(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!/^[$\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** An issue as one line of text. */
export function formatIssue(issue: Issue): string {
  return issue.path === "" ? issue.message : `${issue.path}: ${issue.message}`;
}
