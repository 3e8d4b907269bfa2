import { afterAll, beforeAll, expect, test } from "vitest";
import { type BehindEdge, behindEdge } from "./behind-edge.socket.ts";
import { raw } from "./page/serve.socket.ts";
import { rawClient } from "./raw-client.socket.ts";
import { whole } from "./raw-origin.socket.ts";

let edge: BehindEdge;
beforeAll(async () => {
  edge = await behindEdge({
    echo: (socket, asked) => {
      const length = Number(/content-length: (\d+)/i.exec(asked.headers.join("\n"))?.[1] ?? 0);
      const timer = setInterval(() => {
        const body = asked.body();
        if (body.length < length) return;
        clearInterval(timer);
        void whole(["Content-Type: application/octet-stream"], Buffer.from(body, "latin1"))(socket, asked);
      }, 5);
    },
  });
});
afterAll(() => edge.stop());

test.each(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])(
  "%s goes through with its body",
  async (method) => {
    const body = Buffer.from([...Array(256).keys(), 13, 10, 13, 10]);
    const head = [`Content-Length: ${body.length}`, "Content-Type: x/y", "Cookie: own=1; sv_p=ours"];
    const client = rawClient(edge.url, [`${method} /me/echo HTTP/1.1`, "Connection: close", ...head]);
    client.socket.write(body);
    expect(await client.end()).toContain(body.toString("latin1"));
    const asked = edge.origin.asked.at(-1)!;
    expect([asked.line, asked.body()]).toEqual([`${method} /me/echo HTTP/1.1`, body.toString("latin1")]);
    expect(asked.headers.filter((line) => /^cookie:/i.test(line))).toEqual(["Cookie: own=1"]);
  },
);

test("HEAD of what could be a page asks for the page, whatever body comes with it", async () => {
  const client = rawClient(edge.url, [
    "HEAD /me/echo HTTP/1.1",
    "Connection: close",
    "Accept: text/html",
    "Content-Length: 3",
  ]);
  client.socket.write("abc");
  expect(await client.end()).toContain("HTTP/1.1 200 OK");
  expect(edge.origin.asked.at(-1)!.line).toBe("GET /me/echo HTTP/1.1");
});

test.each([
  ["/other//a%2Fb//c?x=%20y&z=a|b[]+%00", "/other//a%2Fb//c?x=%20y&z=a|b[]+%00"],
  ["//elsewhere.example/x", "//elsewhere.example/x"],
  ["/me/%", "/me/%"],
  ["/me/?", "/me/?"],
  ["/me/a;b=c,d@e:f", "/me/a;b=c,d@e:f"],
  // The runtime itself resolves these, as browsers do before they ask.
  ["/me/a%2e%2e/%2E%2E/b", "/me/b"],
])("the address %s reaches the origin as %s", async (path, expected) => {
  await raw(edge.url, path);
  expect(edge.origin.asked.at(-1)!.line).toBe(`GET ${expected} HTTP/1.1`);
});
