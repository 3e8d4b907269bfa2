import type { ConsentMessage, PageDecision, Purpose, TagConfig } from "../shared/wire.ts";
import type { deviceStore } from "./device-store.ts";
import type { tell } from "./edge.ts";
import type { LoadPart, Tools } from "./tools.ts";

/** One stretch of consent on one page: from a yes (or the load) until the choice changes. */
export interface Run {
  /** Replaced, with the tools, where the edge has a newer one. */
  config: TagConfig;
  tools: Tools;
  readonly load: LoadPart;
  /** Of the tag itself, which knows where the edge is, and holds the one connection to the database. */
  readonly tell: typeof tell;
  readonly deviceStore: typeof deviceStore;
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
