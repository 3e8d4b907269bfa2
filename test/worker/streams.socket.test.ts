import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BehindEdge, behindEdge, CLASSES } from "./behind-edge.socket.ts";
import { isComplete } from "./page/serve.socket.ts";
import { rawClient } from "./raw-client.socket.ts";
import type { Answer } from "./raw-origin.socket.ts";

const START = '<!doctype html><html lang="en"><head><title>x</title></head><body><p id="t">a</p>';
/** What a chunk looks like on the wire. */
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const streaming =
  (type: string, first: string): Answer =>
  (socket) => {
    socket.write(
      `HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(first)}`,
    );
    streams.push(socket);
  };

/** The connections of answers that have begun and are the test's to go on with. */
const streams: Socket[] = [];
const ANSWERS: Record<string, Answer> = {
  page: streaming("text/html; charset=utf-8", START),
  events: streaming("text/event-stream", "data: 1\n\n"),
  socket: (socket, { headers }) => {
    const key = /^sec-websocket-key: (.*)$/im.exec(headers.join("\n"))?.[1] ?? "";
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    streams.push(socket);
  },
};

let edge: BehindEdge;
beforeAll(async () => {
  edge = await behindEdge(ANSWERS);
});
afterAll(() => edge.stop());

function open(path: string, ...headers: string[]) {
  streams.length = 0;
  return rawClient(edge.url, [`GET ${path} HTTP/1.1`, "Connection: close", ...headers]);
}

// The origin goes on only when the client has what came before: what is held back would never come.
test.each(["tag", "other"])("/%s: a page arrives while the origin still writes it", async (kind) => {
  const client = open(`/${kind}/page`);
  await client.until('<p id="t">a</p>');
  expect(client.received().includes("tag.js")).toBe(kind === "tag");
  for (const text of ["<p>second</p>", "<p>third</p>"]) {
    streams[0]!.write(chunk(text));
    await client.until(text);
  }
  streams[0]!.end("0\r\n\r\n");
  expect(isComplete(parted(await client.end()))).toBe(true);
});

test.each(CLASSES)("/%s: events come one by one", async (kind) => {
  const client = open(`/${kind}/events`, "Accept: text/event-stream", "Sec-Fetch-Dest: empty");
  await client.until("data: 1\n\n");
  streams[0]!.write(chunk("data: 2\n\n"));
  await client.until("data: 2\n\n");
  expect(client.received()).not.toContain("selvedge");
  client.socket.destroy();
});

test.each(CLASSES)(
  "/%s: invariant 4: a page that breaks off reaches the client as a failure",
  async (kind) => {
    const client = open(`/${kind}/page`);
    if (kind === "me") await expect.poll(() => streams.length).toBe(1);
    else await client.until("</p>");
    streams[0]!.resetAndDestroy();
    expect(isComplete(parted(await client.end()))).toBe(false);
  },
);

test.each(CLASSES)("/%s: a websocket is connected, in both directions", async (kind) => {
  const client = open(
    `/${kind}/socket`,
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  );
  await client.until("\r\n\r\n");
  expect(client.received()).toMatch(/^HTTP\/1\.1 101 /);
  const heard: Buffer[] = [];
  streams[0]!.on("data", (bytes) => heard.push(bytes));
  streams[0]!.write(Buffer.from([0x81, 5, ...Buffer.from("hello")]));
  await client.until("hello");
  // A masked frame, as clients must send them; with a mask of zeros it can be read.
  client.socket.write(Buffer.from([0x81, 0x85, 0, 0, 0, 0, ...Buffer.from("there")]));
  await expect.poll(() => unmasked(Buffer.concat(heard))).toBe("there");
  client.socket.destroy();
});

/** The text of one short frame. */
function unmasked(frame: Buffer): string {
  const [, length = 0] = frame;
  if (!(length & 0x80)) return frame.subarray(2).toString();
  return Buffer.from(frame.subarray(6).map((byte, index) => byte ^ frame[2 + (index % 4)]!)).toString();
}

function parted(all: string): { head: string; body: Buffer } {
  const end = all.indexOf("\r\n\r\n");
  return { head: all.slice(0, Math.max(end, 0)), body: Buffer.from(all.slice(end + 4), "latin1") };
}
