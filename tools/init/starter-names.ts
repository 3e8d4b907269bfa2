import type { Category } from "./findings.ts";

/** The name of a category's segment: `likes-rain`, or `favourite-3` where its name has no letters for one. */
export function segmentOf(name: string, categories: readonly Category[]): string {
  const slug = slugOf(name);
  const first = categories.find((category) => slugOf(category.name) === slug);
  const isOwn = slug !== "" && first?.name === name;
  return isOwn
    ? `likes-${slug}`
    : `favourite-${categories.findIndex((category) => category.name === name) + 1}`;
}

function slugOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? []).join("-").slice(0, 40);
}
