import type { PageDecision } from "../../shared/wire.ts";

/** What `Server-Timing` says of us. */
export function treatmentIn(header: string | null): string | undefined {
  return /(?:^|,)\s*selvedge;desc="([^"]*)"/.exec(header ?? "")?.[1];
}

/** Why a page was personalized without the tag; undefined where it wasn't so. */
export function leftOutIn(header: string | null): string | undefined {
  return /(?:^|,)\s*selvedge-tag;desc="([^"]*)"/.exec(header ?? "")?.[1];
}

/** The decision that a page carries as JSON. */
export function decisionIn(html: string): PageDecision | undefined {
  const json = /<script\b[^>]*\bid="?selvedge-decision"?[^>]*>([^]*?)<\/script>/.exec(html)?.[1];
  try {
    return json === undefined ? undefined : (JSON.parse(json) as PageDecision);
  } catch {
    return undefined;
  }
}
