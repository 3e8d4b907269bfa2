import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Served, served } from "../../../tools/served.ts";

const { resolve } = createRequire(import.meta.url);
const MODULES = join(dirname(resolve("vanilla-cookieconsent/package.json")), "..");

/** Another product, as its documentation says to put it into a page. */
export interface Peer {
  readonly name: string;
  /** Stands at the start of the head. */
  readonly snippet: (url: string) => string;
  /** What the snippet loads, by path: a file of an installed package, or a text. */
  readonly files: Readonly<Record<string, { readonly file: string } | { readonly text: string }>>;
}

const CATEGORIES = `categories:{necessary:{enabled:true,readOnly:true},analytics:{}},language:{default:"en",translations:{en:{
consentModal:{title:"May we?",description:"We would like to know what you look at.",acceptAllBtn:"Accept",acceptNecessaryBtn:"Reject",showPreferencesBtn:"Choose"},
preferencesModal:{title:"Choose",acceptAllBtn:"Accept",acceptNecessaryBtn:"Reject",savePreferencesBtn:"Save",sections:[{title:"Analytics",linkedCategory:"analytics"}]}}}}`;

/** One experiment that changes a heading, which everybody is in. */
const EXPERIMENT = {
  status: 200,
  features: {},
  experiments: [
    {
      key: "hero",
      changeId: "hero",
      status: "running",
      variations: [
        {},
        { domMutations: [{ selector: "h1", action: "set", attribute: "html", value: "Hello" }] },
      ],
      weights: [0, 1],
      coverage: 1,
      hashAttribute: "id",
      urlPatterns: [{ include: true, type: "simple", pattern: "*" }],
    },
  ],
};

export const PEERS: readonly Peer[] = [
  {
    name: "vanilla-cookieconsent 3.1, asking",
    snippet: () =>
      `<link rel=stylesheet href=/peer/cc.css><script defer src=/peer/cc.js></script><script defer src=/peer/run.js></script>`,
    files: {
      "/peer/cc.css": { file: "vanilla-cookieconsent/dist/cookieconsent.css" },
      "/peer/cc.js": { file: "vanilla-cookieconsent/dist/cookieconsent.umd.js" },
      "/peer/run.js": { text: `CookieConsent.run({${CATEGORIES}})` },
    },
  },
  {
    name: "GrowthBook auto 1.8, one visual experiment",
    snippet: (url) =>
      `<script async src=/peer/gb.js data-api-host="${url}" data-client-key=sdk-bench></script>`,
    files: {
      "/peer/gb.js": { file: "@growthbook/growthbook/dist/bundles/auto.min.js" },
      "/api/features/sdk-bench": { text: JSON.stringify(EXPERIMENT) },
    },
  },
];

/** The pages of another server, each changed before it goes out; `files` come before them. */
export async function servePages(
  from: string,
  change: (html: string, url: string) => string,
  files: Peer["files"] = {},
): Promise<Served> {
  let url = "";
  const answer = async ({ url: path = "/", headers }: IncomingMessage, response: ServerResponse) => {
    const [name = ""] = path.split("?", 1);
    const own = Object.hasOwn(files, name) ? files[name]! : undefined;
    if (own) {
      const type = name.endsWith(".css")
        ? "text/css"
        : name.endsWith(".js")
          ? "text/javascript"
          : "application/json";
      response.writeHead(200, { "content-type": type, "cache-control": "public, max-age=3600" });
      response.end("text" in own ? own.text : await readFile(join(MODULES, own.file)));
      return;
    }
    const passed = Object.entries(headers).filter(([header]) => /^(accept|cookie|user-agent)/.test(header));
    const got = await fetch(from + path, {
      headers: { ...(Object.fromEntries(passed) as Record<string, string>), "accept-encoding": "identity" },
      redirect: "manual",
    });
    const type = got.headers.get("content-type") ?? "";
    response.writeHead(got.status, { "content-type": type, "cache-control": "no-cache" });
    response.end(
      type.startsWith("text/html") ? change(await got.text(), url) : Buffer.from(await got.arrayBuffer()),
    );
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const here = await served(server);
  url = here.url;
  return here;
}
