import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TagConfig } from "../../../shared/wire.ts";
import { type Attacked, OWNER_TOKEN, startAttacked, yes } from "../attacked.socket.ts";
import { rawClient } from "../raw-client.socket.ts";

let edge: Attacked;
let config: TagConfig;
beforeAll(async () => {
  edge = await startAttacked();
  config = await edge.config();
});
afterAll(() => edge.stop());

/** Every route that reads a body, how much of one it reads, and whose it is. */
const READING = [
  { path: "/_selvedge/signals", bytes: 8 * 1024, host: "" },
  { path: "/_selvedge/consent", bytes: 1024, host: "" },
  { path: "/_selvedge/preview/change", bytes: 4 * 1024, host: "" },
  { path: "/preview-links", bytes: 4 * 1024, host: "admin.localhost" },
] as const;
type Reading = (typeof READING)[number];

const lines = ({ path, host }: Reading, more: readonly string[]) => [
  `POST ${path} HTTP/1.1`,
  "Connection: close",
  "Content-Type: application/json",
  `Authorization: Bearer ${OWNER_TOKEN}`,
  `Cookie: sv_c=${yes()}`,
  ...(host === "" ? [] : [`Host: ${host}`]),
  ...more,
];
/** Sends a head, and then piece by piece a body. */
function send(route: Reading, head: readonly string[], pieces: readonly (string | Buffer)[]) {
  const client = rawClient(edge.url, lines(route, head));
  for (const piece of pieces) client.socket.write(piece);
  return client;
}
const statusOf = (text: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const CHUNKED = ["Transfer-Encoding: chunked"];

describe.each(READING)("$path takes $bytes bytes", (route) => {
  const { bytes } = route;
  /** JSON of exactly so many bytes. */
  const json = (length: number) => `{"x":"${"x".repeat(length - 8)}"}`;

  test("said or unsaid, in one piece or in many", async () => {
    const body = json(bytes);
    const said = send(route, [`Content-Length: ${bytes}`], [body]);
    expect(statusOf(await said.end())).not.toBe(413);
    const unsaid = send(route, CHUNKED, [chunk(body.slice(0, 99)), chunk(body.slice(99)), "0\r\n\r\n"]);
    const answer = await unsaid.end();
    expect(statusOf(answer), answer).not.toBe(413);
    // It was read to its end: what is wrong with it is what is said.
    if (!route.path.includes("change")) expect(answer).toContain("no such field");
  });

  test("and not one more, said", async () => {
    const client = send(route, [`Content-Length: ${bytes + 1}`], [json(bytes + 1)]);
    expect(statusOf(await client.end())).toBe(413);
  });

  test("a length that nobody could send is refused before it comes", async () => {
    const client = send(route, ["Content-Length: 999999999999"], []);
    await client.until("expected at most");
    expect(statusOf(client.received())).toBe(413);
    client.socket.destroy();
  });

  test("and not one more, unsaid", async () => {
    const body = json(bytes + 1);
    const client = send(route, CHUNKED, [chunk(body.slice(0, bytes)), chunk(body.slice(bytes)), "0\r\n\r\n"]);
    expect(statusOf(await client.end())).toBe(413);
  });

  test("without an end it is refused as soon as it is too long", async () => {
    const client = send(route, CHUNKED, [chunk(json(bytes)), chunk("x")]);
    await client.until("expected at most");
    expect(statusOf(client.received())).toBe(413);
    client.socket.destroy();
  });
});

test("a body that comes byte by byte is given up, said or unsaid", async () => {
  const slow = READING.flatMap((route) => [
    send(route, ["Content-Length: 100"], ["{"]),
    send(route, CHUNKED, [chunk("{")]),
  ]);
  const timers = slow.map(({ socket }) => setInterval(() => socket.write(""), 500));
  for (const client of slow) {
    await client.until("expected the body within 10 seconds");
    expect(statusOf(client.received())).toBe(408);
    client.socket.destroy();
  }
  for (const timer of timers) clearInterval(timer);
});

test("a packed body isn't unpacked", async () => {
  const [route] = READING;
  const packed = gzipSync(Buffer.alloc(4 * 1024 * 1024, 0x20));
  expect(packed.length).toBeLessThan(route.bytes);
  const client = send(route, [`Content-Length: ${packed.length}`, "Content-Encoding: gzip"], [packed]);
  const answer = await client.end();
  expect([statusOf(answer), answer.includes("expected JSON")]).toEqual([400, true]);
});

describe("fields that nobody has declared", () => {
  const headers = () => ({ cookie: `sv_c=${yes()}` });
  const signal = () => ({ plan: config.plan, path: "/", language: "en" });
  const name = (text: string) => `{"${text}":"hidden",`;

  test.each([
    "visitor",
    "constructor",
    "toString",
    "__proto__",
    "prototype",
    "hasOwnProperty",
    "",
    " plan",
    "Plan",
  ])("%j are refused, and named", async (field) => {
    for (const [path, valid] of [
      ["/_selvedge/signals", signal()],
      ["/_selvedge/consent", { choice: yes() }],
    ] as const) {
      const body = name(field) + JSON.stringify(valid).slice(1);
      const answer = await edge.own("POST", path, { headers: headers(), body });
      expect([answer.status, answer.headers["set-cookie"]], path).toEqual([400, undefined]);
      expect(JSON.parse(answer.body)).toMatchObject({ issues: [{ message: "no such field" }] });
    }
    expect(
      (await edge.own("POST", "/_selvedge/signals", { headers: headers(), body: signal() })).status,
    ).toBe(200);
  });

  test("nor does a prototype stand in for what is missing", async () => {
    const body = `{"__proto__":${JSON.stringify(signal())}}`;
    const answer = await edge.own("POST", "/_selvedge/signals", { headers: headers(), body });
    expect(answer.body).toContain("plan: missing");
  });

  test.each([
    ["lists as deep as fit", `${"[".repeat(4000)}${"]".repeat(4000)}`],
    ["objects as deep as fit", `${'{"a":'.repeat(1300)}1${"}".repeat(1300)}`],
    [
      "depth where a text belongs",
      `{"plan":${"[".repeat(3900)}${"]".repeat(3900)},"path":"/","language":""}`,
    ],
    ["a number beyond all", `{"plan":1e999999,"path":"/","language":""}`],
    ["a lone surrogate", String.raw`{"plan":"\ud800","path":"/\ud800","language":"\udfff"}`],
    ["nothing but white space", " ".repeat(8000)],
    ["a byte order mark", "\ufeff{}"],
    ["two objects", "{}{}"],
    ["null", "null"],
  ])("%s break nothing", async (_, body) => {
    const answer = await edge.own("POST", "/_selvedge/signals", { headers: headers(), body });
    expect([answer.status, answer.headers["content-type"]]).toEqual([400, "application/problem+json"]);
  });
});
