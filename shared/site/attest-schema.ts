import * as v from "valibot";
import { ATTEST_KEYS } from "../limits.ts";
import { described, object } from "../schema-parts.ts";

/**
 * Points of small order, the last two of each four spelled as no library does: with such a "key" anybody can sign. All
 * zeros, which stand in many an example, are among them.
 * Source: the list that libsodium refuses (ed25519_ref10.c, `ge25519_has_small_order`).
 */
const WORTHLESS: ReadonlySet<string> = new Set([
  "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
  "7P_______________________________________38",
  "7P________________________________________8",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
  "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o",
  "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA_o",
  "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU",
  "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_IU",
  "7f_______________________________________38",
  "7f________________________________________8",
  "7v_______________________________________38",
  "7v________________________________________8",
]);

const keySchema = v.pipe(
  v.string(),
  v.regex(
    /^[\w-]{42}[AEIMQUYcgkosw048]$/,
    "expected an Ed25519 public key: its 32 bytes as base64url, 43 characters, which a JWK has as x",
  ),
  v.check((key) => !WORTHLESS.has(key), "isn't a key: anybody could sign for it"),
);

/** Who may vouch for attested attributes, beside the server that shares a secret with the Worker. */
export const attestSchema = object({
  keys: described(
    v.pipe(
      v.array(keySchema),
      v.minLength(1, "expected at least one key"),
      v.maxLength(ATTEST_KEYS, `expected at most ${ATTEST_KEYS} keys`),
      v.check((keys) => new Set(keys).size === keys.length, "expected each key once"),
    ),
    "The public halves of the Ed25519 keys that your server signs with, as base64url: the one in use, and others while one replaces another. Nothing of them is secret.",
  ),
});
