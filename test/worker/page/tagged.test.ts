import { expect, test } from "vitest";
import { CACHED, HTML, PAGE, TAG, serve } from "./serve.ts";

test("a page that has the tag gets none; one with a nonce gets it with that", async () => {
  const own = PAGE.replace("</body>", `${TAG}</body>`);
  expect((await serve({ page: own })).text.split("tag.js")).toHaveLength(2);
  const { text } = await serve({
    headers: { ...HTML, "content-security-policy": "script-src 'nonce-n1'" },
  });
  expect(text).toContain('tag.js" nonce="n1"></script>');
  const meta = `<meta http-equiv=Content-Security-Policy content="script-src 'nonce-m' 'strict-dynamic'">`;
  for (const path of ["/me/", "/"])
    expect((await serve({ path, page: PAGE.replace("<title>", `${meta}<title>`) })).text).toContain(
      'tag.js" nonce="m"></script>',
    );
});

test("a page whose policy would stop the tag gets blocks without it, and that is told", async () => {
  const headers = { ...HTML, "content-security-policy": "connect-src 'none'" };
  const { text, headers: told, reasons } = await serve({ headers });
  expect(text).not.toContain("tag.js");
  expect(text).toContain(">ź<");
  expect(text).toContain('id="selvedge-decision"');
  expect(told.get("server-timing")).toBe(
    'selvedge-tag;desc="left out: connect-src blocks the tag", selvedge;desc="personalized"',
  );
  expect(reasons).toEqual(["connect-src blocks the tag"]);
});

test("a page whose policy would stop the tag stays as it is, and that is told", async () => {
  const headers = { ...CACHED, "content-security-policy": "script-src 'sha256-abc='" };
  const answer = await serve({ path: "/", headers });
  expect([answer.text, answer.timing]).toEqual([PAGE, "untouched: script-src blocks the tag"]);
  expect(answer.headers.get("etag")).toBe('"1"');
  expect(answer.reasons).toEqual(["script-src blocks the tag"]);
});
