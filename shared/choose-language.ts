/** In which of a block's languages it is shown: the page's, else the visitor's, else the first. */
export function chooseLanguage(
  texts: Readonly<Record<string, unknown>>,
  languages: readonly (string | undefined)[],
): string {
  const keys = Object.keys(texts);
  for (const language of languages) {
    if (!language) continue;
    const wanted = language.toLowerCase();
    const exact = keys.find((key) => key.toLowerCase() === wanted);
    const primary = keys.find((key) => key.toLowerCase() === wanted.split("-")[0]);
    if (exact ?? primary) return (exact ?? primary)!;
  }
  return keys[0] ?? "";
}
