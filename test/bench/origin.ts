import { createServer } from "node:http";
import { benchPage } from "./page.ts";

/**
 * The origin, in a process of its own: the same page of about 100 KB under every path; with a query, one that
 * nobody has seen before. Tells its port to the parent.
 */
const page = benchPage();
const server = createServer(({ url }, response) => {
  const body = Buffer.from(url?.includes("?") ? `${page}<!-- ${url} -->` : page);
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-length": body.length,
    "cache-control": "max-age=60",
  });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") process.send?.(address.port);
});
