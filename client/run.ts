import type { ConsentMessage, PageDecision, Purpose, TagConfig } from "../shared/wire.ts";
import type { LoadPart, Tools } from "./tools.ts";

/** One stretch of consent on one page: from a yes (or the load) until the choice changes. */
export interface Run {
  /** Replaced, with the tools, where the edge has a newer one. */
  config: TagConfig;
  tools: Tools;
  readonly load: LoadPart;
  /** Aborted when the choice changes: whatever is in flight then comes to nothing. */
  readonly signal: AbortSignal;
  /** What the edge was told of the choice, if that was made on this page. */
  readonly told: ConsentMessage | undefined;
  /** Reads the choice anew, each time. */
  allowed(purpose: Purpose): boolean;
  decided(decision: PageDecision): void;
  /** Goes on with a newer configuration, by default the edge's latest. */
  renew(config?: TagConfig): Promise<void>;
}
