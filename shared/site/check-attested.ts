import { signedText } from "../attested-token.ts";
import { toBase64Url } from "../base64url.ts";
import { ATTESTED_BITS, ATTESTED_TOKEN_CHARACTERS } from "../limits.ts";
import type { Checking } from "./checking.ts";

/** A dot, and 32 bytes as base64url, or 64. */
const SIGNATURE_CHARACTERS = { HS256: 44, EdDSA: 87 };
/** As far ahead as years have four digits. */
const LATE_DAY = 2_932_896;

/**
 * Checks that what the owner's server can attest is too coarse to name anybody, and fits into a token. All of it
 * stands in one, also what no rule reads, so here the declared values count, not the buckets.
 */
export function checkAttested({ site, report }: Checking): void {
  const declared = Object.entries(site.attributes).flatMap(([id, attribute]) =>
    "attested" in attribute ? [[id, attribute.attested] as const] : [],
  );
  const costs = declared.map(([id, values]) => [id, Math.log2(values.length + 1)] as const);
  const bits = costs.reduce((sum, [, cost]) => sum + cost, 0);
  if (bits > ATTESTED_BITS) {
    const parts = costs.map(([id, cost]) => `${id} ${cost.toFixed(1)}`).join(", ");
    report(
      "attributes",
      `attested values could tell visitors apart by ${bits.toFixed(1)} bits, more than ${ATTESTED_BITS} (${parts})`,
    );
  }
  const longest = declared.map(([id, values]) => [id, values.reduce(longer, "")] as const);
  const algorithm = site.attest ? "EdDSA" : "HS256";
  const signed = signedText({ values: Object.fromEntries(longest), until: LATE_DAY }, algorithm);
  const characters = signed.length + SIGNATURE_CHARACTERS[algorithm];
  if (characters > ATTESTED_TOKEN_CHARACTERS) {
    report(
      "attributes",
      `a token with the longest of all attested values takes ${characters} characters, more than ${ATTESTED_TOKEN_CHARACTERS}`,
    );
  }
}

/** Of two texts the one that is longer in a token. */
function longer(one: string, other: string): string {
  const [first, second] = [one, other].map((text) => toBase64Url(JSON.stringify(text)).length);
  return second! > first! ? other : one;
}
