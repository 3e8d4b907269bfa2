import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatIssues, loadSiteFile } from "../../tools/site-file.ts";

let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-site-"));
  path = join(folder, "shop/site.json");
  await mkdir(dirname(path));
});
afterAll(() => rm(folder, { recursive: true }));

/** Loads a site file of this text; gives its JSON, or its problems as lines without the file's name. */
async function load(
  text: string | Uint8Array,
  files: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  await writeFile(path, text);
  for (const [name, content] of Object.entries(files)) await writeFile(join(dirname(path), name), content);
  const loaded = await loadSiteFile(path);
  if (loaded.ok) return JSON.parse(loaded.value.json);
  return formatIssues(path, loaded.issues)
    .split("\n")
    .map((line) => line.replace(path, ""));
}

const site = (block: object): string =>
  JSON.stringify({ version: 1, id: "shop", blocks: { b: { op: "content", target: "p", ...block } } });

describe("loading", () => {
  test("comments, trailing commas and a byte order mark are fine", async () => {
    expect(await load('\ufeff// a shop\n{ "version": 1, /* 1 */ "id": "shop", }')).toEqual({
      version: 1,
      id: "shop",
    });
  });

  test("HTML is read from files and balanced", async () => {
    const text = site({ html: { en: { file: "en.html" }, pl: "<b>x" } });
    expect(await load(text, { "en.html": "<p>{{#context.city}}<i>y</i>{{/context.city}}" })).toMatchObject({
      blocks: { b: { html: { en: "<p>{{#context.city}}<i>y</i>{{/context.city}}</p>", pl: "<b>x</b>" } } },
    });
  });

  test("what blocks with a mark put in is marked, as far as it is elements; other HTML stays as it is", async () => {
    const when = { "context.country": "PL" };
    const of = (op: string, html: string) => ({ op, target: "p", when, html });
    const blocks = {
      one: of("before", "<p>a</p> <p class=x>b"),
      list: of("append", "{{#context.city}}<li>{{context.city}}</li>{{/context.city}}"),
      words: of("after", "a <b>c</b>"),
      inner: of("content", "<p>a</p>"),
      off: { ...of("before", "<p>a</p>"), mark: false },
    };
    const text = (marks: boolean) => JSON.stringify({ version: 1, id: "shop", marks, blocks });
    const html = (loaded: unknown) =>
      Object.values((loaded as { blocks: Record<string, { html: string }> }).blocks).map((each) => each.html);
    const marked = await load(text(true));
    expect(html(marked)).toEqual([
      '<p data-selvedge-block="one">a</p> <p class="x" data-selvedge-block="one">b</p>',
      '{{#context.city}}<li data-selvedge-block="list">{{context.city}}</li>{{/context.city}}',
      "a <b>c</b>",
      "<p>a</p>",
      "<p>a</p>",
    ]);
    // Loaded again it is what it was.
    expect(await load(JSON.stringify(marked))).toEqual(marked);
    expect(html(await load(text(false)))[0]).toBe('<p>a</p> <p class="x">b</p>');
  });

  test("cases may have files too", async () => {
    const text = site({ cases: [{ html: { file: "case.html" } }] });
    expect(await load(text, { "case.html": "<p>x" })).toMatchObject({
      blocks: { b: { cases: [{ html: "<p>x</p>" }] } },
    });
  });

  test("the site comes with its defaults, and the JSON without them", async () => {
    await writeFile(path, '{ "version": 1, "id": "shop" }');
    expect(await loadSiteFile(path)).toMatchObject({
      ok: true,
      value: { json: '{"version":1,"id":"shop"}', site: { path: "/_selvedge" } },
    });
  });
});

describe("invariant 9: problems come with file, line and column", () => {
  test.each([
    ['{\n  "version": 1,\n  id: "shop"\n}', [":3:3: unexpected word; texts need double quotes"]],
    ['{\n  "version": 1\n  "id": "shop"\n}', [':3:3: expected ","']],
    ['{ "version": 1, "id": "shop" } }', [":1:32: expected the end of the file"]],
    ['{ "version": 1, "id": "shop"', [':1:29: expected "}"']],
    [
      '{\n  "version": 1,\n  "id": shop,\n  "enabled": true,\n  "exclude": ["/a" "/b"]\n}',
      [":3:9: unexpected word; texts need double quotes", ':5:20: expected ","'],
    ],
    ["", [":1:1: expected a value"]],
    ['{ "version": 1,\n  "id": "a",\n  "id": "b" }', [":3:3 id: stands twice"]],
    ['{ "version": 1 }', [":1:1 id: missing"]],
    [
      '{ "version": 1, "id": "shop",\n  "blocks": {\n    "b": { "op": "content", "target": "p + p", "html": 3 },\n    "c": {}\n  },\n  "foo": 1 }',
      [
        ':3:29 blocks.b.target: the combinator + isn\'t supported at the edge: "p + p"',
        ":3:48 blocks.b.html: expected HTML, or HTML per language, got 3",
        ":4:5 blocks.c.op: missing, expected one of content, replace, before, after, prepend, append, text, remove, attributes, class, reorder, redirect, message, ask",
        ':6:3 foo: unknown field "foo"',
      ],
    ],
    [
      '{ "version": 1, "id": "shop", "exclude": [\n  "/a",\n  "b"\n] }',
      [':3:3 exclude[1]: expected a path that starts with "/", got "b"'],
    ],
    [
      '{ "version": 1, "id": "shop",\n"segments": { "s": { "when": { "context.path": { "$regex": "^(a|b|ab)*c" } } } } }',
      [
        expect.stringMatching(
          /^:2:50 segments\.s\.when\["context\.path"\]\.\$regex: the regular expression .* could take very long/,
        ),
      ],
    ],
    ['{ "version": 1, "id": "shop",\n "__proto__": {} }', [':2:2 __proto__: unknown field "__proto__"']],
  ])("%s", async (text, lines) => {
    expect(await load(text)).toEqual(lines);
  });

  test("files that aren't there, or that are elsewhere", async () => {
    await writeFile(join(folder, "secret.html"), "secret");
    await symlink(join(folder, "secret.html"), join(dirname(path), "link.html"));
    const files = ["no.html", "../secret.html", "/etc/passwd", "link.html", "."];
    const html = Object.fromEntries(
      ["aa", "bb", "cc", "dd", "ee"].map((language, index) => [language, { file: files[index] }]),
    );
    expect(await load(site({ html }))).toEqual([
      ':1:83 blocks.b.html.aa.file: "no.html" doesn\'t exist',
      ':1:107 blocks.b.html.bb.file: "../secret.html" isn\'t in the folder of the site file',
      ':1:138 blocks.b.html.cc.file: "/etc/passwd" isn\'t in the folder of the site file',
      ':1:166 blocks.b.html.dd.file: "link.html" isn\'t in the folder of the site file',
      ':1:192 blocks.b.html.ee.file: "." is a folder',
    ]);
  });

  test("HTML that no balancing helps", async () => {
    expect(await load(site({ html: "<td>a<body>" }))).toEqual([
      ":1:69 blocks.b.html: <body> can't stand here, and a browser would drop it",
    ]);
  });

  test("a plan that would reveal too much", async () => {
    const attributes = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `a${index}`,
        { count: `e${index}`, buckets: [1, 2, 3, 4, 5, 6, 7] },
      ]),
    );
    const html = Object.keys(attributes)
      .map((id) => `{{${id}}}`)
      .join("");
    const file = { version: 1, id: "shop", attributes, blocks: { b: { op: "content", target: "p", html } } };
    expect(await load(JSON.stringify(file))).toEqual([expect.stringMatching(/^:1:26 attributes: .* bits/)]);
  });

  test("a file that can't be read", async () => {
    const missing = await loadSiteFile("no.json");
    expect(missing.ok ? "" : formatIssues("no.json", missing.issues)).toBe("no.json: there is no such file");
    expect(await load(new Uint8Array([0x7b, 0xff]))).toEqual([": isn't UTF-8"]);
    expect(await load(new Uint8Array(6 * 1024 * 1024))).toEqual([": is larger than 5242880 bytes"]);
    await writeFile(join(dirname(path), "large.html"), "x".repeat(4 * 1024 * 1024));
    const html = { en: { file: "large.html" }, pl: { file: "large.html" }, de: { file: "large.html" } };
    const large = { version: 1, id: "shop", blocks: { b: { op: "content", target: "p", html } } };
    expect(await load(JSON.stringify(large))).toEqual([
      ":1:1: is longer than 10485760 characters with all its HTML",
    ]);
  });
});
