/**
 * Asks the edge what it knows of whoever opened this page, and what it makes of it here. Undefined where something
 * else is answered; rejects where nothing is.
 * @param base URL of the reserved path, without a slash at its end
 * @param language BCP 47, of names and sentences
 */
export function askMe<Me>(base: string, language: string, signal?: AbortSignal): Promise<Me | undefined> {
  // The edge says itself that its answer isn't to be kept.
  const init: RequestInit = { referrerPolicy: "no-referrer", signal: signal! };
  const query = `page=${encodeURIComponent(location.pathname)}&language=${language}`;
  // Where the Worker isn't in front of the page, no cookie goes with it.
  const ask =
    new URL(base, location.href).origin === location.origin
      ? fetch(`${base}/me?${query}`, init)
      : import(`${base}/tag-mode-said.js`).then((part) => part.askMe(base, init, query));
  return ask.then((answer: Response) => (answer.ok ? answer.json() : undefined));
}
