import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { oddPage } from "../odd-html.socket.ts";
import { answer, cut, type Running, startRunning } from "../running.socket.ts";
import { expectWhole, timingOf } from "../whole.socket.ts";
import { bodyOf, isComplete, raw } from "./serve.socket.ts";

let running: Running;
beforeAll(async () => {
  running = await startRunning();
});
afterAll(() => running.stop());

let count = 0;
async function ask(kind: string, saying: Parameters<Running["say"]>[1]) {
  const path = `/${kind}/${count++}`;
  running.say(path, saying);
  return raw(running.url, path, ["Accept: text/html"]);
}

/** What becomes of a page where no block applies. */
async function look(page: Buffer, type: string): Promise<Record<string, string | undefined>> {
  const timings: Record<string, string | undefined> = {};
  for (const kind of ["none", "tag", "excluded"])
    timings[kind] = expectWhole(await ask(kind, answer(page, { type })), page);
  return timings;
}

describe("invariant 4: where no block applies, a page is the origin's, byte for byte, but for the tag", () => {
  test("whatever it is", async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(oddPage, async ({ page, type }) => {
        for (const [kind, timing] of Object.entries(await look(page, type))) {
          const key = `${kind} ${timing}`;
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
      }),
      { numRuns: 400, seed: 20_261_122 },
    );
    // The pages aren't so odd that none of them could be changed, nor so plain that all could.
    expect(seen.get("none personalized")).toBeGreaterThan(50);
    expect(seen.get("tag instrumented")).toBeGreaterThan(50);
    expect(seen.get("none untouched: charset unknown")).toBeGreaterThan(10);
    expect(seen.get("excluded untouched: excluded")).toBeGreaterThan(300);
  }, 120_000);

  test("Debian's documentation, where there is any", async () => {
    const folder = "/usr/share/doc";
    const found = existsSync(folder) ? globSync(`${folder}/**/*.{html,html.gz,htm}`) : [];
    const paths = found.filter((path) => statSync(path).isFile());
    for (const [index, path] of paths.slice(0, 300).entries()) {
      const kept = readFileSync(path);
      const page = path.endsWith(".gz") ? gunzipSync(kept) : kept;
      const isDeclared = index % 2 === 0;
      const timings = await look(page, isDeclared ? "text/html; charset=utf-8" : "text/html");
      if (isDeclared && page.length > 0 && page.length < 2_000_000)
        expect(timings, path).toMatchObject({ none: "personalized", tag: "instrumented" });
    }
  }, 120_000);
});

describe("invariant 4: however the origin's bytes come, the same bytes go out", () => {
  const PAGES: Readonly<Record<string, Buffer>> = {
    plain: Buffer.from(
      '<!doctype html>\r\n<html lang="pl">\r\n<head>\r\n<meta charset=utf-8>\r\n<title>Zażółć 😀</title>\r\n</head>\r\n<body>\r\n<div id=hero title="日本">Hello</div>\r\n<p>Gęślą jaźń\r\n</body>\r\n</html>\r\n',
    ),
    mark: Buffer.from("\ufeff<!doctype html><html><head><title>ź</title><body><div id=hero>Hello</div>"),
    odd: Buffer.from(
      "<!-- <head> -- --!><html a='>' b=\">\"><!----><head x><div id=hero>Hello</div></p></br>\0",
    ),
    bare: Buffer.from("\r\n\t<div id=hero>Hello</div>ź"),
    utf16: Buffer.from("\ufeff<html><head><div id=hero>Hello</div>", "utf16le"),
    "half a mark": Buffer.from([0xef, 0xbb, ...Buffer.from("<p id=hero>Hello</p>")]),
    latin2: Buffer.from(
      "<html><head><meta charset=iso-8859-2></head><p>\xb1\xea</p><div id=hero>Hello</div>",
      "latin1",
    ),
  };

  test.each(Object.entries(PAGES))("%s", async (name, page) => {
    const types = name === "latin2" ? ["text/html"] : ["text/html; charset=utf-8", "text/html"];
    const kinds = ["me", "none", "tag", "excluded"];
    const whole = new Map<string, { timing: string | undefined; body: Buffer }>();
    for (const kind of kinds)
      for (const type of types) {
        const reply = await ask(kind, answer(page, { type }));
        expectWhole(reply, page);
        whole.set(kind + type, { timing: timingOf(reply.head), body: bodyOf(reply) });
      }
    const places = fc.oneof(
      { weight: 4, arbitrary: fc.array(fc.nat(2000), { minLength: 1, maxLength: 40 }) },
      // Every byte by itself.
      { weight: 1, arbitrary: fc.constant(Array.from({ length: 2000 }, (_, index) => index)) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        fc.constantFrom(...types),
        fc.boolean(),
        places,
        async (kind, type, chunked, places) => {
          const reply = await ask(kind, cut(answer(page, { type, chunked }), places));
          const expected = whole.get(kind + type)!;
          expect(isComplete(reply)).toBe(true);
          expect([timingOf(reply.head), bodyOf(reply).toString("latin1")]).toEqual([
            expected.timing,
            expected.body.toString("latin1"),
          ]);
        },
      ),
      { numRuns: 150, seed: 20_261_122 },
    );
  });
});
