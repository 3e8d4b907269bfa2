import { formatIssue } from "../../shared/issue.ts";
import { checkSite } from "../../shared/site/check.ts";
import type { Site } from "../../shared/site/schema.ts";

/** A site file of a test's own, checked, and as the text that is served. Throws with all that is wrong with it. */
export function checkSiteText(input: unknown): { readonly site: Site; readonly json: string } {
  const checked = checkSite(input, { isPattern: () => true });
  if (!checked.ok) throw new Error(checked.issues.map(formatIssue).join("; "));
  return { site: checked.value, json: JSON.stringify(input) };
}
