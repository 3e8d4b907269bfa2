import { expect, test } from "vitest";
import { CACHED, HTML, PAGE, TAG, serve } from "./serve.ts";

test("a page that has the tag gets none; one with a nonce gets it with that", async () => {
  const own = PAGE.replace("</body>", `${TAG}</body>`);
  expect((await serve({ page: own })).text.split("tag.js")).toHaveLength(2);
  const pinned = own.replace("tag.js", "tag.0123456789abcdef.js");
  expect((await serve({ page: pinned })).text).not.toContain("tag.js");
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

test("a page is read anew where its start isn't the one of before to the last byte", async () => {
  const pages = [
    PAGE,
    PAGE.replace("<html", "<!-- longer --><html"),
    PAGE.replace("<head>", "<head lang=pl>"),
  ];
  for (const page of [...pages, ...pages, PAGE.replace("</head>", `${TAG}</head>`)]) {
    const { text } = await serve({ path: "/", page });
    expect(text).toBe(page.includes(TAG) ? page : page.replace(/<head[^>]*>/, `$&${TAG}`));
  }
});

test("marks load where a block that was chosen has one, and with the page's nonce; else nothing of them is there", async () => {
  const visitor = (mark?: { op: string; target: string }) => async () => ({
    targets: [{ target: "#t", sorts: false }],
    render: () => ({
      decision: { segments: [], blocks: [{ id: "b", ...(mark && { mark }) }], lost: [] },
      edits: [{ block: "b", target: "#t", op: "text" as const, text: "ź" }],
    }),
  });
  const marked = visitor({ op: "text", target: "#t" });
  expect((await serve({ visitor: visitor() })).text).not.toContain("marks.js");
  expect((await serve({ visitor: marked })).text).toContain(
    '<script type="module" async src="/_selvedge/marks.js"></script>',
  );
  const headers = { ...HTML, "content-security-policy": "script-src 'nonce-n1'" };
  expect((await serve({ visitor: marked, headers })).text).toContain('marks.js" nonce="n1"></script>');
  // Also beside a tag that the page has by itself.
  const own = PAGE.replace("</body>", `${TAG}</body>`);
  const { text } = await serve({ visitor: marked, headers, page: own });
  expect([text.split("tag.js").length, text.split('marks.js" nonce="n1"').length]).toEqual([2, 2]);
  const blocked = { ...HTML, "content-security-policy": "connect-src 'none'" };
  expect((await serve({ visitor: marked, headers: blocked })).text).not.toContain("marks.js");
  // What can't be done right isn't done, and has no mark.
  const gone = await serve({
    visitor: marked,
    page: PAGE.replace("<p id=t>a</p>", "<select id=t><option>a"),
  });
  expect(gone.text.includes("ź")).toBe(gone.text.includes("marks.js"));
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
