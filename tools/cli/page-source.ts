import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import type { Served } from "../served.ts";
import type { Address } from "../persona/context.ts";
import { Failure } from "./output.ts";

/** Which page is asked for, and where its HTML comes from; without an origin only the address is known. */
export interface PageSource extends Address {
  /** Starts, or merely names, what serves the page as it is. */
  readonly origin?: () => Promise<Served>;
}

/**
 * What `--page` and `--path` mean: a URL, a file (which stands for the path, or for one made of its name), or a
 * bare path; with neither of both it is the `usual` path. Ends the command where `page` is none of them.
 */
export async function pageSource(
  { page, path }: { readonly page?: string; readonly path?: string },
  usual = "/",
): Promise<PageSource> {
  if (path !== undefined) demandPath(path, "--path");
  if (page === undefined) return { host: null, path: path ?? usual };
  if (/^https?:\/\//i.test(page)) {
    if (!URL.canParse(page)) throw new Failure(`--page: not a URL: ${page}`);
    const { origin, hostname, pathname, search } = new URL(page);
    return { host: hostname, path: path ?? pathname + search, origin: () => elsewhere(origin) };
  }
  const found = await stat(page).catch(() => undefined);
  if (found?.isFile()) {
    const html = await readFile(page);
    return { host: null, path: path ?? pathOfFile(page), origin: () => serveOne(html) };
  }
  if (path === undefined && page.startsWith("/")) return { host: null, path: page };
  throw new Failure(`--page: neither a URL nor a file: ${page}`);
}

function demandPath(path: string, option: string): void {
  if (!/^\/(?!\/)/.test(path) || !URL.canParse(path, "http://localhost"))
    throw new Failure(`${option}: expected a path such as "/", got ${JSON.stringify(path)}`);
}

/** `index.html` is most often that of the top folder. */
function pathOfFile(file: string): string {
  const name = basename(file);
  return /^index\.html?$/i.test(name) ? "/" : `/${encodeURIComponent(name)}`;
}

function elsewhere(url: string): Promise<Served> {
  return Promise.resolve({ url, stop: () => Promise.resolve() });
}

/** Answers every request with this page. */
function serveOne(html: Uint8Array): Promise<Served> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      const stop = async () => {
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
      };
      resolve({ url: `http://127.0.0.1:${port}`, stop });
    });
  });
}
