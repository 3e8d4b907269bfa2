import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import type { AxeResults, ElementContext, Result } from "axe-core";

const source = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 A and AA, and what is good practice besides. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core says of a part of a page; rules and elements as lines. */
export interface AxeFindings {
  readonly violations: readonly string[];
  /** What it couldn't tell. */
  readonly incomplete: readonly string[];
  /** How many elements are right. */
  readonly passed: number;
}

/** Looks at a part of a page by all rules of `TAGS`, or by those that are named. */
export async function axeFindings(
  page: Page,
  part: ElementContext,
  runOnly: readonly string[] = TAGS,
): Promise<AxeFindings> {
  await page.evaluate(await source);
  const { violations, incomplete, passes } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(part)}, ${JSON.stringify({ runOnly })})`,
  );
  return {
    violations: linesOf(violations),
    incomplete: linesOf(incomplete),
    passed: passes.reduce((sum, { nodes }) => sum + nodes.length, 0),
  };
}

function linesOf(results: readonly Result[]): string[] {
  return results.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
