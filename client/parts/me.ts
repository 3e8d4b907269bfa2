import { isPasted } from "../pasted.ts";

/** What `ask` of `tag-mode.js` is, as far as it is needed here: the one that runs already. */
interface TagMode {
  ask(url: string, question: object, init: RequestInit): Promise<{ readonly page?: unknown } | undefined>;
}

/**
 * Asks the edge what it knows of whoever opened this page, and what it makes of it here. Rejects where something else is
 * answered, or nothing.
 * @param base URL of the reserved path, without a slash at its end
 * @param language BCP 47, of names and sentences
 */
export async function askMe(
  base: string,
  language: string,
  signal: AbortSignal | null = null,
): Promise<unknown> {
  const question = { page: location.pathname, language };
  const init: RequestInit = { referrerPolicy: "no-referrer", cache: "no-store", signal };
  if (!isPasted()) {
    const response = await fetch(`${base}/me?${new URLSearchParams(question)}`, init);
    return response.ok ? response.json() : Promise.reject(response);
  }
  // The Worker isn't in front of the page, so the question takes along what cookies would say.
  const { ask }: TagMode = await import(`${base}/tag-mode.js`);
  const answer = await ask(`${base}/me`, question, init);
  return answer?.page ? answer : Promise.reject(answer);
}
