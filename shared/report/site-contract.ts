import type { Issue } from "../issue.ts";
import type { PreviewAttribute, PreviewBlock, PreviewFact, PreviewSegment } from "../preview/data.ts";

// What the owner's hostname tells of the site file, and what its simulator asks and is told.

/** `GET /api/site`: what is served now. */
export interface SiteReport {
  readonly site: string;
  /** The version that is served; null where it was never published, and the one of the deployment serves. */
  readonly version: string | null;
  /** Nothing is personalized where the owner has switched it off. */
  readonly enabled: boolean;
  /** What the checker says of what is published, if that isn't what is served; all at once. */
  readonly problems: readonly Issue[];
  /** What it would rather see otherwise. */
  readonly warnings: readonly Issue[];
  /** The site file that is served, as it was checked. */
  readonly file: unknown;
}

/** A site file that was published once. */
export interface SiteVersion {
  /** Under this name its text can be had: `20261122T055810Z-1a2b3c4d`. */
  readonly key: string;
  /** When first: `2026-11-22T05:58:10Z`. */
  readonly published: string;
  readonly isCurrent: boolean;
}

/** `GET /api/site/versions`: the newest first. */
export interface SiteVersions {
  readonly versions: readonly SiteVersion[];
}

/** `GET /api/site/versions/{key}`. */
export interface SiteVersionText {
  readonly key: string;
  readonly file: unknown;
}

/** `POST /api/simulate`: somebody of whom the edge knows this. What isn't named is as for somebody new. */
export interface SimulatorQuestion {
  /** The path of a page. */
  readonly page: string;
  /** By attribute, the bucket that it is in. */
  readonly buckets: Readonly<Record<string, number>>;
  /** Facts of the request, by name. */
  readonly context: Readonly<Record<string, string | number>>;
  readonly consent: boolean;
}

/** What would become of them. */
export interface SimulatorAnswer {
  readonly attributes: readonly PreviewAttribute[];
  readonly context: readonly PreviewFact[];
  readonly segments: readonly PreviewSegment[];
  readonly blocks: readonly PreviewBlock[];
  /** Leads to the page as they see it; null where no link can be signed. */
  readonly link: string | null;
}
