/** What of a page's policies keeps the tag from doing anything there. */
export type Blocked = "sandbox" | "script-src" | "connect-src";

/** Whether a page's policies let the tag in, and with which nonce. */
export interface Admission {
  readonly nonce?: string | undefined;
  readonly blocked?: Blocked;
}

type Policy = ReadonlyMap<string, readonly string[]>;

/** What the tag asks for under the reserved path: itself, its parts, and the edge. */
const SCRIPTS = ["tag.js", "widget.js"];
const ENDPOINTS = ["config", "signals"];

/** Those that a script needs to run, and to ask the edge as a script of this site. */
const SANDBOX_FLAGS = ["allow-scripts", "allow-same-origin"];

/**
 * Whether a page's Content-Security-Policies let its tag run, load its parts and ask the edge; all of them must.
 * @param lists policies as they are written, in a header or in a meta element, each perhaps several with commas
 * @param page the page's own URL
 * @param path the reserved path on the same origin
 * Source: https://www.w3.org/TR/CSP3/#directives-fetch
 */
export function admitTag(lists: readonly string[], page: string, path: string): Admission {
  const policies = lists.flatMap(parsePolicies);
  if (policies.length === 0) return {};
  const urls = (names: readonly string[]) => names.map((name) => new URL(`${path}/${name}`, page));
  if (!policies.every(letsRun)) return { blocked: "sandbox" };
  const scripts = urls(SCRIPTS);
  const admits = (nonce?: string) =>
    policies.every((policy) => scripts.every((url) => allowsScript(policy, url, nonce)));
  const nonces: (string | undefined)[] = policies.flatMap(noncesOf);
  // A nonce is taken where there is one: the tag's parts inherit it.
  const index = [...nonces, undefined].findIndex((nonce) => admits(nonce));
  if (index < 0) return { blocked: "script-src" };
  const asks = urls(ENDPOINTS);
  if (!policies.every((policy) => asks.every((url) => allowsConnection(policy, url))))
    return { blocked: "connect-src" };
  return { nonce: nonces[index] };
}

/**
 * Whether a page's policies let a style element in, and with which nonce: that of scripts, where it is one for styles,
 * too; undefined: they don't.
 * Source: https://www.w3.org/TR/CSP3/#allow-all-inline
 */
export function admitStyle(lists: readonly string[], nonce?: string): Pick<Admission, "nonce"> | undefined {
  const policies = lists.flatMap(parsePolicies).map(styleSources);
  const needsNonce = policies.some((sources) => sources?.some((source) => nonceIn(source) !== undefined));
  const admits = policies.every((sources) => {
    if (sources === undefined) return true;
    if (nonce !== undefined && sources.some((source) => nonceIn(source) === nonce)) return true;
    // Beside a nonce or a hash it means nothing.
    const isStrict = sources.some((source) => /^'(?:nonce|sha(?:256|384|512))-/i.test(source));
    return !isStrict && sources.some((source) => source.toLowerCase() === "'unsafe-inline'");
  });
  if (!admits) return undefined;
  return needsNonce ? { nonce } : {};
}

function styleSources(policy: Policy): readonly string[] | undefined {
  return policy.get("style-src-elem") ?? policy.get("style-src") ?? policy.get("default-src");
}

/** Source: https://www.w3.org/TR/CSP3/#parse-serialized-policy-list */
function parsePolicies(list: string): Policy[] {
  return list.split(",").flatMap((text) => {
    const policy = new Map<string, readonly string[]>();
    for (const directive of text.split(";")) {
      const [name = "", ...values] = directive.split(/[\t\n\f\r ]+/).filter(Boolean);
      // Of several with one name the first counts.
      if (name !== "" && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), values);
    }
    return policy.size === 0 ? [] : [policy];
  });
}

function letsRun(policy: Policy): boolean {
  const flags = policy.get("sandbox")?.map((flag) => flag.toLowerCase());
  return flags === undefined || SANDBOX_FLAGS.every((flag) => flags.includes(flag));
}

/** The sources from which script elements and imports may come; undefined: from anywhere. */
function scriptSources(policy: Policy): readonly string[] | undefined {
  return policy.get("script-src-elem") ?? policy.get("script-src") ?? policy.get("default-src");
}

function noncesOf(policy: Policy): string[] {
  return (scriptSources(policy) ?? []).flatMap((source) => nonceIn(source) ?? []);
}

/** Only what is a nonce by the grammar, since it is written into the page. */
function nonceIn(source: string): string | undefined {
  return /^'nonce-([A-Za-z0-9+/_-]+={0,2})'$/i.exec(source)?.[1];
}

/** Source: https://www.w3.org/TR/CSP3/#script-pre-request */
function allowsScript(policy: Policy, url: URL, nonce: string | undefined): boolean {
  const sources = scriptSources(policy);
  if (sources === undefined) return true;
  if (nonce !== undefined && sources.some((source) => nonceIn(source) === nonce)) return true;
  // It trusts what trusted scripts load, and no script element that stands in the page.
  if (sources.some((source) => source.toLowerCase() === "'strict-dynamic'")) return false;
  return sources.some((source) => matches(source, url));
}

function allowsConnection(policy: Policy, url: URL): boolean {
  const sources = policy.get("connect-src") ?? policy.get("default-src");
  return sources?.some((source) => matches(source, url)) ?? true;
}

const HOST_SOURCE =
  /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i;

/**
 * Whether a source expression is about this URL, which is one of the page's own origin.
 * Source: https://www.w3.org/TR/CSP3/#match-url-to-source-expression
 */
function matches(source: string, url: URL): boolean {
  if (source === "*" || source.toLowerCase() === "'self'") return true;
  const scheme = /^([a-z][a-z\d+.-]*):$/i.exec(source)?.[1];
  if (scheme !== undefined) return schemeMatches(scheme, url);
  const [, named, host, port, path = ""] = HOST_SOURCE.exec(source) ?? [];
  return (
    host !== undefined &&
    (named === undefined || schemeMatches(named, url)) &&
    hostMatches(host.toLowerCase(), url.hostname) &&
    portMatches(port, url) &&
    pathMatches(path, url.pathname)
  );
}

/** A page that came by https may be meant by `http:`. */
function schemeMatches(scheme: string, { protocol }: URL): boolean {
  const name = `${scheme.toLowerCase()}:`;
  return name === protocol || (name === "http:" && protocol === "https:");
}

function hostMatches(pattern: string, host: string): boolean {
  if (pattern === "*") return true;
  return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;
}

function portMatches(port: string | undefined, url: URL): boolean {
  if (port === undefined || port === "*") return port === "*" || url.port === "";
  return Number(port) === Number(url.port || (url.protocol === "https:" ? 443 : 80));
}

/** A path with a slash at its end is a folder, one without is a file. */
function pathMatches(pattern: string, pathname: string): boolean {
  if (pattern === "" || pattern === "/") return true;
  const wanted = pattern.split("/").map(decoded);
  const pieces = pathname.split("/").map(decoded);
  if (wanted.at(-1) === "") wanted.pop();
  else if (wanted.length !== pieces.length) return false;
  return wanted.every((piece, index) => piece === pieces[index]);
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}
