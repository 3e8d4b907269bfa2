/** Where a factor is shown: recipes, each with what its pieces must say for it to be about the factor. */
export type Shown = Readonly<Record<string, string>>;

/**
 * Everything that the literature on personalization tells visitors apart by, and the recipes that show how it is
 * said. A factor without a recipe fails the test.
 */
export const FACTORS: Readonly<Record<string, Shown>> = {
  country: { "in-one-country-or-one-of-several": "context.country" },
  "country of who arrives": { "arrives-from-a-country-that-has-pages-of-its-own": '"op": "redirect"' },
  region: { "in-a-region-or-a-city": "context.region" },
  city: { "in-a-region-or-a-city": "context.city" },
  timezone: { "in-a-time-zone": "context.timezone" },
  network: { "from-a-companys-or-universitys-network": "context.network" },
  device: { "on-a-phone": "context.device" },
  language: { "reads-polish-wherever-they-are": "context.language" },
  "local hour": { "in-the-evening-or-at-the-weekend": "context.hour" },
  "local weekday": { "in-the-evening-or-at-the-weekend": "context.weekday" },
  "referrer class of this request": { "came-from-an-ad-just-now": "context.referrer" },
  "source of this request": { "came-from-this-campaign-just-now": "context.source" },
  "campaign of this request": { "came-from-this-campaign-just-now": "context.campaign" },
  "came from an ad, some time ago": { "came-from-an-ad-in-the-last-30-days": '"referrer": "ad"' },
  "referrer class of the first visit": {
    "an-ad-brought-them-the-first-time": '{ "first": "visit", "of": "referrer" }',
  },
  "source of the first visit": {
    "an-ad-brought-them-the-first-time": '{ "first": "visit", "of": "source" }',
  },
  "campaign of the first visit": {
    "an-ad-brought-them-the-first-time": '{ "first": "visit", "of": "campaign" }',
  },
  "referrer class of most visits": {
    "a-constant-reader-of-our-newsletter": '"habit": "visit", "of": "referrer"',
  },
  "source of most visits": {
    "one-source-or-one-campaign-brings-them-most-of-the-time": '"top": "visit", "of": "source"',
  },
  "campaign of most visits": {
    "one-source-or-one-campaign-brings-them-most-of-the-time": '"top": "visit", "of": "campaign"',
  },
  "pages visited": {
    "looked-at-prices-three-times-in-a-month": '"count": "view"',
    "prefers-one-category": '"of": "category"',
    "looked-at-this-product-lately": '"of": "item"',
    "looks-around-widely": '"distinct": "view"',
    "read-a-guide-then-looked-at-a-product": '"sequence"',
  },
  "URLs visited": {
    "landed-on-a-campaign-page-the-first-time": '"of": "landing"',
    "followed-a-link-to-a-partner": '"href"',
  },
  "buttons clicked": { "pressed-a-certain-button": '"count": "click"', "compared-products": '"on": "click"' },
  "time on page": {
    "spent-time-with-a-topic": '"sum": "dwell"',
    "stayed-a-minute-on-one-page": '"max": "dwell"',
  },
  "scroll depth": { "reads-articles-to-the-end": '"scroll", "where": { "depth": 100' },
  "search terms": { "searched-for-something-that-we-name": '"term"' },
  visits: { "new-returning-regular": '"count": "visit"', "came-often-lately": '"count": "visit", "within"' },
  "days since": { "came-back-within-a-week": '"daysSince"', "away-for-a-month": '"daysSince"' },
  "cart value": {
    "a-full-cart": '"sum": "cart", "of": "value"',
    "left-a-cart-behind": '"sequence": ["cart"',
  },
  spend: { "spent-500-in-a-year": '"sum": "purchase", "of": "value"' },
  orders: { "first-order-third-order": '"count": "purchase"' },
  "average order": { "an-average-order-of-80-or-more": '"average": "purchase"' },
  "largest order": { "once-made-a-large-order": '"max": "purchase"' },
  "items bought": { "bought-the-stove-but-no-gas": '"set": "purchase", "of": "items"' },
  "categories bought": { "buys-mostly-from-one-category": '"of": "categories"' },
  "repeat purchase within N days": { "bought-again-within-30-days": '"count": "purchase", "within": "30d"' },
  "time since the last purchase": { "due-to-buy-again": '"daysSince": "purchase"' },
  "usual hour": { "usually-comes-in-the-evening": '"of": "hour"' },
  "usual weekday": { "usually-comes-on-a-sunday": '"of": "weekday"' },
  "usual device": { "usually-on-a-phone-now-at-a-desk": '"habit": "visit", "of": "device"' },
  "age band": { "age-band": '"declared"' },
  occupation: { occupation: '"declared"' },
  education: { education: '"declared"' },
  employment: { employment: '"declared"' },
  "income band": { "income-band": '"declared"' },
  interests: { interests: '"choices"' },
  values: { values: '"declared"' },
  goals: { goals: '"declared"' },
  lifestyle: { lifestyle: '"declared"' },
  industry: { industry: '"declared"' },
  role: { role: '"declared"' },
  "company size": { "company-size": '"declared"' },
  "partner or customer": { "partner-or-customer": '"declared"' },
  "life events": { "life-events-while-they-last": '"daysSince": "declare"' },
  "loyalty points": { "loyalty-points": '"last": "points"' },
  "loyalty tier": { "loyalty-tier": '"attested"', "loyalty-points": '"tier": "points"' },
  "customer lifetime value": {
    "customer-lifetime-value-in-levels": '"tier"',
    "customer-lifetime-value-as-your-server-knows-it": '"attested"',
  },
  "CRM stage": { "stage-in-the-crm": '"attested"' },
  NPS: { "promoters-and-detractors-nps": '"question": "nps"' },
  CSAT: { "unhappy-with-what-they-got-csat": '"question": "csat"' },
  CES: { "found-it-hard-ces": '"question": "ces"' },
  "recency, frequency, monetary value": { "best-customers-and-those-about-to-leave": '"rfm"' },
  "retention: came back in week N": {
    "came-back-in-week-4": '"count": "visit", "where": { "week": 4 }',
  },
  "retention: bought again in week N": {
    "bought-again-in-week-4": '"count": "purchase", "where": { "week": 4 }',
  },
  funnels: { "how-far-through-the-shop": '"funnel"' },
  scores: { "a-score-of-interest": '"score"' },
};
