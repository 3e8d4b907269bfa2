/** Words that occur nowhere else, by the field of a request in which they stand. */
export type Canaries = Readonly<Record<string, string>>;

/** What all of them begin with: letters only, so that they pass wherever a language or a name does. */
const MARK = "zqj";

/** One for a field. Eight letters at most, as parts of language tags are. */
function canary(number: number): string {
  const letters = [676, 26, 1].map((unit) => String.fromCharCode(97 + (Math.floor(number / unit) % 26)));
  return MARK + letters.join("");
}

const HEADERS = [
  "user-agent",
  "referer",
  "authorization",
  "proxy-authorization",
  "accept",
  "accept-language",
  "x-forwarded-for",
  "x-real-ip",
  "true-client-ip",
  "forwarded",
  "cf-ray",
  "cf-ipcountry",
  "cf-ipcity",
  "cf-visitor",
  "cf-ew-via",
  "cdn-loop",
  "via",
  "from",
  "if-none-match",
  "if-modified-since",
  "sec-ch-ua",
  "sec-ch-ua-model",
  "sec-ch-ua-platform",
  "sec-ch-ua-full-version-list",
  "sec-purpose",
  "dnt",
  "priority",
  "traceparent",
  "baggage",
  "x-request-id",
  "x-csrf-token",
  "x-custom",
  "selvedge-context",
] as const;
const COOKIES = ["session", "sv_p", "sv_v", "sv_preview", "sv_staff", "sv_x"] as const;
/** Fields of `request.cf`, those of TLS and of bot management among them. */
const CF = [
  "city",
  "region",
  "postalCode",
  "latitude",
  "longitude",
  "metroCode",
  "asOrganization",
  "colo",
  "requestPriority",
  "clientAcceptEncoding",
  "tlsVersion",
  "tlsCipher",
  "tlsClientRandom",
  "tlsClientExtensionsSha1",
  "tlsClientHelloLength",
] as const;
const NESTED_CF = [
  "tlsClientAuth.certSubjectDN",
  "tlsClientAuth.certFingerprintSHA256",
  "tlsExportedAuthenticator.clientHandshake",
  "botManagement.ja3Hash",
  "botManagement.ja4",
  "botManagement.detectionIds",
] as const;
const ADDRESS = ["host", "path", "query", "utm_source", "utm_campaign", "gclid", "page"] as const;
const BODY = [
  "unknown",
  "path",
  "language",
  "plan",
  "goal",
  "attested",
  "token",
  "choice",
  "segment",
] as const;

const NAMES = [
  ...HEADERS.map((name) => `header ${name}`),
  ...COOKIES.map((name) => `cookie ${name}`),
  ...[...CF, ...NESTED_CF].map((name) => `cf ${name}`),
  ...ADDRESS.map((name) => `address ${name}`),
  ...BODY.map((name) => `body ${name}`),
];

/** The addresses that requests come from, in the spellings in which they could be kept. */
export const ADDRESSES: Canaries = {
  "header cf-connecting-ip": "203.0.113.77",
  "the same in hexadecimal": "cb00714d",
  "the same as a number": "3405803853",
  "header cf-connecting-ipv6": "2001:db8:4711:",
};

/** A canary for every field. */
export const CANARIES: Canaries = Object.fromEntries(NAMES.map((name, index) => [name, canary(index)]));

const of = (kind: string, name: string) => CANARIES[`${kind} ${name}`]!;

/** Every header of a request, each with its canary; `cookies` are put before those with canaries. */
export function markedHeaders(cookies: Readonly<Record<string, string>> = {}): Record<string, string> {
  const plain = Object.fromEntries(HEADERS.map((name) => [name, `x-${of("header", name)}`]));
  const all = { ...Object.fromEntries(COOKIES.map((name) => [name, of("cookie", name)])), ...cookies };
  const nested = NESTED_CF.map((name) => name.split(".") as [string, string]);
  const cf = {
    country: "PL",
    timezone: "Europe/Warsaw",
    ...Object.fromEntries(CF.map((name) => [name, of("cf", name)])),
    ...Object.fromEntries(
      nested.map(([name]) => [
        name,
        Object.fromEntries(
          nested
            .filter(([other]) => other === name)
            .map(([, field]) => [field, of("cf", `${name}.${field}`)]),
        ),
      ]),
    ),
  };
  return {
    ...plain,
    "user-agent": `Mozilla/5.0 (X11; Linux x86_64) ${of("header", "user-agent")}/1.0`,
    referer: `https://${of("header", "referer")}.example/?q=${of("header", "referer")}`,
    authorization: `Bearer ${of("header", "authorization")}`,
    accept: `text/html, application/${of("header", "accept")}`,
    "accept-language": `${of("header", "accept-language")}, en;q=0.5`,
    "if-none-match": `"${of("header", "if-none-match")}"`,
    "selvedge-context": JSON.stringify({ city: of("header", "selvedge-context") }),
    "cf-connecting-ip": "203.0.113.77",
    "cf-connecting-ipv6": "2001:db8:4711::1",
    cookie: Object.entries(all)
      .map(([name, value]) => `${name}=${value}`)
      .join("; "),
    // What Cloudflare knows of a request comes to the local runtime in this header, and goes no further.
    "mf-cf-blob": JSON.stringify(cf),
  };
}

/** A page's address, marked in path and query. */
export function markedPath(folder: string, last: string): string {
  const query = ["query", "utm_source", "utm_campaign", "gclid"]
    .map((name) => `${name}=${of("address", name)}`)
    .join("&");
  return `${folder}${of("address", "path")}/${last}?${query}`;
}

/** The fields whose canaries stand somewhere in a text, plain or packed as texts usually are. */
export function foundIn(text: string, canaries: Canaries = { ...CANARIES, ...ADDRESSES }): readonly string[] {
  const lower = text.toLowerCase();
  return Object.entries(canaries)
    .filter(([, word]) => {
      return lower.includes(word) || packed(word).some((spelling) => text.includes(spelling));
    })
    .map(([field]) => field);
}

/** A word as base64 and base64url have it at any of three places, in hexadecimal, backwards, and in two bytes a letter. */
function packed(word: string): readonly string[] {
  const aligned = [0, 1, 2].map((shift) => {
    const base64 = Buffer.from("\0".repeat(shift) + word, "latin1").toString("base64url");
    // Letters at both ends hold bits of what stands beside the word.
    return base64.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + word.length) * 8) / 6));
  });
  const bytes = Buffer.from(word, "latin1");
  const backwards = [...word].toReversed().join("");
  return [...aligned, bytes.toString("hex"), backwards, bytes.toString("latin1").split("").join("\0")];
}
