import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BehindEdge, behindEdge, CLASSES } from "./behind-edge.socket.ts";
import { isComplete, raw, bodyOf } from "./page/serve.socket.ts";
import { type Answer, whole } from "./raw-origin.socket.ts";

const PAGE =
  '<!doctype html><html lang="en"><head><title>x</title></head><body><p id="t">a</p></body></html>';
const TAGGED = PAGE.replace("<head>", '<head><script async src="/_selvedge/tag.js"></script>');
const HTML = "Content-Type: text/html; charset=utf-8";
const COOKIES = [
  "b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
  'a="1, 2"; Path=/; HttpOnly',
  "b=3",
  "=nameless",
  "sv_c=the-origin's-own",
];
const KEPT = [
  "Link: </a.css>; rel=preload; as=style, </b.css>; rel=preconnect",
  "Refresh: 5",
  "Content-Language: pl",
  "X-Accel-Buffering: no",
  "Strict-Transport-Security: max-age=1",
  "X-Odd: ;,\"'= ~",
];
const MANY = Array.from({ length: 300 }, (_, index) => `X-Many-${index}: ${"v".repeat(100)}`);

const ANSWERS: Record<string, Answer> = {
  page: whole([HTML, `Content-Length: ${PAGE.length}`], PAGE),
  cookies: whole([HTML, ...COOKIES.map((cookie) => `Set-Cookie: ${cookie}`), ...KEPT], PAGE),
  many: whole([HTML, ...MANY], PAGE),
  named: whole([HTML], PAGE, "200 All is well"),
  down: whole([HTML], "<h1>Down</h1>", "503 Having lunch"),
  moved: (socket, asked) =>
    whole(
      [`Location: ${edge.origin.url}/b?c#d`, "Set-Cookie: a=1", HTML],
      PAGE,
      "307 Over there",
    )(socket, asked),
  gone: whole([HTML, 'ETag: "1"'], PAGE, "410 Gone"),
  created: whole([HTML], PAGE, "201 Created"),
  empty: whole([HTML, "Content-Length: 0"]),
  longer: whole([HTML, `Content-Length: ${PAGE.length}`], `${PAGE}and more than it said`),
  shorter: whole([HTML, `Content-Length: ${PAGE.length + 5}`], PAGE),
  hinted: (socket) => {
    socket.write("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n");
    return whole([HTML], PAGE)(socket, undefined as never);
  },
  guarded: (socket, asked) => {
    const unchanged = asked.headers.some((line) => /^if-none-match: "1"$/i.test(line));
    const range = asked.headers.some((line) => /^range:/i.test(line));
    const answer = unchanged
      ? whole(['ETag: "1"'], "", "304 Not Modified")
      : range
        ? whole(
            [HTML, `Content-Range: bytes 0-3/${PAGE.length}`, "Content-Length: 4"],
            "<!do",
            "206 Partial Content",
          )
        : whole([HTML, 'ETag: "1"', "Accept-Ranges: bytes"], PAGE);
    return answer(socket, asked);
  },
};
const ENCODED: Record<string, Buffer> = {
  deflate: deflateSync(PAGE),
  zstd: zstdCompressSync(PAGE),
  "gzip, br": brotliCompressSync(gzipSync(PAGE)),
  "x-unknown": Buffer.from(PAGE),
};
for (const [encoding, body] of Object.entries(ENCODED))
  ANSWERS[encoding.replace(", ", "-")] = whole(
    [HTML, `Content-Encoding: ${encoding}`, 'ETag: "1"', `Content-Length: ${body.length}`],
    body,
  );

let edge: BehindEdge;
beforeAll(async () => {
  edge = await behindEdge(ANSWERS);
});
afterAll(() => edge.stop());

const ask = async (path: string, headers: readonly string[] = [], method = "GET") => {
  const answer = await raw(edge.url, path, headers, method);
  const timing = /^server-timing: selvedge;desc="([^"]*)"/im.exec(answer.head)?.[1];
  return { ...answer, body: bodyOf(answer), complete: isComplete(answer), timing };
};
/** The lines of a header, in order, as they came. */
const lines = (head: string, name: string) =>
  head
    .split("\r\n")
    .flatMap((line) => (line.toLowerCase().startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []));

test.each(CLASSES)(
  "/%s: the origin's cookies and other headers come as they were sent, in order",
  async (kind) => {
    const { head } = await ask(`/${kind}/cookies`);
    expect(lines(head, "set-cookie")).toEqual(COOKIES);
    for (const line of KEPT) expect(head.toLowerCase()).toContain(line.toLowerCase());
  },
);

test.each(CLASSES)("/%s: very many headers and the words of the status are kept", async (kind) => {
  const { head } = await ask(`/${kind}/many`);
  for (const line of MANY) expect(head).toContain(line);
  expect((await ask(`/${kind}/named`)).head).toMatch(/^HTTP\/1\.1 200 All is well\r\n/);
});

test.each(CLASSES)("/%s: what isn't a 200 is passed on as it is", async (kind) => {
  const down = await ask(`/${kind}/down`);
  expect(down.head).toMatch(/^HTTP\/1\.1 503 Having lunch\r\n/);
  expect(down.body.toString()).toBe("<h1>Down</h1>");
  const gone = await ask(`/${kind}/gone`);
  expect([gone.body.toString(), lines(gone.head, "etag")]).toEqual([PAGE, ['"1"']]);
  expect((await ask(`/${kind}/created`)).body.toString()).toBe(PAGE);
});

test.each(CLASSES)(
  "/%s: a redirect is the browser's to follow, with its cookie and its page",
  async (kind) => {
    const { head, body } = await ask(`/${kind}/moved`);
    expect(head).toMatch(/^HTTP\/1\.1 307 Over there\r\n/);
    expect(lines(head, "location")).toEqual([`http://${edge.url.host}/b?c#d`]);
    expect([lines(head, "set-cookie"), body.toString()]).toEqual([["a=1"], PAGE]);
  },
);

test.each(Object.keys(ENCODED))(
  "invariant 4: %s goes through byte for byte, and that is told",
  async (encoding) => {
    for (const kind of CLASSES) {
      const answer = await ask(`/${kind}/${encoding.replace(", ", "-")}`, [
        "Accept-Encoding: gzip, deflate, br, zstd",
      ]);
      expect(answer.body.equals(ENCODED[encoding]!), kind).toBe(true);
      expect([lines(answer.head, "content-encoding"), lines(answer.head, "etag")]).toEqual([
        [encoding],
        ['"1"'],
      ]);
      expect(answer.timing).toBe(kind === "other" ? "untouched: excluded" : "untouched: content encoding");
    }
  },
);

test("invariant 4: a page that says it is longer than it is fails, one that says it is shorter is cut there", async () => {
  for (const kind of CLASSES) {
    expect((await ask(`/${kind}/shorter`)).complete, kind).toBe(false);
    const longer = await ask(`/${kind}/longer`);
    expect([longer.complete, longer.body.toString().endsWith("</html>")]).toEqual([true, true]);
  }
});

test.each(CLASSES)("/%s: an empty page stays empty", async (kind) => {
  const { body, complete } = await ask(`/${kind}/empty`);
  expect([body.length, complete]).toEqual([0, true]);
});

test("early hints of the origin don't keep its page from being changed", async () => {
  expect((await ask("/me/hinted")).body.toString()).toContain(">changed<");
  expect((await ask("/tag/hinted")).body.toString()).toBe(TAGGED);
});

test("conditions and ranges reach the origin where nothing is added, and pages are asked for whole", async () => {
  const piece = ["Sec-Fetch-Dest: empty", "Accept: text/html"];
  for (const [path, more] of [
    ["/other/guarded", []],
    ["/tag/guarded", piece],
  ] as const) {
    const unchanged = await ask(path, ['If-None-Match: "1"', ...more]);
    expect(unchanged.head).toMatch(/^HTTP\/1\.1 304 /);
    const part = await ask(path, ["Range: bytes=0-3", ...more]);
    expect([part.head.split(" ")[1], part.body.toString()]).toEqual(["206", "<!do"]);
  }
  for (const kind of ["me", "tag"])
    for (const header of ['If-None-Match: "1"', "Range: bytes=0-3", "If-Range: 1"]) {
      const { head, body } = await ask(`/${kind}/guarded`, [header, "Accept: text/html"]);
      expect(head).toMatch(/^HTTP\/1\.1 200 /);
      expect([lines(head, "etag"), lines(head, "accept-ranges")]).toEqual([[], []]);
      expect(body.toString()).toContain("tag.js");
    }
});

test("pieces on an instrumented path are the origin's, byte for byte and header for header", async () => {
  for (const header of [
    "Sec-Fetch-Dest: empty",
    "HX-Request: true",
    "Turbo-Frame: list",
    "X-Up-Version: 3.15.0",
  ]) {
    const { head, body } = await ask("/tag/guarded", [header]);
    expect(body.toString()).toBe(PAGE);
    expect([lines(head, "etag"), lines(head, "accept-ranges")]).toEqual([['"1"'], ["bytes"]]);
    expect(lines(head, "vary")[0]).toContain("Sec-Fetch-Dest");
  }
});

test("what is loaded ahead is the page as it is when it is opened", async () => {
  for (const kind of CLASSES) {
    const opened = await ask(`/${kind}/cookies`, ["Sec-Fetch-Dest: document"]);
    for (const purpose of ["prefetch", "prefetch;prerender"]) {
      const ahead = await ask(`/${kind}/cookies`, ["Sec-Fetch-Dest: document", `Sec-Purpose: ${purpose}`]);
      expect([ahead.head, ahead.body]).toEqual([opened.head, opened.body]);
    }
  }
});

test("HEAD has the headers of GET, but for those of the body's length", async () => {
  const framing = /^(date|transfer-encoding|content-length|connection):/i;
  for (const kind of CLASSES)
    for (const name of ["page", "cookies", "guarded", "zstd", "down", "empty"]) {
      const told = async (method: string) => {
        const { head, body } = await ask(`/${kind}/${name}`, ["Accept: text/html"], method);
        if (method === "HEAD") expect(body.length).toBe(0);
        return head
          .split("\r\n")
          .filter((line) => !framing.test(line))
          .sort();
      };
      expect(await told("HEAD"), `${kind} ${name}`).toEqual(await told("GET"));
    }
});
