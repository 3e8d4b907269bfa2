import { createServer } from "node:http";
import { benchPage, pageOfSize, pageWithTargets } from "./page.ts";

/**
 * The origin, in a process of its own. `/size/<bytes>/…` is a page of about that size, `/targets/<count>/…` one with
 * that many targets, everything else the page of 105 KB. What a path has after these, or after `/page/`, stands in
 * the footer, so that each such path is another page. Tells its port to the parent.
 */
const page = benchPage();
const made = new Map<string, string>();

let latest: { readonly text: string; readonly bytes: Buffer } | undefined;

const server = createServer(({ url = "/" }, response) => {
  const [, kind = "", ...rest] = url.split("/");
  const text = bodyOf(kind, rest);
  // Most requests are for the same page: an origin that makes it anew each time collects garbage while others are measured.
  if (latest?.text !== text) latest = { text, bytes: Buffer.from(text) };
  const body = latest.bytes;
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

function bodyOf(kind: string, [first = "", name = ""]: readonly string[]): string {
  if (kind === "page") return named(page, first);
  if (kind !== "size" && kind !== "targets") return page;
  const key = `${kind} ${first}`;
  const known =
    made.get(key) ?? (kind === "size" ? pageOfSize(Number(first)) : pageWithTargets(Number(first)));
  made.set(key, known);
  return named(known, name);
}

function named(text: string, name: string): string {
  const place = text.lastIndexOf("The shop");
  return name === "" ? text : `${text.slice(0, place)}${name}, ${text.slice(place)}`;
}
