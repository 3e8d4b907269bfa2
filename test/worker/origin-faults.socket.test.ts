import { deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyOf, isComplete, raw } from "./page/serve.socket.ts";
import { answer, type Running, type Saying, startRunning } from "./running.socket.ts";
import { expectWhole, timingOf } from "./whole.socket.ts";

const page = (inner: string, more = "") =>
  `<!doctype html><html><head><title>x</title>${more}</head><body><div id=hero>Hello</div>${inner}</body></html>`;
const PAGE = page("<p>ź</p>");
/** Personalized, personalizable, instrumented and other pages. */
const KINDS = ["me", "none", "tag", "excluded"] as const;

let running: Running;
beforeAll(async () => {
  running = await startRunning();
});
afterAll(() => running.stop());

let count = 0;
/** Asks for a page of each kind, which the origin answers so. */
async function ask(kind: (typeof KINDS)[number], saying: Saying, headers: readonly string[] = []) {
  const path = `/${kind}/${count++}`;
  running.say(path, saying);
  return raw(running.url, path, ["Accept: text/html", ...headers]);
}

/** The first bytes of an answer, cut off there. */
const begun = (bytes: number, end: "reset" | "hang" | "close"): Saying => ({
  pieces: [Buffer.concat(answer(PAGE).pieces).subarray(0, bytes)],
  end,
});
const HEAD_BYTES = answer(PAGE).pieces[0]!.length;

describe.each(KINDS)("invariant 4: the origin of /%s/ fails, which is passed on as it is", (kind) => {
  test("origin × throws: nobody answers", async () => {
    const { head, body } = await ask(kind, { pieces: [], end: "reset" });
    expect(head).toContain(" 502 ");
    expect(body.toString()).toBe("The origin could not be reached.\n");
  });

  test.each(["reset", "close"] as const)("origin × throws: a %s in mid-body", async (end) => {
    for (const bytes of [HEAD_BYTES + 1, HEAD_BYTES + 30, HEAD_BYTES + Buffer.byteLength(PAGE) - 1]) {
      const reply = await ask(kind, begun(bytes, end));
      expect(isComplete(reply) && / 200 /.test(reply.head), `${bytes} ${reply.head}`).toBe(false);
    }
  });

  test("origin × throws: its own error page", async () => {
    const reply = await ask(
      kind,
      answer(PAGE, { status: "503 Service Unavailable", headers: ["Retry-After: 5"] }),
    );
    expect(reply.head).toMatch(/ 503 [^]*retry-after: 5/i);
    expect(expectWhole(reply, Buffer.from(PAGE))).toBe(
      kind === "excluded" ? "untouched: excluded" : "untouched: status 503",
    );
  });

  test("origin × hangs: it never answers, and neither is anything made up nor anybody else kept waiting", async () => {
    running.say(`/${kind}/never`, { pieces: [], end: "hang" });
    const signal = AbortSignal.timeout(400);
    const waiting = fetch(new URL(`/${kind}/never`, running.url), { signal });
    expect((await ask(kind, answer(PAGE))).head).toContain(" 200 ");
    await expect(waiting).rejects.toThrow();
  });

  test("origin × hangs: in mid-body, what was there reaches the client, and the client waits for the rest", async () => {
    const path = `/${kind}/${count++}`;
    running.say(path, begun(HEAD_BYTES + 60, "hang"));
    const leaving = new AbortController();
    const response = await fetch(new URL(path, running.url), {
      headers: { accept: "text/html", "accept-encoding": "identity" },
      signal: leaving.signal,
    });
    const reader = response.body!.getReader();
    let text = "";
    while (!text.includes(PAGE.slice(52, 60))) text += Buffer.from((await reader.read()).value!).toString();
    const timing = response.headers.get("server-timing");
    if (kind === "me" || kind === "none") {
      expect(timing).toContain("untouched: too slow");
      expect(text).toBe(PAGE.slice(0, 60));
    }
    leaving.abort();
  });

  test("origin × slow: too late to be changed, but whole", async () => {
    const all = Buffer.concat(answer(PAGE).pieces);
    const pieces = [all.subarray(0, HEAD_BYTES + 50), all.subarray(HEAD_BYTES + 50)];
    const reply = await ask(kind, { pieces, pauseMilliseconds: 1300 });
    const timing = expectWhole(reply, Buffer.from(PAGE));
    expect(timing).toBe(
      {
        me: "untouched: too slow",
        none: "untouched: too slow",
        tag: "instrumented",
        excluded: "untouched: excluded",
      }[kind],
    );
  });

  test.each([
    ["gzip that isn't any", answer(PAGE, { headers: ["Content-Encoding: gzip"] })],
    [
      "gzip that ends early",
      answer(gzipSync(PAGE).subarray(0, -12), { headers: ["Content-Encoding: gzip"] }),
    ],
    ["gzip of something else", answer(deflateSync(PAGE), { headers: ["Content-Encoding: gzip"] })],
  ])("origin × corrupt: %s never becomes a page", async (_, saying) => {
    const reply = await ask(kind, saying, ["Accept-Encoding: gzip"]);
    const passedOn = bodyOf(reply).equals(saying.pieces[1]!);
    expect(passedOn || !isComplete(reply), reply.head + bodyOf(reply).toString("latin1")).toBe(true);
  });

  test.each([
    ["no HTTP", { pieces: [Buffer.from("garbage\r\n\r\n<p>")], end: "close" }],
    ["two lengths", answer(PAGE, { headers: ["Content-Length: 7"] })],
    [
      "chunks that aren't any",
      {
        pieces: [
          Buffer.from(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<p>\r\n",
          ),
        ],
        end: "close",
      },
    ],
  ] as [string, Saying][])("origin × corrupt: %s: a failure, not a page", async (_, saying) => {
    const reply = await ask(kind, saying);
    expect(isComplete(reply) && / 200 /.test(reply.head), reply.head).toBe(false);
  });

  test("origin × oversize: whole", async () => {
    const large = Buffer.from(PAGE + "<p>x</p>".repeat(400_000));
    for (const chunked of [false, true]) {
      const timing = expectWhole(await ask(kind, answer(large, { chunked })), large);
      expect(timing).toBe(
        {
          me: "untouched: too large",
          none: "untouched: too large",
          tag: "instrumented",
          excluded: "untouched: excluded",
        }[kind],
      );
    }
  });

  test("origin × oversize: a bomb, 19 MB in 19 KB of gzip", async () => {
    const large = Buffer.from(PAGE + "<p>x</p>".repeat(2_400_000));
    const packed = gzipSync(large);
    const reply = await ask(kind, answer(packed, { headers: ["Content-Encoding: gzip"] }));
    expectWhole(reply, large);
    expect((await ask(kind, answer(PAGE))).head).toContain(" 200 ");
  });
});

const KB = 1024;
interface Killer {
  readonly name: string;
  readonly page: Buffer | string;
  readonly type?: string;
}

const KILLERS = (
  [
    ["an attribute of 1.9 MiB", page(`<p title="${"x".repeat(1900 * KB)}">`)],
    ["an attribute of 3.5 MiB", page(`<p title="${"x".repeat(3500 * KB)}">`)],
    ["a comment of 1.9 MiB", page(`<!--${"x".repeat(1900 * KB)}-->`)],
    ["a comment of 3.5 MiB", page(`<!--${"x".repeat(3500 * KB)}-->`)],
    ["a comment of 20 KB before the head", `<!--${"x".repeat(20 * KB)}-->${PAGE}`],
    ["an element's name of 1 MiB", page(`<${"x".repeat(KB * KB)}>`)],
    ["50,000 attributes", page(`<p ${Array.from({ length: 50_000 }, (_, n) => `a${n}`).join(" ")}>`)],
    ["20,000 elements in each other", page("<div>".repeat(20_000))],
    [
      "20,000 elements in each other before the target",
      PAGE.replace("<div", `${"<div>".repeat(20_000)}<div`),
    ],
    ["100,000 elements that are never closed", page("<b>".repeat(100_000))],
    ["an ambiguous select", page("<select><xmp></select>")],
    ["an ambiguous select before the target", PAGE.replace("<div", "<select><xmp></select><div")],
    ["plaintext", page("<plaintext>")],
    ["plaintext in a select", page("<select><plaintext>")],
    ["items without end tags", page("<ul><li>1<li>2<li><ul><li>3</ul>")],
    ["a target without an end tag", PAGE.replace("Hello</div>", "Hello")],
    ["cells without end tags", page("<table><tr><td>1<td>2<tr><th>3")],
    ["an attribute that never ends", page('<p title="')],
    ["a tag that never ends", page("<p ")],
    ["a comment that never ends", page("<!--")],
    ["a script that never ends", page("<script><!--<script>")],
    ["CDATA", page("<![CDATA[ ]]><svg><![CDATA[ <div id=hero> ]]></svg>")],
    ["null bytes", page("\0<p\0 a\0=\0>\0</p>")],
    ["bytes that aren't UTF-8", Buffer.from(page("\xff\xfe\xc0\xaf\xed\xa0\x80"), "latin1")],
    ["half a character at the end", Buffer.concat([Buffer.from(PAGE), Buffer.from([0xc5])])],
    ["a mark of UTF-8", `\ufeff${PAGE}`],
    ["a mark of UTF-16", Buffer.from(`\ufeff${PAGE}`, "utf16le")],
    ["UTF-16 by its header", Buffer.from(PAGE, "utf16le"), "text/html; charset=utf-16le"],
    ["UTF-16 without a word", Buffer.from(PAGE, "utf16le"), "text/html"],
    ["UTF-7, which nobody reads", PAGE, "text/html; charset=utf-7"],
    ["a charset that nobody knows", PAGE, "text/html; charset=x-klingon"],
    ["iso-2022-jp", PAGE, "text/html; charset=iso-2022-jp"],
    ["no charset", PAGE, "text/html"],
    ["two content types", PAGE, "text/html; charset=utf-8; charset=utf-16"],
    ["frames", "<!doctype html><html><head><title>x</title></head><frameset><frame></frameset></html>"],
    ["nothing", ""],
    ["a byte", "<"],
    ["a mark and nothing else", "\ufeff"],
    ["half a mark", Buffer.from([0xef, 0xbb])],
    ["nothing but white space", " \r\n\t".repeat(100)],
    ["carriage returns", PAGE.replaceAll("><", ">\r\n\r<")],
    ["no markup", "ź ".repeat(1000)],
  ] as readonly (readonly [string, Buffer | string, string?])[]
).map(([name, page, type]): Killer => ({ name, page, ...(type !== undefined && { type }) }));

describe.each(KINDS)("invariant 4: what kills HTMLRewriter leaves /%s/ whole", (kind) => {
  test.each(KILLERS)("$name", async ({ page, type }) => {
    const bytes = Buffer.from(page as string);
    for (const packed of [false, true]) {
      const saying = packed
        ? answer(gzipSync(bytes), {
            ...(type !== undefined && { type }),
            headers: ["Content-Encoding: gzip"],
          })
        : answer(bytes, { ...(type !== undefined && { type }), chunked: true });
      const reply = await ask(kind, saying, packed ? ["Accept-Encoding: gzip"] : []);
      // What is in the hero as browsers see it: without an end tag, all that is left of the body.
      const hero = /<div id=hero>([^]*?)(?:<\/div>|<\/body>)/.exec(bytes.toString("latin1"))?.[1];
      expectWhole(reply, bytes, hero);
      expect(timingOf(reply.head), reply.head).toBeDefined();
    }
  });
});
