import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Served } from "../../tools/served.ts";

/** Certificate and key for `localhost`, for tests alone; nobody trusts it. */
const PEM = readFileSync(join(import.meta.dirname, "self-signed.pem"));

/** A request as the site got it. */
export interface Got {
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
}

/** A site that runs, and what it was asked. */
export interface TrialOrigin extends Served {
  readonly got: readonly Got[];
}

/** What a site does otherwise than the usual one. */
export interface Otherwise {
  readonly secure?: boolean;
  readonly robots?: string;
  /** Answers before the usual pages do; true: it has. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/**
 * A shop that knows nothing of Selvedge and calls itself by its own name everywhere: in links, redirects, the domain of
 * a cookie and its policy. Its home page is at `/home`, and comes compressed.
 */
export async function startTrialOrigin({ secure, robots, answer }: Otherwise = {}): Promise<TrialOrigin> {
  const got: Got[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const { url = "/", headers } = request;
    got.push({ url, headers });
    if (answer?.(request, response)) return;
    const own = `${secure ? "https" : "http"}://${headers.host}`;
    if (url === "/robots.txt" && robots !== undefined) response.end(robots);
    else if (url === "/" || url === "/old")
      response.writeHead(302, { location: `${own}/${url === "/" ? "home" : "about"}` }).end();
    else if (url === "/home")
      page(
        response,
        own,
        `<h1>Fine knots</h1><a id=about href="${own}/about">About</a><a id=old href=/old>Old</a>`,
      );
    else if (url === "/about") page(response, own, `<h1>About us</h1><a id=home href="${own}/home">Home</a>`);
    else response.writeHead(url === "/favicon.ico" ? 204 : 404).end();
  };
  const server = secure ? createSecureServer({ key: PEM, cert: PEM }, handle) : createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${secure ? "https" : "http"}://localhost:${port}`,
    got,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function page(response: ServerResponse, own: string, main: string): void {
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-encoding": "gzip",
    "set-cookie": "basket=7; Path=/; Domain=localhost; HttpOnly",
    "content-security-policy": `default-src 'none'; script-src ${own}; style-src ${own} 'unsafe-inline'; img-src 'self' data:; connect-src ${own}; upgrade-insecure-requests`,
  });
  response.end(
    gzipSync(
      `<!doctype html><html lang=en><head><title>Knots</title></head><body><main>${main}</main></body></html>`,
    ),
  );
}
