import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { OwnTexts } from "../../../client/parts/own-texts.ts";
import { text as plCentre } from "../../../client/widget/centre-text/pl.ts";
import { text as enSettings } from "../../../client/widget/settings-text/en.ts";
import { text as pl } from "../../../client/widget/settings-text/pl.ts";
import { text as en } from "../../../client/widget/text/en.ts";
import type { SensitiveWords } from "../../../shared/wire.ts";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import { CHROMIUM_ARGUMENTS, ensureChromium } from "../../../tools/chromium.ts";

import { DEVICE, KNOWN, ME } from "./centre-stage.ts";

const SOURCE = fileURLToPath(new URL("../../../client/widget/", import.meta.url));

/** No styles, no markup from strings, nothing but what our own script brings: the strictest page we promise to run on. */
const POLICY =
  "default-src 'none'; script-src 'nonce-x' 'strict-dynamic'; connect-src 'self'; style-src 'none'; " +
  "base-uri 'none'; require-trusted-types-for 'script'";

export interface Harness {
  readonly url: string;
  /** Opens the page in a context of its own, and lets it be closed with the harness. */
  open(options?: BrowserContextOptions, query?: string): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings of the console, page errors, and violations of the policy. */
  readonly complaints: readonly string[];
}

/** Builds the widget as the product does, and serves it with a page under the strict policy. */
export async function startHarness(): Promise<Harness> {
  const files = new Map<string, string>([
    ["/_s/known.js", DEVICE],
    ["/_s/transfer.js", DEVICE],
  ]);
  const entries = {
    widget: "first-layer.ts",
    settings: "settings.ts",
    "way-back": "../parts/way-back.ts",
    "way-back-moves": "../parts/way-back-moves.ts",
    corner: "../parts/corner.ts",
    receipt: "../parts/receipt.ts",
    sensitive: "../parts/sensitive.ts",
    "own-texts": "../parts/own-texts.ts",
    me: "../parts/me.ts",
    centre: "centre.ts",
    "centre-messages": "centre/messages.ts",
  };
  const texts = ["text", "settings-text", "receipt-text", "sensitive-text", "centre-text"].flatMap((kind) =>
    WIDGET_LANGUAGES.map((language) => [`${kind}.${language}`, `${kind}/${language}.ts`] as const),
  );
  for (const [name, entry] of [...Object.entries(entries), ...texts]) {
    const built = await build({
      entryPoints: [SOURCE + entry],
      bundle: true,
      minify: true,
      format: "esm",
      charset: "utf8",
      target: "es2022",
      write: false,
    });
    files.set(`/_s/${name}.js`, built.outputFiles[0]!.text);
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const script = files.get(path);
    const own = OWN_TEXTS[path.slice("/_s/texts/".length)];
    if (path === "/_s/me") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(ME));
    } else if (path === "/") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.setHeader("content-security-policy", POLICY);
      response.end(PAGE);
    } else if (path.startsWith("/_s/texts/") && own) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(own));
    } else if (path === "/_s/config") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ consent: { ...TERMS, sensitive: SENSITIVE } }));
    } else if (script === undefined) {
      response.writeHead(path === "/favicon.ico" ? 204 : 404).end();
    } else {
      response.setHeader("content-type", "text/javascript; charset=utf-8");
      response.end(script);
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = await launch();

  return {
    url,
    async open(options = {}, query = "") {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.goto(`${url}?${query}`);
      await page.locator(".back").waitFor();
      return { page, context, complaints };
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGUMENTS] });
}

/** What an owner may have written: something in a language that the widget has, and all in one that it hasn't. */
export const OWN_TEXTS: Readonly<Record<string, OwnTexts>> = {
  pl: {
    lang: "pl",
    title: "Nasze pytanie",
    settings: { title: "Nasze ustawienia", personalization: { ...pl.personalization, name: "Dla Ciebie" } },
    receipt: { title: "Nasze potwierdzenie" },
    sensitive: { title: "Nasze osobne pytanie" },
    centre: { title: "Co o Tobie wiemy", groups: { ...plCentre.groups, title: "Nasze grupy" } },
  },
  he: {
    ...en,
    lang: "he",
    title: "האם נוכל לזכור במה צפיתם?",
    settings: { ...enSettings, lang: "he", title: "הגדרות פרטיות" },
  },
};

const TERMS = {
  mode: "opt-in",
  revision: 1,
  retention: 180,
  languages: ["en"],
  ask: "widget",
  policyUrl: "/privacy",
};

/** What is asked about one by one where the query says `sensitive`. */
export const SENSITIVE: SensitiveWords = {
  diet: {
    hash: "d",
    label: { en: "What you don’t eat", pl: "Czego nie jesz", ar: "ما لا تأكله" },
    why: { en: "So that recipes leave it out.", pl: "Aby przepisy to pomijały.", ar: "لكي تستثنيه الوصفات." },
  },
  faith: { hash: "f", label: "Holidays that you keep", why: "To wish you well in time." },
};

/** A long page of links with a stand-in for the tag, which notes what the widget asks of it. */
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width">
<main><h1>A page</h1>${Array.from({ length: 60 }, (_, at) => `<p><a href="#${at}" id="l${at}">Link ${at}</a></p>`).join("")}</main>
<script type="module" nonce="x">
const query = new URLSearchParams(location.search);
const base = location.origin + "/_s";
if (query.has("old")) {
  window.CSSStyleSheet = undefined;
  HTMLDialogElement.prototype.showModal = undefined;
}
window.violations = [];
document.addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective + " " + e.blockedURI));
window.calls = [];
window.known = ${JSON.stringify(KNOWN)};
window.host = {
  language: query.get("language") ?? "en", base, policyUrl: "/privacy",
  current: { personalization: query.has("p"), measurement: query.has("m") },
  gpc: query.has("gpc"),
  ...(query.has("sensitive") && { ...${JSON.stringify(TERMS)}, sensitive: ${JSON.stringify(SENSITIVE)} }),
  corner: query.get("corner") ?? undefined,
  texts: query.has("own") ? { pl: "Nasze ustawienia", he: "הגדרות פרטיות" } : undefined,
  choose: (purposes) => calls.push(purposes),
  renew() {},
  settings: () => import(base + "/settings.js").then((it) => it.show(host)),
  erase: () => { calls.push("erase"); return query.has("stuck") ? Promise.reject(new Error("stuck")) : Promise.resolve(); },
};
window.widget = await import(base + "/widget.js");
const wayBack = await import(base + "/way-back.js");
wayBack.show(host);
</script></html>`;
