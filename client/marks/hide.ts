/** Takes elements out of sight, whatever the page's styles say. Returns what shows them again as they were. */
export function hideAll(elements: readonly HTMLElement[]): () => void {
  const before = elements.map(({ style }) => [
    style.getPropertyValue("display"),
    style.getPropertyPriority("display"),
  ]);
  for (const { style } of elements) style.setProperty("display", "none", "important");
  return () =>
    elements.forEach(({ style }, at) => style.setProperty("display", ...(before[at] as [string, string])));
}
