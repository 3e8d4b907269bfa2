import { build, type Plugin } from "esbuild";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "svelte/compiler";
import { type Selvedge, startSelvedge } from "../../tools/start/selvedge.ts";
import { tagModeSnippet } from "../../tools/site/snippet.ts";
import { checkSiteText } from "./checked-site.ts";

// Pages that frameworks draw, behind the Worker and, from an address of their own, with the pasted tag.

const APPS = join(import.meta.dirname, "apps");

/** Components, compiled for the browser or for the server. */
export const svelte = (generate: "client" | "server"): Plugin => ({
  name: "svelte",
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte$/ }, async ({ path }) => ({
      contents: compile(await readFile(path, "utf8"), { filename: path, generate }).js.code,
      loader: "js",
    }));
  },
});

/** A script of test/e2e/apps as the browser loads it, or other code beside it. */
export async function bundleApp(name: string, code?: string): Promise<string> {
  const { outputFiles } = await build({
    ...(code === undefined
      ? { entryPoints: [join(APPS, `${name}.js`)] }
      : { stdin: { contents: code, resolveDir: APPS } }),
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    logLevel: "silent",
    define: {
      "process.env.NODE_ENV": `"production"`,
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    conditions: ["browser", "production"],
    plugins: [svelte("client")],
  });
  return outputFiles[0]!.text;
}

/** What the server writes for one of them, by path. */
export async function renderApp(name: string): Promise<(path: string) => Promise<string>> {
  const folder = await mkdtemp(join(tmpdir(), "selvedge-app-"));
  const outfile = join(folder, "server.cjs");
  await build({
    stdin: { contents: SERVERS[name]!, resolveDir: APPS },
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": `"production"` },
    plugins: [svelte("server")],
  });
  const { html } = createRequire(import.meta.url)(outfile) as { html(path: string): Promise<string> };
  await rm(folder, { recursive: true });
  return html;
}

const SERVERS: Readonly<Record<string, string>> = {
  react: `import { renderToString } from "react-dom/server"; import { createElement } from "react"; import { App } from "./react.js";
    export const html = async (path) => renderToString(createElement(App, { path }));`,
  vue: `import { renderToString } from "vue/server-renderer"; import { createSSRApp } from "vue"; import { App } from "./vue.js";
    export const html = (path) => renderToString(createSSRApp(App, { path }));`,
  svelte: `import { render } from "svelte/server"; import App from "./App.svelte";
    export const html = async (path) => render(App, { props: { path } }).body;`,
};

export interface AppOptions {
  /** Scripts by path, such as `/app.js`. */
  readonly scripts: Readonly<Record<string, string>>;
  /** What is in the body, by path. */
  readonly body: (path: string) => string;
  /** The site file; `origins` is filled in. */
  readonly site: Readonly<Record<string, unknown>>;
}

/** The pages twice. */
export interface AppServers {
  /** Behind the Worker, and with the pasted tag; without a slash at the end. */
  readonly edge: string;
  readonly pasted: string;
  readonly stop: () => Promise<void>;
}

/** Serves pages that share one script, in both modes. */
export async function startApps(options: AppOptions): Promise<AppServers> {
  // They listen before anything else could take their ports; what is pasted names the Worker, and comes later.
  let head = "";
  const [plain, tagged] = [await serve(options, () => ""), await serve(options, () => head)];
  const pasted = addressOf(tagged);
  const { json } = checkSiteText({ version: 1, id: "apps", ...options.site, origins: [pasted] });
  const selvedge: Selvedge = await startSelvedge({ origin: addressOf(plain), site: json });
  const { style, tag } = tagModeSnippet({ id: "apps", path: "/_selvedge" }, selvedge.url);
  head = style + tag;
  return {
    edge: selvedge.url,
    pasted,
    async stop() {
      await selvedge.stop();
      for (const server of [plain, tagged]) {
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
      }
    },
  };
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function serve({ scripts, body }: AppOptions, head: () => string): Promise<Server> {
  const server = createServer(({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://app");
    const script = scripts[pathname];
    if (script !== undefined) return response.setHeader("content-type", "text/javascript").end(script);
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    response.setHeader("content-type", "text/html; charset=utf-8");
    const own = Object.keys(scripts).map((path) => `<script type="module" src="${path}"></script>`);
    return response.end(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${pathname}</title>${head()}${own.join("")}</head><body>${body(pathname)}</body></html>`,
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}
