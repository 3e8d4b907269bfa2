import type { IncomingMessage } from "node:http";
import { isLoopback, isOwn } from "./own-site.ts";
import { ask, type Upstream } from "./relay.ts";

/** A site that answers, and where its first page is. */
export interface Reached extends Upstream {
  /** Path and query of its home page, after redirects. */
  readonly page: string;
  /** Why the certificate isn't trusted, where it is taken all the same. */
  readonly untrusted?: string;
}

const REDIRECTS = 10;
const PATIENCE_MILLISECONDS = 15_000;
const HEADERS = { accept: "text/html,*/*;q=0.8", "user-agent": "Mozilla/5.0 (compatible; selvedge-init)" };

const CERTIFICATES: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its authority isn't known to this machine",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its authority isn't known to this machine",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its authority isn't known to this machine",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is for another name",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it isn't valid yet",
};

const PROBLEMS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there (connection refused). Is the site running, and is that its port?",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "there is no such host, or no network",
  ECONNRESET: "the connection was broken off. Is it http, or https?",
  EPROTO: "no TLS is spoken there. Is it http:// rather than https://?",
  ERR_SSL_WRONG_VERSION_NUMBER: "no TLS is spoken there. Is it http:// rather than https://?",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "no TLS is spoken there. Is it http:// rather than https://?",
  HPE_INVALID_CONSTANT: "what answers there speaks no http. Is it https:// rather than http://?",
};

/**
 * Asks a site for its home page, following redirects to its own name. A certificate that this machine doesn't trust is
 * taken where the site is this machine's, or where `insecure` says so.
 * @throws with a sentence that says what to do, where no page can be had
 */
export async function reach(address: string, insecure: boolean): Promise<Reached> {
  let url = new URL(address);
  let verify = true;
  let untrusted: string | undefined;
  for (let count = 0; count <= REDIRECTS; count++) {
    const upstream = { origin: new URL(url.origin), verify };
    const answer = await firstAnswer(upstream, url.pathname + url.search).catch((error: unknown) => {
      const certificate = CERTIFICATES[codeOf(error)];
      if (certificate === undefined || !verify) throw problem(url, error);
      if (!insecure && !isLoopback(url.hostname)) throw untrustedProblem(url, certificate);
      untrusted = certificate;
      return undefined;
    });
    if (answer === undefined) {
      verify = false;
      continue;
    }
    const { statusCode = 0, headers } = answer;
    const to = statusCode >= 300 && statusCode < 400 ? headers.location : undefined;
    if (to === undefined || !URL.canParse(to, url.href)) {
      demandPage(url, statusCode, headers["content-type"] ?? "");
      return { ...upstream, page: url.pathname + url.search, ...(untrusted !== undefined && { untrusted }) };
    }
    const next = new URL(to, url);
    if (next.origin !== url.origin && !isOwnOrMovedToTls(next, url))
      throw new Error(
        `${address}: leads to another site, ${next.origin}. Start with --origin ${next.origin}`,
      );
    url = next;
  }
  throw new Error(`${address}: redirects in a circle, to ${url.href} at last`);
}

/** On this machine, https has another port than http. */
function isOwnOrMovedToTls(next: URL, from: URL): boolean {
  return isOwn(next, from) || (isLoopback(from.hostname) && next.hostname === from.hostname);
}

function firstAnswer(upstream: Upstream, url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = ask(upstream, { method: "GET", url }, HEADERS);
    request.setTimeout(PATIENCE_MILLISECONDS, () =>
      request.destroy(new Error(`no answer within ${PATIENCE_MILLISECONDS / 1000} seconds`)),
    );
    request.once("error", reject);
    request.once("response", (answer) => {
      resolve(answer);
      answer.destroy();
    });
    request.end();
  });
}

function demandPage({ href }: URL, status: number, type: string): void {
  if (status === 401)
    throw new Error(`${href}: asks for a password (status 401); a trial needs pages that open without`);
  if (status === 403 || status === 429)
    throw new Error(
      `${href}: refuses programs (status ${status}); let this machine in, or name a copy of the site`,
    );
  if (status !== 200) throw new Error(`${href}: answers with status ${status}`);
  if (!/^text\/html\b/i.test(type))
    throw new Error(
      `${href}: isn't HTML (${type === "" ? "it names no type" : type}), so there is nothing to personalize`,
    );
}

function codeOf(error: unknown): string {
  // Both addresses of a name were tried: what the first one said.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return first instanceof Error ? ((first as NodeJS.ErrnoException).code ?? "") : "";
}

function problem({ origin }: URL, error: unknown): Error {
  const code = codeOf(error);
  const told = PROBLEMS[code] ?? (error instanceof Error && error.message !== "" ? error.message : code);
  return new Error(`${origin}: ${told}`, { cause: error });
}

function untrustedProblem({ origin }: URL, why: string): Error {
  return new Error(
    `${origin}: its certificate isn't trusted: ${why}.\n` +
      "Name the file of its authority in NODE_EXTRA_CA_CERTS, or take it unseen, for this trial, with --insecure.",
  );
}
