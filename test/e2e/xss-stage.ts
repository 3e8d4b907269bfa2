import { once } from "node:events";
import { createServer, request as ask, type OutgoingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CONTEXT_TYPES } from "../../shared/site/known.ts";
import { type Selvedge, startSelvedge } from "../../tools/start/selvedge.ts";

/** Facts of a request that are texts, and may be printed. */
const NAMES = Object.entries(CONTEXT_TYPES).flatMap(([name, type]) => (type === "string" ? [name] : []));
/** Values of the owner's, which no visitor can choose but from among: markup in them is text, too. */
export const OWN_VALUE = `<img src=x onerror=xss()>" ' onfocus=xss() & \`javascript:xss()`;

const PRINTS = [...NAMES.map((name) => `context.${name}`), "chosen", "looked"];

/** In text, in quoted attributes of both kinds, in URLs. */
const html = (name: string, print = `{{${name}}}`) =>
  `<p class="n-${name.replace(".", "-")}" title="${print}" data-a='a ${print} b'>${print}<b>a ${print} b</b></p>` +
  `<a href="${print}">1</a><a href='/x?a=${print}&amp;b=${print}#${print}'>2</a><a href="/${print}">3</a>` +
  `<img loading="lazy" alt="${print}" src="${print}"><img loading=lazy alt='${print}' src="/image?${print}">` +
  `<textarea>${print}</textarea>`;
const all = PRINTS.map((name) => `{{${name}}} a {{${name}}}`).join(" ");
const section = (name: string) => `{{#${name}}}${html(name)}{{/${name}}}{{^${name}}}none{{/${name}}}`;

const blocks = {
  title: { target: "title", op: "text", text: all },
  text: { target: "textarea.text", op: "text", text: all },
  content: { target: ".content", op: "content", html: PRINTS.map((name) => html(name)).join("") },
  section: { target: ".section", op: "content", html: PRINTS.map(section).join("") },
  ...Object.fromEntries(
    ["before", "after", "prepend", "append", "replace"].map((op) => [
      op,
      { target: `.${op}`, op, html: `<i title="${all}">${all}</i>` },
    ]),
  ),
  ...Object.fromEntries(
    PRINTS.flatMap((name, index) => {
      const print = `{{${name}}}`;
      return [
        [
          `set${index}`,
          {
            target: `a.set${index}`,
            op: "attributes",
            set: { href: print, title: print, "data-x": `'${print}"` },
          },
        ],
        [`src${index}`, { target: `img.src${index}`, op: "attributes", set: { src: print, alt: print } }],
      ];
    }),
  ),
  order: { target: "ul", op: "reorder", by: "data-k", first: PRINTS.map((name) => `{{${name}}}`) },
};

const SITE = {
  version: 1,
  id: "xss",
  languages: ["en"],
  consent: { policyUrl: "/privacy" },
  events: { choose: { on: "click", selector: "#choose", properties: { item: { attr: "data-item" } } } },
  attributes: {
    chosen: { last: "choose", of: "item", values: [OWN_VALUE, "other"] },
    looked: { top: "choose", of: "item", values: [OWN_VALUE, "other"] },
    // Nothing reads these: whatever was said stays on the device, and is shown there alone.
    last: { last: "say", of: "what", label: { en: "Said last" } },
    all: { set: "say", of: "what", label: { en: "Said ever" } },
  },
  segments: Object.fromEntries(
    NAMES.map((name) => [`has-${name}`, { when: { [`context.${name}`]: { $exists: true } } }]),
  ),
  blocks,
};

const slots = ["content", "section", "before", "after", "prepend", "append", "replace"].map(
  (op) => `<div><div class=${op}>x</div></div>`,
);
const single = PRINTS.map((_, index) => `<a class=set${index}>x</a><img loading=lazy class=src${index}>`);
const list = "<ul><li data-k=a>1</li><li data-k=b>2</li></ul>";
const item = OWN_VALUE.replaceAll("&", "&amp;").replaceAll("'", "&#39;");
/** What is printed isn't shown: hundreds of pictures would be loaded. */
const PAGE =
  `<!doctype html><html lang=en><head><title>x</title></head><body><main hidden>${[...slots, ...single, list].join("")}` +
  `<textarea class=text></textarea></main><button id=choose data-item='${item}'>choose</button>` +
  "<button data-selvedge=preferences>settings</button></body></html>";

/** What a browser reports of all that it would have run, were this the page's policy. */
const POLICY = "script-src 'self'; object-src 'none'; base-uri 'none'; report-uri /report";

/** How a request looks when it reaches the edge, whatever the browser would have made of it. */
export interface Attack {
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
}

/** The product behind a door that can make any request out of the browser's. */
export interface XssStage {
  readonly url: string;
  readonly logs: Selvedge["logs"];
  /** The charset of the page from now on. */
  charset: string;
  /** What becomes of the browser's next request for a page; undefined: nothing. */
  attack: Attack | undefined;
  /** Reports of the browser on what would have run. */
  readonly reports: string[];
  /** Served in place of the page while it is set, to see that the sentinel sees. */
  raw: string | undefined;
  stop(): Promise<void>;
}

export async function startXssStage(): Promise<XssStage> {
  const state = {
    charset: "utf-8",
    attack: undefined as Attack | undefined,
    raw: undefined as string | undefined,
  };
  const reports: string[] = [];
  const origin = await listen(
    createServer((_, response) => {
      const headers = {
        "content-type": `text/html; charset=${state.charset}`,
        "content-security-policy-report-only": POLICY,
      };
      response.writeHead(200, headers).end(PAGE);
    }),
  );
  const selvedge = await startSelvedge({ origin: origin.url, site: JSON.stringify(SITE) });
  const door = await listen(
    createServer((incoming, outgoing) => {
      if (incoming.url === "/report") {
        incoming.on("data", (data) => void reports.push(String(data)));
        return void outgoing.writeHead(204).end();
      }
      const isPage = incoming.headers["sec-fetch-dest"] === "document";
      if (isPage && state.raw !== undefined)
        return void outgoing
          .writeHead(200, { "content-type": "text/html", "content-security-policy-report-only": POLICY })
          .end(state.raw);
      // Pictures have nothing to say, and there are hundreds.
      if (!isPage && !incoming.url!.startsWith("/_selvedge/")) return void outgoing.writeHead(204).end();
      const attack = isPage ? state.attack : undefined;
      const { port } = new URL(selvedge.url);
      const headers = { ...incoming.headers, ...attack?.headers };
      const path = attack?.path ?? incoming.url!;
      const upstream = ask(
        { hostname: "127.0.0.1", port, path, method: incoming.method, headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(outgoing);
        },
      );
      upstream.on("error", (error) => outgoing.writeHead(599).end(String(error)));
      incoming.pipe(upstream);
    }),
  );
  return Object.assign(state, {
    url: door.url.replace("127.0.0.1", "localhost"),
    logs: selvedge.logs,
    reports,
    async stop() {
      await door.stop();
      await selvedge.stop();
      await origin.stop();
    },
  });
}

async function listen(server: Server): Promise<{ url: string; stop(): Promise<void> }> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/**
 * Three vectors in every part of a request that a page may print, or that we read: each is by itself in facts of the
 * request and in the query; path and referrer hold them together, as far as HTTP lets them.
 */
export function attackWith(vectors: readonly string[]): Attack {
  const vector = (index: number) => vectors[index % vectors.length]!;
  const inQuery = (text: string) => encodeURIComponent(text.toWellFormed());
  const inPath = vectors.map((text) =>
    text.replaceAll(/[^\w.~!$&'()*+,;=:@/%-]/g, (character) => encodeURIComponent(character.toWellFormed())),
  );
  // A header holds anything but controls, one byte a character; the name of a host, no end of it.
  const inHeader = (text: string) =>
    Buffer.from(text.replaceAll(/[^\t -~\x80-\uffff]/g, " ")).toString("latin1");
  const host = inHeader(vectors.join("").replaceAll(/[/:?#]/g, ""));
  const names = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "q", "s"];
  const query = names.map((name, index) => `${name}=${inQuery(vector(index))}`).join("&");
  const facts = ["country", "region", "city", "continent", "timezone", "language", "network"];
  const context = JSON.stringify(Object.fromEntries(facts.map((name, index) => [name, vector(index)])));
  const ascii = context.replaceAll(
    /[\x7f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return {
    path: `/${inPath.join("/")}?${query}&${inPath.join("&")}`,
    headers: {
      referer: `https://${host}/${inHeader(vector(0))}`,
      "accept-language": inHeader(vector(1)),
      "sec-ch-ua-mobile": inHeader(vector(2)),
      "x-forwarded-host": inHeader(vector(0)),
      "selvedge-context": ascii,
    },
  };
}
