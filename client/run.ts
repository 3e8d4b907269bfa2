import type { SiteEvent } from "../shared/event.ts";
import type { PageDecision, Purpose, TagConfig } from "../shared/wire.ts";

/** One stretch of consent on one page: from a yes (or the load) until the choice changes. */
export interface Run {
  /** URL of the reserved path, without a slash at its end. */
  readonly base: string;
  /** Replaced where the edge has a newer one. */
  config: TagConfig;
  /** Aborted when the choice changes: whatever is in flight then comes to nothing. */
  readonly signal: AbortSignal;
  /** Reads the choice anew, each time. */
  allowed(purpose: Purpose): boolean;
  decided(decision: PageDecision): void;
}

/** Records what happens on the page for as long as the run lasts. */
export interface Recorder {
  record(event: SiteEvent): void;
  /** The page, or what a single-page application made of it, is looked at. */
  view(): void;
  /** Erases what is kept, at once, as far as it can be without waiting for other tabs. */
  clear(): void;
}

/** `recorder.js`, which is loaded only after a yes. */
export interface RecorderModule {
  createRecorder(run: Run): Recorder;
}
