import type { Issue } from "../issue.ts";
import type { PreviewBlock, PreviewSegment } from "../preview/data.ts";
import type { Decision, ExperimentReport } from "./contract.ts";

// What the owner's hostname tells beside reports.

/** `GET /api/site`: what is in force. */
export interface SiteReport {
  /** The version that is published; null where none is known. */
  readonly version: string | null;
  /** False where the site file of the deployment serves. */
  readonly published: boolean;
  /** What is wrong with what is published: then the last good one serves. All at once. */
  readonly issues: readonly Issue[];
  readonly serving: { readonly id: string; readonly enabled: boolean };
}

/** `GET /api/site/versions`: the newest first; the text of one is at `/api/site/versions/{id}`, `current` what serves. */
export interface SiteVersions {
  readonly versions: readonly SiteVersion[];
}

/** `GET /api/site/versions/{id}/warnings`; `current` is what serves. */
export interface SiteWarnings {
  /** What keeps it from being served; then the warnings are of what serves instead, if it is the current one. */
  readonly issues: readonly Issue[];
  /** What it would better be without, as `npm run selvedge -- check` says. */
  readonly warnings: readonly Issue[];
}

/** A site file that was published once. */
export interface SiteVersion {
  /** `20261122T055810Z-1a2b3c4d`. */
  readonly id: string;
  /** When first: `2026-11-22T05:58:10Z`. */
  readonly published: string;
  readonly isCurrent: boolean;
}

/** `POST /api/simulate`: somebody like this. What isn't named is as for somebody new. */
export interface SimulatorQuestion {
  readonly attributes: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Facts of the request, by name. */
  readonly context: Readonly<Record<string, string | number>>;
  /** Of a page. */
  readonly path: string;
  /** The site's address: then there is a link to the page. */
  readonly origin?: string;
}

/** What would become of them. */
export interface SimulatorAnswer {
  readonly segments: readonly PreviewSegment[];
  readonly blocks: readonly PreviewBlock[];
  readonly preview?: { readonly url: string };
}

/** `GET /api/register`: all experiments that were ever looked at, with what was decided, the first decision first. */
export interface RegisterReport {
  readonly entries: readonly {
    readonly experiment: Pick<ExperimentReport, "id" | "label" | "hypothesis" | "state" | "variants">;
    readonly decisions: readonly Decision[];
  }[];
}
