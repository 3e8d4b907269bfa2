import { type Browser, type BrowserContext, chromium, type Page, type Request } from "playwright-core";
import { join } from "node:path";
import { bundledCatalog } from "../../tools/catalog/load.ts";
import { CHROMIUM_ARGUMENTS, ensureChromium } from "../../tools/chromium.ts";
import { serveFolder } from "../../tools/serve-folder.ts";
import { tagModeSnippet } from "../../tools/site/snippet.ts";
import { type Selvedge, startSelvedge } from "../../tools/start/selvedge.ts";
import { watchInFlight } from "./in-flight.ts";
import { readShopSite, SHOP, shopSite } from "./shop-site.ts";

/** What a test may want otherwise than `npm start` does it. */
export interface ShopOptions {
  /** Another origin than the demo shop. */
  readonly origin?: string;
  /** Changes the demo's site file before it is used. */
  readonly site?: (site: Record<string, unknown>) => void;
}

/** Starts the product as `npm start` does, but for experiments, on a free port and on storage of its own. Stop it afterwards. */
export async function startShop(options: ShopOptions = {}): Promise<Selvedge> {
  const site = await readShopSite();
  options.site?.(site);
  const shop = options.origin === undefined ? await serveFolder(SHOP) : undefined;
  try {
    const origin = options.origin ?? shop?.url ?? "";
    const catalog = await bundledCatalog(await shopSite(), join(SHOP, "site.json"));
    const selvedge = await startSelvedge({ origin, site: JSON.stringify(site), catalog });
    const stop = async () => {
      await selvedge.stop();
      await shop?.stop();
    };
    return { ...selvedge, stop };
  } catch (error) {
    await shop?.stop();
    throw error;
  }
}

/** The shop twice: behind the Worker, and on pages of an origin of its own into which the tag is pasted. */
export interface PastedShop extends Selvedge {
  /** Where the pages with the pasted tag are, without a slash at the end. */
  readonly pasted: string;
}

/** Starts both on free ports, the pasted one on another host, so that they share no cookie. */
export async function startPastedShop(options: ShopOptions = {}): Promise<PastedShop> {
  // It listens before anything else could take its port, and learns the Worker's address later.
  let snippet = "";
  const pages = await serveFolder(SHOP, 0, () => snippet);
  const pasted = pages.url;
  const shop = await startShop({
    ...options,
    site: (site) => {
      site["origins"] = [pasted];
      options.site?.(site);
    },
  }).catch(async (error: unknown) => {
    await pages.stop();
    throw error;
  });
  const { style, tag } = tagModeSnippet({ id: "fell-and-ford", path: "/_selvedge" }, shop.url);
  snippet = style + tag;
  const stop = async () => {
    await pages.stop();
    await shop.stop();
  };
  return { ...shop, pasted, stop };
}

/** One Chromium for a test file; each visitor gets a context of its own in it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGUMENTS] });
}

/** A request as the browser sent it, with every header. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface VisitorOptions {
  /** BCP 47: `navigator.language` and `Accept-Language`. */
  readonly language?: string;
  /** Global Privacy Control, as header and as `navigator.globalPrivacyControl`. */
  readonly gpc?: boolean;
  /** Without it, that of an ordinary Chrome: headless ones say that they are bots, and are served as such. */
  readonly userAgent?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: "light" | "dark";
  /** Overrides of context and clock, sent as `selvedge-context` with every request. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** A browser profile that nobody has used before, with everything that it sends and logs on record. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Every request of every tab so far, in order. Its promise resolves when all headers are known. */
  sent(): Promise<readonly Sent[]>;
  /** Forgets the requests so far, for `sent` to begin anew. */
  forget(): void;
  /** Errors on the console and uncaught ones, of every tab; not that there is no network where a test took it away. */
  readonly errors: readonly string[];
  /** Opens another tab of the same visitor. */
  open(): Promise<Page>;
  close(): Promise<void>;
}

const OFFLINE = "net::ERR_INTERNET_DISCONNECTED";

/** A new visitor with one tab open, on an empty page. */
export async function newVisitor(browser: Browser, options: VisitorOptions = {}): Promise<Visitor> {
  const headers: Record<string, string> = {};
  if (options.gpc) headers["Sec-GPC"] = "1";
  if (options.context) headers["selvedge-context"] = JSON.stringify(options.context);
  const context = await browser.newContext({
    userAgent: options.userAgent ?? ordinaryAgent(browser),
    locale: options.language ?? "en-GB",
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? "light",
    extraHTTPHeaders: headers,
  });
  if (options.gpc) {
    await context.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true });
    });
  }
  watchInFlight(context);
  let requests: Request[] = [];
  const errors: string[] = [];
  context.on("request", (request) => void requests.push(request));
  context.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes(OFFLINE)) errors.push(message.text());
  });
  context.on("weberror", (error) => void errors.push(String(error.error())));
  return {
    context,
    page: await context.newPage(),
    sent: () => Promise.all(requests.map(describe)),
    forget: () => {
      requests = [];
    },
    errors,
    open: () => context.newPage(),
    close: () => context.close(),
  };
}

function ordinaryAgent(browser: Browser): string {
  const [major] = browser.version().split(".", 1);
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
}

async function describe(request: Request): Promise<Sent> {
  const headers = await request.allHeaders().catch(() => request.headers());
  return { method: request.method(), url: request.url(), headers, body: request.postData() };
}
