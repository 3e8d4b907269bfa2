import type { Bandits } from "./bandits.ts";
import type { Counter } from "./counter.ts";
import type { Register } from "./owner/register.ts";
import type { Pairs } from "./pairs.ts";
import type { Totals } from "./totals.ts";

/** The Worker's bindings and variables, as `wrangler.toml` declares them. */
export interface Env {
  /** The site file (key `site`), the last good one, the plans of the retention period, and which items are neighbours. */
  readonly SITE: KVNamespace;
  readonly COUNTER: DurableObjectNamespace<Counter>;
  readonly TOTALS: DurableObjectNamespace<Totals>;
  /** Over how many objects the counts of a site are spread: `"4"`. */
  readonly COUNTER_SHARDS?: string;
  readonly PAIRS: DurableObjectNamespace<Pairs>;
  readonly BANDITS: DurableObjectNamespace<Bandits>;
  /** What experiments there were, and what was decided of them. */
  readonly REGISTER: DurableObjectNamespace<Register>;
  /** The built tag and its lazily loaded parts. */
  readonly ASSETS: Fetcher;
  readonly SIGNALS_LIMIT?: RateLimit;
  /** How often somebody may try to log in to the dashboard. */
  readonly LOGIN_LIMIT?: RateLimit;
  /** Signs projections and tokens. Without it nothing of a profile is accepted, and nothing is counted. */
  readonly SELVEDGE_SECRET?: string;
  /** Shared with the owner's server, which vouches for attested attributes. */
  readonly ATTEST_SECRET?: string;
  /** The one before, while tokens that were signed with it are still about. */
  readonly ATTEST_SECRET_OLD?: string;
  /** Signs receipts of choices: a private Ed25519 key as JWK. Without it none are given. */
  readonly RECEIPT_KEY?: string;
  /** Where pages come from, if not from the route's own origin: `https://origin.example`. */
  readonly ORIGIN?: string;
  /** The hostname on which the owner's own routes answer, and nothing else does: `admin.example.com`. */
  readonly ADMIN_HOST?: string;
  /** The secret that lets in there. */
  readonly OWNER_TOKEN?: string;
  /** Any text; another one ends all tokens that were minted for programs of the owner's. */
  readonly TOKEN_GENERATION?: string;
  /** No count of fewer visitors is reported; at least 10. */
  readonly REPORTED_LEAST?: string;
  /** `"1"` in development only: the header `selvedge-context` overrides context and clock. */
  readonly DEV_CONTEXT?: string;
}
