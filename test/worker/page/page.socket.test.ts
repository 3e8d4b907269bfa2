import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bodyOf, isComplete, raw, type Stage, stage } from "./serve.socket.ts";

const PAGE =
  '<!doctype html><html lang="pl"><head><title>x</title></head><body><div id="hero">Hello</div></body></html>';
const CHANGED = '<div id="hero"><b>Dzień dobry</b></div>';
const HTML = { "content-type": "text/html; charset=utf-8" };
const BIG = Buffer.concat(
  [
    Buffer.from(PAGE),
    Buffer.from("<p>".padEnd(1024, "x"))
      .toString()
      .repeat(10 * 1024),
  ].map((part) => Buffer.from(part)),
);
const NOISE = randomBytes(2000);
const seen = new Map<string, { method: string; headers: IncomingHttpHeaders }>();

type Answer = (response: ServerResponse) => void;
const plain =
  (headers: Record<string, string | string[]>, body: string | Buffer = PAGE, status = 200): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(body);

/** Ends the answer that waits for it. */
let endLate = () => {};

const ANSWERS: Record<string, Answer> = {
  page: plain(HTML),
  gzip: plain({ ...HTML, "content-encoding": "gzip", vary: "Accept-Encoding", etag: '"1"' }, gzipSync(PAGE)),
  br: plain({ ...HTML, "content-encoding": "br" }, brotliCompressSync(PAGE)),
  zstd: plain({ ...HTML, "content-encoding": "zstd", etag: '"1"' }, NOISE),
  gzipped: plain({ "content-type": "application/octet-stream", "content-encoding": "gzip" }, gzipSync(NOISE)),
  utf16: plain({ "content-type": "text/html" }, Buffer.from(`\ufeff${PAGE}`, "utf16le")),
  nocharset: plain({ "content-type": "text/html" }),
  big: plain(HTML, BIG),
  notmodified: plain({ etag: '"1"' }, "", 304),
  part: plain({ ...HTML, "content-range": "bytes 0-9/100" }, PAGE.slice(0, 10), 206),
  redirect: plain({ ...HTML, location: "/elsewhere" }, "moved", 302),
  cookies: plain({
    ...HTML,
    "set-cookie": ["a=1", "b=2"],
    "cache-control": "public, max-age=60",
    etag: '"1"',
  }),
  reset: (response) => {
    response.writeHead(200, HTML).write(PAGE.slice(0, 60));
    setTimeout(() => response.destroy(), 50);
  },
  short: (response) => {
    response.writeHead(200, { ...HTML, "content-length": PAGE.length }).write(PAGE.slice(0, 90));
    setTimeout(() => response.destroy(), 50);
  },
  slow: (response) => {
    response.writeHead(200, HTML).write(PAGE.slice(0, 60));
    setTimeout(() => response.end(PAGE.slice(60)), 1500);
  },
  stream: (response) => {
    response.writeHead(200, HTML).write(PAGE);
    endLate = () => response.end("late");
  },
  announced: (response) => {
    response.writeHead(200, { ...HTML, "content-length": PAGE.length + 4 }).write(PAGE);
    endLate = () => response.end("late");
  },
};

let edge: Stage;
beforeAll(async () => {
  edge = await stage((request, response) => {
    const url = request.url ?? "";
    seen.set(url, { method: request.method ?? "", headers: request.headers });
    const answer = ANSWERS[url.split("/").at(-1) ?? ""];
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
});
afterAll(() => edge.stop());

test.each(["me", "tag"])("/%s: a page that breaks off reaches the client as a failure", async (kind) => {
  for (const name of ["reset", "short"]) {
    const answer = await raw(edge.url, `/${kind}/${name}`);
    expect(isComplete(answer), name + answer.head + answer.body.toString()).toBe(false);
  }
});

test("a page is personalized, whatever its encoding, and stays encoded", async () => {
  for (const name of ["page", "gzip", "br"]) {
    const answer = await raw(edge.url, `/me/${name}`, ["Accept-Encoding: gzip, br, zstd"]);
    const { head } = answer;
    const text = decoded(answer).toString();
    expect(text).toContain(CHANGED);
    expect(text).toContain(
      '<head><script async src="/_selvedge/tag.js"></script><script type="application/json"',
    );
    expect(text).toContain('"segments":["pl"]');
    expect(head).toContain("personalized");
    expect(head.toLowerCase()).not.toContain("etag");
    expect(seen.get(`/me/${name}`)?.headers["accept-encoding"]).toBe("gzip, br");
  }
});

test("invariant 4: what can't be read goes through byte for byte", async () => {
  for (const kind of ["me", "tag", "excluded"]) {
    const zstd = await raw(edge.url, `/${kind}/zstd`, ["Accept-Encoding: zstd"]);
    expect(bodyOf(zstd).equals(NOISE), kind).toBe(true);
    expect(zstd.head.toLowerCase()).toContain("content-encoding: zstd");
    expect(zstd.head).toContain("untouched");
    const gzipped = await raw(edge.url, `/${kind}/gzipped`, ["Accept-Encoding: gzip"]);
    expect(bodyOf(gzipped).equals(gzipSync(NOISE)), kind).toBe(true);
    expect(gzipped.head).not.toContain("selvedge");
    const utf16 = await raw(edge.url, `/${kind}/utf16`);
    expect(bodyOf(utf16).equals(Buffer.from(`\ufeff${PAGE}`, "utf16le")), kind).toBe(true);
    expect(bodyOf(await raw(edge.url, `/${kind}/nocharset`)).toString()).toBe(PAGE);
  }
  const excluded = await raw(edge.url, "/excluded/gzip", ["Accept-Encoding: gzip"]);
  expect(bodyOf(excluded).equals(gzipSync(PAGE))).toBe(true);
  expect(excluded.head).toMatch(/^etag: "1"/im);
});

test("10 MB go through untouched, and private", async () => {
  const { head, body } = await raw(edge.url, "/me/big");
  expect(bodyOf({ head, body }).equals(BIG)).toBe(true);
  expect(head).toContain("untouched: too large");
  expect(head).toContain("private, no-cache");
  const tagged = bodyOf(await raw(edge.url, "/tag/big"));
  expect(tagged.length).toBe(BIG.length + '<script async src="/_selvedge/tag.js"></script>'.length);
});

test("a slow page goes through untouched", async () => {
  const answer = await raw(edge.url, "/me/slow");
  expect(bodyOf(answer).toString()).toBe(PAGE);
  expect(answer.head).toContain("untouched: too slow");
  expect(isComplete(answer)).toBe(true);
});

test.each([
  ["/tag/stream", "that doesn't say its length"],
  ["/tag/announced", "that says it, and doesn't come at once"],
])("an instrumented page isn't held back: %s, %s", async (path) => {
  const response = await fetch(new URL(path, edge.url), {
    headers: { "accept-encoding": "identity" },
  });
  const reader = response.body!.getReader();
  let text = "";
  const readOn = async () => {
    const { value } = await reader.read();
    if (value) text += Buffer.from(value);
    return value !== undefined;
  };
  // The origin doesn't end before that has come.
  while (!text.includes("</html>") && (await readOn()));
  expect(text).toContain("<head><script async");
  endLate();
  while (await readOn());
  expect(text).toMatch(/<\/html>late$/);
});

test("HEAD has the headers of GET", async () => {
  for (const path of ["/me/page", "/tag/page", "/me/cookies", "/tag/gzip", "/excluded/page"]) {
    const heads = [];
    for (const method of ["GET", "HEAD"]) {
      const { head, body } = await raw(
        edge.url,
        path,
        ["Accept: text/html", "Accept-Encoding: gzip"],
        method,
      );
      if (method === "HEAD") expect(body.length).toBe(0);
      heads.push(
        head
          .split("\r\n")
          .filter((line) => !/^(date|transfer-encoding|content-length|connection|keep-alive):/i.test(line))
          .sort(),
      );
    }
    expect(heads[1], path).toEqual(heads[0]);
  }
  expect(seen.get("/me/page")?.method).toBe("GET");
  expect(seen.get("/excluded/page")?.method).toBe("HEAD");
});

test("304, 206 and redirects are passed on", async () => {
  expect((await raw(edge.url, "/me/notmodified")).head).toContain(" 304 ");
  expect(
    bodyOf(await raw(edge.url, "/me/part", ["Range: bytes=0-9", "Sec-Fetch-Dest: empty"])).toString(),
  ).toBe(PAGE.slice(0, 10));
  expect(seen.get("/me/part")?.headers.range).toBe("bytes=0-9");
  const redirect = await raw(edge.url, "/me/redirect");
  expect(redirect.head).toContain(" 302 ");
  expect(bodyOf(redirect).toString()).toBe("moved");
});

test("invariant 5: a personalizable page is private for everybody, its cookies are kept", async () => {
  for (const agent of ["a browser", "a bot"]) {
    const { head } = await raw(edge.url, "/me/cookies", [`User-Agent: ${agent}`]);
    expect(head).toContain("private, no-cache");
    expect(head).not.toContain("public");
    expect(head.toLowerCase()).not.toContain("etag");
    expect(head.match(/^set-cookie: /gim)).toHaveLength(2);
  }
});

test("our cookies don't reach the origin", async () => {
  await raw(edge.url, "/excluded/page", ["Cookie: a=1; sv_p=x; sv_c=1.p;b=2; sv_v="]);
  expect(seen.get("/excluded/page")?.headers.cookie).toBe("a=1;b=2");
});

/** The body as a browser sees it. Miniflare compresses what isn't, as the network it stands for does. */
function decoded(answer: { head: string; body: Buffer }): Buffer {
  const encoding = /^content-encoding: (\w+)/im.exec(answer.head)?.[1];
  const body = bodyOf(answer);
  return encoding === "gzip" ? gunzipSync(body) : encoding === "br" ? brotliDecompressSync(body) : body;
}
