import type { CompiledSite } from "../shared/decision.ts";
import type { Attester } from "./attest.ts";
import type { Shelf } from "../shared/recommend/shelf.ts";
import type { Preview } from "../shared/preview/preview.ts";
import type { Context } from "./context.ts";
import type { Env } from "./env.ts";
import type { Mishap } from "./mishaps.ts";
import type { PlanArchive } from "./plans.ts";
import type { Receipts } from "./receipts.ts";
import type { Signer } from "./sign.ts";

/** Everything that one request is answered with. */
export interface Scope {
  readonly env: Env;
  readonly compiled: CompiledSite;
  readonly plans: PlanArchive;
  /**
   * Undefined where no secret is configured: then no projection is believed or given out, and nothing
   * counted.
   */
  readonly signer: Signer | undefined;
  /** Believes what the owner's server says of visitors. */
  readonly attester: Attester;
  /** Gives receipts of choices. */
  readonly receipts: Receipts;
  /** What rows of items are filled from, as it is now; undefined: no items are known. */
  readonly shelf: () => Shelf | undefined;
  /** The weights of an experiment's variants that its bandit has come to; undefined: as the site file says. */
  readonly weightsOf?: (experiment: string) => readonly number[] | undefined;
  /** Milliseconds since the epoch; the developer's clock where one is set. */
  readonly now: number;
  /** Facts of the developer's choice; empty in production. */
  readonly overrides: Context;
  /** Counts that something failed softly. */
  readonly note: (mishap: Mishap) => void;
  /** What an owner's browser is shown in place of what a visitor would see; nothing of it is counted. */
  readonly preview: Preview | undefined;
}
