/** Makes a matcher of a URLPattern pathname. */
export type Pattern = (pathname: string) => (path: string) => boolean;

/** How many paths answers are remembered for. */
export const PATHS_REMEMBERED = 1000;

/** Whether a path is one of these; without a list every path is. */
export function anyOf(pathnames: readonly string[] | undefined, pattern: Pattern): (path: string) => boolean {
  if (!pathnames) return () => true;
  const matchers = pathnames.map(pattern);
  return (path) => matchers.some((matches) => matches(path));
}

/** Keeps the latest answers: most requests are for few paths. */
export function remembered<T>(answer: (path: string) => T): (path: string) => T {
  const answers = new Map<string, T>();
  return (path) => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    if (answers.size >= PATHS_REMEMBERED) answers.clear();
    const fresh = answer(path);
    answers.set(path, fresh);
    return fresh;
  };
}
