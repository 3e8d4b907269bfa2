import fc from "fast-check";
import { expect, test } from "vitest";
import {
  askedAs,
  couldBePage,
  readableEncodings,
  spellingsOf,
  type Upstream,
  upstreamOf,
  withoutOurs,
} from "../../../worker/page/request.ts";

test.each([
  [null, ""],
  ["sv_p=1", ""],
  ["sv_p=1; a=2", "a=2"],
  ["a=1; sv_c=1.p;  b = 2;sv_v=; c", "a=1;  b = 2; c"],
  ["xsv_p=1; sv_px=2; SV_P=3; sv_p", "xsv_p=1; sv_px=2; SV_P=3"],
  ['a="1; b=2";; =x', 'a="1; b=2";; =x'],
  ["a=sv_p=1", "a=sv_p=1"],
])("our cookies are taken out of %j", (header, expected) => {
  expect(withoutOurs(header)).toBe(expected);
});

test("what is left of a Cookie header is all pairs but ours, in their order, byte for byte", () => {
  const pair = fc.oneof(
    fc.constantFrom(
      "sv_p=1",
      " sv_c=1.p",
      "sv_v=",
      " sv_preview",
      " sv_staff =x",
      "",
      " ",
      "sv_=1",
      " asv_p=2",
    ),
    fc.string({ unit: fc.constantFrom("a", "s", "v", "_", "p", "=", " "), maxLength: 8 }),
  );
  const ours = /^\s*sv_(?:c|p|v|preview|staff)\s*(?:=|$)/;
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1 }), (pairs) => {
      const header = pairs.join(";");
      const left = pairs.filter((each) => !ours.test(each));
      const text = left.join(";");
      const isCut = left.length < pairs.length && text.startsWith(" ") && !header.startsWith(" ");
      expect(withoutOurs(header)).toBe(isCut ? text.slice(1) : text);
    }),
  );
});

test.each([
  ["gzip, deflate, br, zstd", "gzip, br"],
  ["br;q=0, gzip;q=0.5", "gzip"],
  ["zstd", "identity"],
  [null, "identity"],
  ["BR", "br"],
])("of %j we ask for %s", (accepted, expected) => {
  expect(readableEncodings(accepted)).toBe(expected);
});

test.each([
  [{ "sec-fetch-dest": "document" }, true],
  [{ "sec-fetch-dest": "iframe" }, true],
  [{ "sec-fetch-dest": "image", accept: "text/html" }, false],
  [{ "sec-fetch-dest": "empty", accept: "*/*", range: "bytes=0-" }, false],
  [{ "sec-fetch-dest": "empty", accept: "text/html, application/xhtml+xml" }, true],
  [{ accept: "text/html,*/*;q=0.8" }, true],
  [{ accept: "*/*" }, true],
  [{ accept: "*/*", range: "bytes=0-9" }, false],
  [{ accept: "application/json" }, false],
  [{ upgrade: "websocket", connection: "upgrade" }, false],
])("%j could be a page: %s", (headers, expected) => {
  expect(couldBePage(new Request("http://shop.test/", { headers: headers as Record<string, string> }))).toBe(
    expected,
  );
});

test.each([
  [{}, false],
  [{ "sec-fetch-dest": "document", "hx-request": "true" }, false],
  [{ "sec-fetch-dest": "iframe" }, false],
  [{ "sec-fetch-dest": "empty" }, true],
  [{ "sec-fetch-dest": "empty", "sec-purpose": "prefetch" }, false],
  [{ "sec-fetch-dest": "document", "sec-purpose": "prefetch;prerender" }, false],
  [{ "hx-request": "true" }, true],
  [{ "turbo-frame": "cart" }, true],
  [{ "x-up-version": "3.15.0" }, true],
  [{ "x-pjax": "true" }, true],
  [{ "x-requested-with": "XMLHttpRequest" }, true],
])("%j asks for a piece: %s", (headers, expected) => {
  const request = new Request("http://shop.test/", { headers: headers as Record<string, string> });
  expect(askedAs(request).piece).toBe(expected);
});

test("a page is asked for whole; anything else as the client asks for it", async () => {
  const headers = {
    "if-none-match": '"1"',
    range: "bytes=0-9",
    "accept-encoding": "zstd, gzip",
    cookie: "sv_p=1",
    "x-other": "1",
  };
  const asked = ({ to, init }: Upstream) => new Request(to, init);
  const head = new Request("http://shop.test/", { method: "HEAD", headers });
  const whole = asked(upstreamOf(head, { whole: true }));
  expect(whole.method).toBe("GET");
  expect(Object.fromEntries(whole.headers)).toEqual({ "accept-encoding": "gzip", "x-other": "1" });
  const request = new Request("http://shop.test/api", { method: "POST", body: "data", headers });
  const other = asked(upstreamOf(request, { whole: false }));
  expect([other.method, other.redirect, await other.text()]).toEqual(["POST", "manual", "data"]);
  expect(other.headers.get("range")).toBe("bytes=0-9");
  expect(other.headers.has("cookie")).toBe(false);
});

test.each([
  ["/a/b", ["/a/b"]],
  ["//a///b", ["//a///b", "/a/b", "/a/b"]],
  ["/%61%2Fb", ["/%61%2Fb", "/%61%2Fb", "/a/b"]],
  ["/%2F/a", ["/%2F/a", "/%2F/a", "/a"]],
  ["/a%", ["/a%", "/a%"]],
])("a server may read %s as one of %j", (path, spellings) => {
  expect(spellingsOf(path)).toEqual(spellings);
});
