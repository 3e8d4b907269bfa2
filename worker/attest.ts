import {
  type Algorithm,
  algorithmOf,
  type Attestable,
  type Claims,
  claimsOf,
  isDeclared,
} from "../shared/attested-token.ts";
import { dayOf } from "../shared/day.ts";
import type { CompiledSite } from "../shared/decision.ts";
import { ATTESTED_DAYS } from "../shared/limits.ts";
import { byKey, bySecret, type Verifier } from "./attest-keys.ts";
import type { Env } from "./env.ts";
import { createReporter, reportConfiguration } from "./report.ts";

/** What came of a token: what it claims, or why it isn't believed, in words that are the same for everybody. */
export type Belief = { readonly claims: Claims } | { readonly refused: string };

/** Believes what the owner's server vouches for, and nothing else. */
export interface Attester {
  /** Checks a token of attested attributes; an empty one takes everything back. */
  believe(token: string, now: number): Promise<Belief>;
}

const NOTHING: Claims = { values: {}, until: 0 };
const NO_SECRET =
  "ATTEST_SECRET isn't set, and the site file has no attest.keys: no attested attribute is believed";
const SPELLING = "it isn't spelled in the one way that tokens have";

/**
 * Makes each site's attester once. Beside `ATTEST_SECRET` there may be an `ATTEST_SECRET_OLD`, so that a new one
 * can be brought in while tokens of the old one are still about.
 */
export function createAttesters(): (env: Env, compiled: CompiledSite) => Attester {
  const refusals = createReporter("a token of attested attributes wasn't believed");
  let known: { compiled: CompiledSite; secrets: readonly string[]; attester: Attester } | undefined;
  let warned = false;
  return ({ ATTEST_SECRET = "", ATTEST_SECRET_OLD = "" }, compiled) => {
    const secrets = [ATTEST_SECRET, ATTEST_SECRET_OLD].filter((secret) => secret !== "");
    if (known?.compiled === compiled && known.secrets.join() === secrets.join()) return known.attester;
    const isAsked = Object.values(compiled.plan.attributes).some(({ kind }) => kind === "attested");
    if (secrets.length === 0 && !compiled.site.attest && isAsked && !warned) {
      reportConfiguration(NO_SECRET);
      warned = true;
    }
    const attester = createAttester(secrets, compiled);
    const reporting: Attester = {
      async believe(token, now) {
        const belief = await attester.believe(token, now);
        if ("refused" in belief) refusals(belief.refused);
        return belief;
      },
    };
    known = { compiled, secrets, attester: reporting };
    return reporting;
  };
}

function createAttester(secrets: readonly string[], { site, plan }: CompiledSite): Attester {
  const attestable = attestableOf(plan);
  // Never the key of one for the other: which it is stands in the header, before anything is verified.
  const verifiers: Readonly<Record<Algorithm, Verifier>> = {
    HS256: bySecret(secrets, site.id),
    EdDSA: byKey(site.attest?.keys ?? [], site.id),
  };
  return {
    async believe(token, now) {
      if (token === "") return { claims: NOTHING };
      const algorithm = algorithmOf(token);
      if (!algorithm) return { refused: SPELLING };
      const refused = await verifiers[algorithm](token);
      if (refused !== undefined) return { refused };
      const claims = claimsOf(token);
      if (!claims) return { refused: SPELLING };
      if (!isDeclared(claims, attestable)) return { refused: "it claims what the site file doesn't declare" };
      const days = claims.until - dayOf(now);
      if (days <= 0) return { refused: "it has expired" };
      if (days > ATTESTED_DAYS) return { refused: `it ends more than ${ATTESTED_DAYS} days from now` };
      return { claims };
    },
  };
}

function attestableOf({ attributes }: CompiledSite["plan"]): Attestable {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([id, { kind, values }]) =>
      kind === "attested" ? [[id, values!]] : [],
    ),
  );
}
