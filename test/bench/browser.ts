import type { Browser, BrowserContext, CDPSession } from "playwright-core";
import { launchBrowser, newVisitor, startPastedShop } from "../e2e/harness.ts";
import { PEERS, servePages } from "./browser/peers.ts";
import { type BareVisitor, newBareVisitor } from "./browser/bare.ts";
import { seen } from "./browser/measure.ts";
import { quantile, ratioOf, type Report, type Row } from "./report.ts";

const ROUNDS = 9;
const EDGE_MILLISECONDS = 12;
const TAG_MODE_MILLISECONDS = 20;
const PAGES = ["/", "/rain/", "/products/tarn-shell.html"];
/** Of a site that does what the others here do: it asks, and changes a heading for a segment of visitors. */
const ONE_BLOCK = {
  version: 1,
  consent: { mode: "opt-in", policyUrl: "/privacy/" },
  attributes: { pages: { count: "view" } },
  segments: { interested: { when: { pages: { $gte: 1 } } } },
  blocks: { hello: { target: "h1", op: "content", when: "interested", html: "Hello" } },
};
const TAG = /<script[^>]*\/_selvedge\/tag\.js[^>]*><\/script>/;

/** What a browser is asked to open: by somebody new each time, or by one visitor whom the site knows. */
interface Contender {
  readonly name: string;
  readonly url: string;
  readonly known?: BareVisitor;
  readonly limit?: number;
}

/** What scripts, the largest paint and shifts cost a visitor, with Selvedge, without it, and with others on the same page. */
export async function benchBrowser(
  progress: (text: string) => void,
  { rounds = ROUNDS }: { readonly rounds?: number | undefined },
): Promise<readonly Report[]> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const shop = await startPastedShop();
    stops.push(shop.stop);
    const browser = await launchBrowser();
    stops.push(() => browser.close());
    const serve = async (...args: Parameters<typeof servePages>) => {
      const served = await servePages(...args);
      stops.push(served.stop);
      return served.url;
    };
    const plain = await serve(shop.origin, (html) => html);
    const peers = await Promise.all(
      PEERS.map(async ({ name, snippet, files }) => ({
        name,
        url: await serve(shop.origin, (html, url) => html.replace("<head>", `<head>${snippet(url)}`), files),
      })),
    );
    const small = await startPastedShop({
      site: (site) => replaceAll(site, { ...ONE_BLOCK, id: site["id"], origins: site["origins"] }),
    });
    stops.push(small.stop);
    const root = await browser.newBrowserCDPSession();
    const one = await bareKnownAt(root, small.url);
    const oneAway = await bareKnownAt(root, small.pasted);
    const edge = await bareKnownAt(root, shop.url);
    const away = await bareKnownAt(root, shop.pasted);
    const contenders: readonly Contender[] = [
      { name: "one block, edge mode, asking", url: small.url, limit: EDGE_MILLISECONDS },
      { name: "one block, edge mode, after a yes", url: small.url, known: one, limit: EDGE_MILLISECONDS },
      { name: "one block, tag mode, asking", url: small.pasted, limit: TAG_MODE_MILLISECONDS },
      {
        name: "one block, tag mode, after a yes",
        url: small.pasted,
        known: oneAway,
        limit: TAG_MODE_MILLISECONDS,
      },
      { name: "edge mode, asking", url: shop.url, limit: EDGE_MILLISECONDS },
      { name: "edge mode, after a yes", url: shop.url, known: edge, limit: EDGE_MILLISECONDS },
      { name: "tag mode, asking", url: shop.pasted, limit: TAG_MODE_MILLISECONDS },
      { name: "tag mode, after a yes", url: shop.pasted, known: away, limit: TAG_MODE_MILLISECONDS },
      ...peers,
      { name: "the page alone", url: plain },
    ];
    const times = await inTurns(contenders, rounds, progress, async ({ url, known }) => {
      const visitor = known ?? (await newBareVisitor(root));
      const time = await visitor.scriptTime(url);
      if (!known) await visitor.close();
      return time;
    });
    const untagged = await serve(shop.url, (html) => html.replace(TAG, ""));
    const tagged = await serve(shop.url, (html) => html);
    const paints = await inTurns(
      [
        { name: "with the tag", url: tagged },
        { name: "without", url: untagged },
      ],
      rounds,
      progress,
      async ({ url }) => {
        const { context, close } = await newVisitor(browser);
        const { lcp } = await seen(context, url);
        await close();
        return lcp;
      },
    );
    return [
      scriptReport(contenders, times, rounds),
      paintReport(paints),
      await shiftReport(browser, [
        ["edge mode", shop.url, await knownAt(browser, shop.url)],
        ["tag mode", shop.pasted, await knownAt(browser, shop.pasted)],
      ]),
    ];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

function replaceAll(site: Record<string, unknown>, by: object): void {
  for (const name of Object.keys(site)) delete site[name];
  Object.assign(site, by);
}

/** The edge has acknowledged what it was told on the page. */
const ACKNOWLEDGED = `performance.getEntriesByType("resource").some(({ name, responseEnd }) => name.endsWith("/signals") && responseEnd > 0)`;
const ACCEPT = `[...document.querySelector("selvedge-consent")?.shadowRoot.querySelectorAll("button") ?? []].find((button) => button.textContent === "Accept")?.click()`;

/** The same visitor as `knownAt`, whose pages nobody watches. */
async function bareKnownAt(root: CDPSession, url: string): Promise<BareVisitor> {
  const visitor = await newBareVisitor(root);
  await visitor.visit(url, `${ACCEPT}, ${ACKNOWLEDGED}`);
  await visitor.visit(`${url}/rain/`, ACKNOWLEDGED);
  await visitor.visit(url, ACKNOWLEDGED);
  return visitor;
}

/** A visitor who has said yes, looked at rain gear, and whose next page is decided on that. */
async function knownAt(browser: Browser, url: string): Promise<BrowserContext> {
  const { page, context } = await newVisitor(browser);
  await page.goto(url);
  // Acknowledged by the edge: the page here, then what was looked at.
  for (const act of [
    () => page.getByRole("button", { name: "Accept", exact: true }).click(),
    () => page.goto(`${url}/rain/`),
  ])
    await Promise.all([page.waitForResponse((response) => response.url().endsWith("/signals")), act()]);
  await page.goto(url, { waitUntil: "networkidle" });
  await page.close();
  return context;
}

/**
 * Each contender once a round, in turns that begin with another one each round, so that nobody always follows the same
 * one; a first round, in which caches fill, isn't counted.
 */
async function inTurns(
  contenders: readonly Contender[],
  rounds: number,
  progress: (text: string) => void,
  measure: (contender: Contender) => Promise<number>,
): Promise<readonly number[][]> {
  const found = contenders.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const index = (turn + round) % contenders.length;
      const contender = contenders[index]!;
      progress(`browser: ${contender.name}, ${round} of ${rounds}`);
      const value = await measure(contender);
      if (round > 0) found[index]!.push(value);
    }
  }
  return found;
}

const spread = (values: readonly number[]) => ({
  value: quantile(values, 0.5),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75),
  unit: "ms",
});

/** What each adds to the scripts that the page has anyway, round by round. */
function scriptReport(contenders: readonly Contender[], times: readonly number[][], rounds: number): Report {
  const alone = times.at(-1)!;
  const added = times.map((each) => each.map((value, round) => value - alone[round]!));
  const cookieConsent = added[contenders.findIndex(({ name }) => name.startsWith("vanilla"))]!;
  const rows = contenders.slice(0, -1).map(({ name, limit }, index): Row => ({
    name,
    ...spread(added[index]!),
    ...(limit !== undefined && { limit }),
    ratios: limit === undefined ? [] : [ratioOf("vanilla-cookieconsent", added[index]!, cookieConsent)],
  }));
  rows.push({ name: "the page's own, on which these stand", ...spread(alone), ratios: [] });
  return { title: `Script time on load, processor 4 times as slow (median of ${rounds})`, rows };
}

/** Not later than without the tag, beyond noise: within the quartiles of the ratio of one round. */
function paintReport([tagged = [], untagged = []]: readonly number[][]): Report {
  const noise = (quantile(untagged, 0.75) - quantile(untagged, 0.25)) / quantile(untagged, 0.5);
  return {
    title: `Largest Contentful Paint in edge mode (noise ± ${(noise * 100).toFixed(0)} %)`,
    rows: [
      { name: "with the tag", ...spread(tagged), ratios: [ratioOf("without", tagged, untagged, 1 + noise)] },
      { name: "without", ...spread(untagged), ratios: [] },
    ],
  };
}

async function shiftReport(
  browser: Browser,
  modes: readonly (readonly [name: string, url: string, known: BrowserContext])[],
): Promise<Report> {
  const rows: Row[] = [];
  for (const [mode, url, known] of modes) {
    for (const path of PAGES) {
      const visitor = await newVisitor(browser);
      const asked = await seen(visitor.context, url + path);
      await visitor.close();
      const told = await seen(known, url + path);
      for (const [who, { cls }] of [
        ["asking", asked],
        ["after a yes", told],
      ] as const)
        rows.push({ name: `${mode}, ${who}, ${path}`, value: cls * 1000, limit: 0, unit: "‰", ratios: [] });
    }
  }
  return { title: "Cumulative layout shift on pages of the demo shop", rows };
}
