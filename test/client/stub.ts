import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { dayOf } from "../../shared/day.ts";
import { PACK, packOf, pieceFile } from "../../shared/pack.ts";
import { partsOf } from "../../shared/parts.ts";
import type { Signal, SignalAnswer, TagConfig } from "../../shared/wire.ts";
import { ATTRIBUTES } from "./attributes.ts";
import { pieceOf } from "../../tools/build/pieces.ts";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../tools/chromium.ts";

/** A request that the edge would have got. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Stands in for the edge and the shop, so that tests see exactly what the tag sends and can let the edge fail. */
export interface Stub {
  readonly origin: string;
  /** Everything that was asked for under the reserved path, but for scripts. */
  readonly seen: Seen[];
  readonly signals: () => Signal[];
  config: Omit<TagConfig, "parts">;
  /** The site shows items of its catalog. */
  recommends: boolean;
  /** Visitors are counted, as everywhere; here only where it's asked for, since all else is about other counts. */
  measures: boolean;
  /** The configuration as the edge would send it. */
  readonly configuration: (changed?: Partial<TagConfig>) => TagConfig;
  /** The scripts that were asked for. */
  readonly loaded: string[];
  /** HTML of the pages, by path; the tag is put before `</head>`. */
  readonly pages: Record<string, string>;
  headers: Record<string, string>;
  answer: (signal: Signal) => { status: number; body: object };
  close(): Promise<void>;
}

const DECISION = { segments: ["returning"], blocks: [{ id: "hero" }], lost: [] };

const bundle = async (entry: string, format: "iife" | "esm") => {
  const { outputFiles, metafile } = await build({
    entryPoints: [`client/${entry}.ts`],
    bundle: true,
    minify: true,
    format,
    target: "es2022",
    charset: "utf8",
    write: false,
    metafile: true,
  });
  return { text: outputFiles[0]!.text, exports: Object.values(metafile.outputs)[0]!.exports };
};

/** What the tag loads where a site needs it; the widget is played by the tests themselves. */
const PARTS = { ...(await bundles("parts", "")), ...(await bundles("kinds", "kind.")) };

async function bundles(folder: string, prefix: string): Promise<Record<string, string>> {
  const entries = readdirSync(`client/${folder}`).map(async (file) => {
    const name = basename(file, ".ts");
    const built = { name: prefix + name, ...(await bundle(`${folder}/${name}`, "esm")) };
    return [
      [`${built.name}.js`, built.text],
      [pieceFile(built.name), pieceOf(built)],
    ] as const;
  });
  return Object.fromEntries((await Promise.all(entries)).flat());
}

const WIDGET = `export const show = (host, signal) => {
  if (signal.aborted) return;
  window.firstLayer = host;
  signal.addEventListener("abort", () => delete window.firstLayer);
};`;

export async function openStub(): Promise<Stub> {
  const scripts: Record<string, string> = {
    "tag.js": (await bundle("tag", "iife")).text,
    ...PARTS,
    "widget.js": WIDGET,
    "settings.js": "export const show = (host) => { window.settingsHost = host; };",
  };
  const stub: Stub = {
    origin: "",
    seen: [],
    signals: () =>
      stub.seen.filter(({ path }) => path === "/_selvedge/signals").map(({ body }) => JSON.parse(body)),
    config: {
      site: "test",
      plan: "plan-1",
      switchable: 8,
      attributes: ATTRIBUTES,
      triggers: [],
      measured: [],
      goals: {},
      token: "token",
      consent: { mode: "opt-in", revision: 1, retention: 180, languages: ["en"], ask: "widget" },
    },
    configuration: (changed) => {
      const config = { ...stub.config, ...changed };
      const google = config.consent.consentMode ? ["consent-mode"] : [];
      const recommend = stub.recommends ? ["recommend"] : [];
      const messages = config.messages ? ["messages"] : [];
      const measure = stub.measures ? ["measure"] : [];
      return {
        ...config,
        parts: [...partsOf(config, stub.recommends), ...google, ...recommend, ...messages, ...measure],
      };
    },
    recommends: false,
    measures: false,
    loaded: [],
    pages: { "/": "<title>Home</title></head><body><h1>Home</h1>" },
    headers: {},
    answer: (signal) => ({
      status: 200,
      body: { ...(signal.counts && { counted: true }), decision: DECISION } satisfies SignalAnswer,
    }),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const { pathname, search } = new URL(request.url!, "http://stub");
    if (pathname === `/_selvedge/${PACK}.js`) {
      const names = search.slice(1).split(",");
      stub.loaded.push(...names.map((name) => `${name}.js`));
      response.setHeader("content-type", "text/javascript");
      return response.end(packOf(names.map((name) => [name, scripts[pieceFile(name)]!])));
    }
    const script = pathname.startsWith("/_selvedge/") && scripts[pathname.slice("/_selvedge/".length)];
    if (script) {
      stub.loaded.push(pathname.slice("/_selvedge/".length));
      return response.setHeader("content-type", "text/javascript").end(script);
    }
    const page = stub.pages[pathname];
    if (page !== undefined) {
      const tag = `<script async nonce="n0nce" src="/_selvedge/tag.js"></script>`;
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...stub.headers });
      return response.end(`<!doctype html><html lang="en"><head>${page.replace("</head>", `${tag}</head>`)}`);
    }
    if (!pathname.startsWith("/_selvedge/")) return response.writeHead(204).end();
    const body = await text(request);
    stub.seen.push({ method: request.method!, path: pathname, body });
    response.setHeader("content-type", "application/json");
    if (pathname.endsWith("/config")) return response.end(JSON.stringify(stub.configuration()));
    if (!pathname.endsWith("/signals")) return response.writeHead(204).end();
    const signal: Signal = JSON.parse(body);
    const answer = stub.answer(signal);
    if (answer.status === 200 && signal.now) response.setHeader("set-cookie", "sv_v=1; Path=/; Max-Age=1800");
    return response.writeHead(answer.status).end(JSON.stringify(answer.body));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return Object.assign(stub, { origin: `http://localhost:${(server.address() as AddressInfo).port}` });
}

async function text(request: IncomingMessage): Promise<string> {
  let all = "";
  for await (const chunk of request) all += chunk;
  return all;
}

/** What tests find on the page's window. */
export interface PageWindow {
  selvedge: (...call: unknown[]) => void;
  firstLayer?: { choose(purposes: string[]): void };
  connection: IDBDatabase;
  errors: string[];
  heard: string[];
  navigation?: unknown;
  indexedDB?: unknown;
}

/** What the tag keeps, as far as tests look at it. */
interface KeptRecord extends Array<{ readonly message: string }> {
  readonly profile: {
    readonly fresh?: true;
    readonly attributes: Readonly<Record<string, { readonly state?: unknown }>>;
  };
  readonly sent?: string;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium()!, args: [...CHROMIUM_ARGUMENTS] });
}

/** A visitor who has answered (`pm`, `p`, `m` or `-`), today unless it was days ago. */
export async function answered(
  context: BrowserContext,
  stub: Stub,
  purposes: string,
  daysAgo = 0,
): Promise<void> {
  const value = `1.${purposes}.1.${dayOf(Date.now()) - daysAgo}.0.1`;
  await context.addCookies([{ name: "sv_c", value, url: stub.origin }]);
}

/** The value of one of the tag's cookies. */
export async function cookie(context: BrowserContext, name: string): Promise<string | undefined> {
  return (await context.cookies()).find((each) => each.name === name)?.value;
}

/** What IndexedDB keeps under a key; undefined where there is nothing, also no database. */
export function kept(page: Page, key: string): Promise<KeptRecord | undefined> {
  return page.evaluate(async (key) => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "selvedge")) return undefined;
    return new Promise((resolve) => {
      const request = indexedDB.open("selvedge");
      request.onsuccess = () => {
        const database = request.result;
        if (!database.objectStoreNames.length) return (database.close(), resolve(undefined));
        const got = database.transaction("kept").objectStore("kept").get(key);
        got.onsuccess = () => {
          database.close();
          resolve(got.result);
        };
      };
    });
  }, key);
}

/** The state of one attribute in the profile on the device. */
export async function state(page: Page, attribute: string): Promise<unknown> {
  return (await kept(page, "profile"))?.profile?.attributes[attribute]?.state;
}

/** Whether there is a database of the tag at all. */
export function hasDatabase(page: Page): Promise<boolean> {
  return page.evaluate(async () => (await indexedDB.databases()).length > 0);
}
