/** The kind of place that a visitor came from. */
export type ReferrerClass = "search" | "social" | "email" | "ad" | "direct" | "internal" | "other";

/** How a visitor arrived at a page. */
export interface Arrival {
  readonly source: string | null;
  readonly medium: string | null;
  readonly campaign: string | null;
  readonly referrer: ReferrerClass;
  readonly referrerHost: string | null;
}

const AD_CLICK_PARAMETERS = ["gclid", "wbraid", "gbraid", "dclid", "msclkid", "yclid"];
const AD_MEDIUM = /^(cpc|cpm|cpa|ppc|paid.*|display|ads?|banner|retargeting)$/i;
const EMAIL = /(^|\.)(mail|webmail|outlook|poczta)\.|proton\.me$/;
const SEARCH =
  /(^|\.)((google|bing|duckduckgo|yahoo|yandex|baidu|ecosia|qwant|startpage|seznam|naver|kagi)(\.com?)?\.[a-z]+|ya\.ru|search\.brave\.com)$/;
const SOCIAL =
  /(^|\.)((facebook|instagram|twitter|x|linkedin|pinterest|reddit|tiktok|youtube|vk|whatsapp)\.com|t\.co|t\.me|ok\.ru|lnkd\.in|threads\.(net|com)|bsky\.app|mastodon\.[a-z]+)$/;

/**
 * How a visitor arrived, from the referrer, the host of the page and the query of its URL. What the
 * owner's own links say (`utm_*`, the click numbers of ad networks) goes before what the referrer's host suggests.
 */
export function arrivalFrom(
  referrer: string,
  host: string,
  query: { get(name: string): string | null },
): Arrival {
  const [source, medium, campaign] = ["source", "medium", "campaign"].map(
    (name) => query.get(`utm_${name}`) || null,
  );
  const referrerHost = /^https?:\/\/(?:[^/?#]*@)?([^/:?#]+)/i.exec(referrer)?.[1]?.toLowerCase() ?? null;
  return {
    source: source!,
    medium: medium!,
    campaign: campaign!,
    referrer: classOf(
      referrerHost,
      host,
      medium ?? "",
      AD_CLICK_PARAMETERS.some((name) => query.get(name)),
    ),
    referrerHost,
  };
}

function classOf(from: string | null, host: string, medium: string, adClick: boolean): ReferrerClass {
  if (adClick || AD_MEDIUM.test(medium)) return "ad";
  if (/^e-?mail$|^newsletter$/i.test(medium)) return "email";
  if (/^social/i.test(medium)) return "social";
  if (!from) return "direct";
  if (bare(from) === bare(host)) return "internal";
  if (EMAIL.test(from)) return "email";
  if (SEARCH.test(from)) return "search";
  return SOCIAL.test(from) ? "social" : "other";
}

/** A host without its port and without `www.`. */
function bare(host: string): string {
  return host.toLowerCase().replace(/^www\.|:\d+$/g, "");
}
