import { fromBase64Url, toBase64Url } from "./base64url.ts";

/** What the owner's server vouches for. */
export interface Claims {
  /** Values by attribute id; an attribute may be absent. */
  readonly values: Readonly<Record<string, string>>;
  /** The UTC day number on which they end: on this day and later nothing is attested. */
  readonly until: number;
}

/** The values that each attested attribute of a site may take, by id. */
export type Attestable = Readonly<Record<string, readonly string[]>>;

/** How a token is signed: with a secret that owner and Worker share, or with a key of which the Worker has the public half. */
export type Algorithm = "HS256" | "EdDSA";

const headerOf = (algorithm: Algorithm) => toBase64Url(`{"alg":"${algorithm}","typ":"JWT"}`);
const DAY_SECONDS = 86_400;

/** Claims as JSON in their one spelling: attributes sorted by id, no white space, `exp` at midnight UTC. */
export function claimsText({ values, until }: Claims): string {
  const attested = Object.fromEntries(
    Object.keys(values)
      .sort()
      .map((id) => [id, values[id]]),
  );
  return JSON.stringify({ attested, exp: until * DAY_SECONDS });
}

/**
 * What is signed of a token: a JWT (RFC 7519) with one fixed header per algorithm and the claims in their one
 * spelling (that of RFC 8785), so that equal values make equal bytes, and nothing else can hide in it.
 */
export function signedText(claims: Claims, algorithm: Algorithm = "HS256"): string {
  return `${headerOf(algorithm)}.${toBase64Url(claimsText(claims))}`;
}

/**
 * What the key of an owner signs, of a token with EdDSA: its text behind the site that it is for. A public key can't be
 * derived for each site, as a secret is, so this is what makes a token of one site worthless on another. It is also
 * nothing that the same key would sign for something else.
 */
export function textForSite(signed: string, siteId: string): string {
  // No id has a dot in it.
  return `selvedge attested ${siteId}.${signed}`;
}

/** The algorithm that a token names, in the one spelling that its header has; undefined: none that is known. */
export function algorithmOf(token: string): Algorithm | undefined {
  const [header] = token.split(".");
  return (["HS256", "EdDSA"] as const).find((algorithm) => headerOf(algorithm) === header);
}

/**
 * The claims of a token, if it is exactly what `signedText` makes of some, with anything for a signature; else
 * undefined. It says nothing of whether they are true, in time, or declared.
 */
export function claimsOf(token: string): Claims | undefined {
  try {
    const payload: Record<string, unknown> = JSON.parse(fromBase64Url(token.split(".")[1]!));
    const values = payload["attested"] as Claims["values"];
    const claims = { values, until: (payload["exp"] as number) / DAY_SECONDS };
    const isWhole = Number.isSafeInteger(claims.until);
    const areTexts = Object.values(values).every((value) => typeof value === "string");
    const [signed] = /^[^.]*\.[^.]*(?=\.[^.]*$)/.exec(token)!;
    return isWhole && areTexts && signedText(claims, algorithmOf(token)) === signed ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a site declares everything that is claimed. */
export function isDeclared({ values }: Claims, attestable: Attestable): boolean {
  return Object.entries(values).every(
    ([id, value]) => Object.hasOwn(attestable, id) && attestable[id]!.includes(value),
  );
}
