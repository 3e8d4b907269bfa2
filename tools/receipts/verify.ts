import { createPublicKey, verify } from "node:crypto";
import type { ClaimedReceipt } from "../../shared/receipt.ts";
import { thumbprint } from "./key.ts";
import type { KeptTexts } from "./texts.ts";

/** One thing that was looked at; undefined: there was nothing to hold it against. */
export interface Finding {
  readonly about: "signature" | "site" | "texts";
  readonly holds: boolean | undefined;
  readonly why: string;
}

/** What a receipt is held against. */
export interface Evidence {
  /** Public keys, each by its 32 bytes in base64url. */
  readonly keys: readonly string[];
  /** The `id` of the site file. */
  readonly site?: string | undefined;
  /** Texts of any revisions and sites. */
  readonly texts: readonly KeptTexts[];
}

/** Holds a receipt against what the owner has. Its spelling has been checked by whoever has read it. */
export function judge(claimed: ClaimedReceipt, evidence: Evidence): readonly Finding[] {
  return [signatureOf(claimed, evidence.keys), siteOf(claimed, evidence.site), textsOf(claimed, evidence)];
}

function signatureOf({ kid, signed, signature }: ClaimedReceipt, keys: readonly string[]): Finding {
  const about = "signature";
  const x = keys.find((each) => thumbprint(each) === kid);
  if (x === undefined)
    return { about, holds: false, why: `the key ${kid} isn't among the keys of this site` };
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return verify(null, Buffer.from(signed), key, Buffer.from(signature, "base64url"))
    ? { about, holds: true, why: `it was made with the key ${kid}` }
    : { about, holds: false, why: "it isn't of this receipt: something was changed" };
}

function siteOf({ receipt }: ClaimedReceipt, site: string | undefined): Finding {
  const about = "site";
  if (site === undefined) return { about, holds: undefined, why: "not compared: --site FILE names yours" };
  return receipt.site === site
    ? { about, holds: true, why: `it is of ${site}` }
    : { about, holds: false, why: `it is of ${receipt.site}, not of ${site}` };
}

function textsOf({ receipt }: ClaimedReceipt, { site, texts }: Evidence): Finding {
  const about = "texts";
  const { revision, texts: shown } = receipt;
  if (!shown) return { about, holds: undefined, why: "none of ours were shown: a script of the page asked" };
  if (site === undefined && texts.length === 0)
    return { about, holds: undefined, why: "not compared: --site FILE or --texts FILE bring them" };
  const known = texts.find(
    (each) =>
      each.hash === shown.hash &&
      each.language === shown.language &&
      each.revision === revision &&
      each.site === receipt.site,
  );
  return known
    ? { about, holds: true, why: `those of revision ${revision} in ${shown.language}` }
    : {
        about,
        holds: false,
        why: `none that are known here have this hash in ${shown.language} under revision ${revision}; \`--texts FILE\` brings older ones`,
      };
}
