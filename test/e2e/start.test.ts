import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { startShop } from "./harness.ts";
import { npmStart as startIt, ready, type Started } from "./started.ts";

const AS_BROWSER = { "user-agent": "Mozilla/5.0 Firefox/140.0" };
const SITE = {
  version: 1,
  id: "mine",
  blocks: { hi: { target: "h1", op: "text", text: { en: "Hello from Selvedge" } } },
};

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** RFC 6455, 1.3. */
const WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Is stopped with the test that started it. */
function npmStart(...args: string[]): Started {
  const started = startIt(...args);
  cleanups.push(() => started.child.kill("SIGTERM"));
  return started;
}

async function siteFile(content: unknown): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "selvedge-site-")), "mine.json");
  await writeFile(path, JSON.stringify(content));
  return path;
}

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanups.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An origin with a page, one that breaks off, and a socket that opens. */
function makeOrigin(): Server {
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    if (request.url === "/breaks") {
      response.write("<!doctype html><h1>Half");
      setTimeout(() => response.destroy(), 100);
    } else response.end("<!doctype html><title>Mine</title><h1>As it was</h1>");
  });
  server.on("upgrade", ({ headers }, socket) => {
    const accept = createHash("sha1")
      .update(`${headers["sec-websocket-key"]}${WEBSOCKET_GUID}`)
      .digest("base64");
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
    socket.write(`Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
  });
  return server;
}

describe("npm start", () => {
  test("puts the shop at localhost, says what to try, and takes everything along when it is stopped", async () => {
    const started = npmStart("--port", "0");
    const url = await ready(started);
    const answer = await fetch(url, { headers: AS_BROWSER });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("server-timing")).toContain("selvedge");
    expect(await answer.text()).toContain("/_selvedge/tag.js");
    for (const word of [url, "selvedge-context", "settings", "/_selvedge/me"])
      expect(started.output()).toContain(word);
    started.child.kill("SIGTERM");
    await started.ended;
    const gone = connect({ port: Number(new URL(url).port), host: "127.0.0.1" });
    const [problem] = (await once(gone, "error")) as [NodeJS.ErrnoException];
    expect(problem.code).toBe("ECONNREFUSED");
  });

  test("runs in front of any origin with any site file", async () => {
    const origin = await listening(makeOrigin());
    const url = await ready(npmStart("--port", "0", "--origin", origin, "--site", await siteFile(SITE)));
    const page = await (await fetch(url, { headers: AS_BROWSER })).text();
    expect(page).toContain("<h1>Hello from Selvedge</h1>");
    await expect(
      fetch(`${url}/breaks`, { headers: AS_BROWSER }).then((answer) => answer.text()),
    ).rejects.toThrow();
  });

  test("invariant 9: tells every problem of a broken site file with its place, and starts nothing", async () => {
    const blocks = { hi: { target: "h1", op: "txt" }, there: { target: "h1 + p", op: "remove" } };
    const started = npmStart("--port", "0", "--site", await siteFile({ ...SITE, blocks }));
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain("blocks.hi");
    expect(started.output()).toContain("blocks.there");
    expect(started.output()).not.toContain("ready");
  });

  test("tells all wrong options at once", async () => {
    const started = npmStart("--port", "http", "--origin", "www.example.com/shop", "--site=", "--colour");
    expect(await started.ended).toBe(1);
    for (const option of ["--port", "--origin", "--site", "--colour"])
      expect(started.output()).toContain(`${option}: `);
  });

  test("says that the port is in use", async () => {
    const { port } = new URL(await listening(makeOrigin()));
    const started = npmStart("--port", port);
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain(`port ${port} is in use`);
  });
});

describe("startSelvedge", () => {
  test("runs several times side by side, each on storage of its own", async () => {
    const [one, other] = await Promise.all([startShop(), startShop()]);
    cleanups.push(
      () => one.stop(),
      () => other.stop(),
    );
    expect(one.url).not.toBe(other.url);
    const kept = await one.worker.getKVNamespace("SITE");
    await kept.put("mark", "one");
    expect(await (await other.worker.getKVNamespace("SITE")).get("mark")).toBeNull();
  });

  test("lets a WebSocket through to the origin", async () => {
    const shop = await startShop({ origin: await listening(makeOrigin()) });
    cleanups.push(() => shop.stop());
    const socket = connect({ port: Number(new URL(shop.url).port), host: "127.0.0.1" });
    cleanups.push(() => socket.destroy());
    socket.write("GET /socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n");
    socket.write("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 101 /);
  });
});
