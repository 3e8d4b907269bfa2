import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { startRelay } from "../../../tools/start/relay.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A relay before a server; both end with the test. */
async function relayed(handle: RequestListener, prepare: (server: Server) => void = () => {}) {
  const server = createServer(handle);
  prepare(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanups.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const relay = await startRelay({ origin: new URL(origin), verify: true });
  cleanups.push(relay.stop);
  return { origin, url: relay.url };
}

const HTML = { "content-type": "text/html" };

describe("a relay", () => {
  test("passes bodies on both ways", async () => {
    const { url } = await relayed((request, response) => {
      response.writeHead(201, { "content-type": "text/plain", "x-method": request.method });
      request.pipe(response);
    });
    const body = "é".repeat(100_000);
    const answer = await fetch(url, { method: "POST", body });
    expect([answer.status, answer.headers.get("x-method")]).toEqual([201, "POST"]);
    expect(await answer.text()).toBe(body);
  });

  test("breaks off where the site does", async () => {
    const { url } = await relayed((_, response) => {
      response.writeHead(200, HTML).write("<h1>Half");
      setTimeout(() => response.destroy(), 50);
    });
    const answer = await fetch(url);
    await expect(answer.text()).rejects.toThrow();
  });

  test("ends the connection where the site doesn't answer", async () => {
    const { url } = await relayed((request) => request.destroy());
    await expect(fetch(url)).rejects.toThrow();
  });

  test("sends as the site's own what a page of the trial sends, and nothing else", async () => {
    const { url, origin } = await relayed(({ headers }, response) => {
      response.end(JSON.stringify([headers.origin, headers.referer]));
    });
    const ask = async (from: string) => {
      const headers = { "x-forwarded-host": "localhost:8787", origin: from, referer: `${from}/a?b` };
      return (await fetch(url, { headers })).json();
    };
    expect(await ask("http://localhost:8787")).toEqual([origin, `${origin}/a?b`]);
    expect(await ask("https://evil.example")).toEqual(["https://evil.example", "https://evil.example/a?b"]);
  });

  test("keeps every header but those that would lead out of the trial", async () => {
    const { url } = await relayed(({ headers }, response) => {
      response.writeHead(
        301,
        [
          ["Location", `http://${headers.host}//b?c#d`],
          ["Set-Cookie", "a=1; Domain=.example.com; Secure"],
          ["Set-Cookie", "b=2"],
          ["Strict-Transport-Security", "max-age=1"],
          ["X-Kept", "yes"],
        ].flat(),
      );
      response.end();
    });
    const { headers } = await fetch(url, { redirect: "manual" });
    expect(headers.get("location")).toBe("/b?c#d");
    expect(headers.getSetCookie()).toEqual(["a=1; Secure", "b=2"]);
    expect([headers.get("strict-transport-security"), headers.get("x-kept")]).toEqual([null, "yes"]);
  });

  test("lets sockets through", async () => {
    const { url } = await relayed(
      () => {},
      (server) =>
        server.on("upgrade", (_, socket) => {
          socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n");
          socket.pipe(socket);
        }),
    );
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    cleanups.push(() => socket.destroy());
    socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
    let got = "";
    socket.on("data", (chunk: Buffer) => (got += chunk.toString()));
    await expect.poll(() => got).toMatch(/^HTTP\/1.1 101 [\s\S]*\r\n\r\n$/);
    socket.write("hello");
    await expect.poll(() => got).toMatch(/\r\n\r\nhello$/);
  });
});
