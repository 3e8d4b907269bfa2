import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { compileTemplate, type TemplatePlace } from "../../shared/template.ts";
import { normalizeHtml } from "../../tools/site/normalize.ts";

type Values = Readonly<Record<string, unknown>>;

function render(source: string, values: Values = {}, place: TemplatePlace = "html"): string {
  const template = compileTemplate(source, place);
  if (!template.ok) throw new Error(template.issues.map((issue) => issue.message).join("; "));
  return template.value.render((name) => values[name]);
}

/** Elements and their attributes, as a browser's parser sees them; text is left out. */
function shape(html: string): unknown {
  const look = (parent: DefaultTreeAdapterTypes.ParentNode): unknown[] =>
    parent.childNodes.flatMap((node): unknown[] => {
      if ("attrs" in node) return [[node.tagName, node.attrs.map((attribute) => attribute.name), look(node)]];
      return node.nodeName === "#comment" ? ["comment"] : [];
    });
  return look(parseFragment(html));
}

function urls(html: string): string[] {
  const look = (parent: DefaultTreeAdapterTypes.ParentNode): string[] =>
    parent.childNodes.flatMap((node) =>
      "attrs" in node
        ? [
            ...node.attrs.filter(({ name }) => name === "href" || name === "src").map(({ value }) => value),
            ...look(node),
          ]
        : [],
    );
  return look(parseFragment(html));
}

const DEVICE_PLACES = "can stand in text only, or be the whole value of a <progress> or <meter>";
const UNKNOWN = Symbol("unknown");

describe("rendering", () => {
  test.each<[string, Values, string]>([
    ["Hello {{name}}", { name: "Ann" }, "Hello Ann"],
    ["{{ visits }} visits", { visits: 3 }, "3 visits"],
    ["{{context.city}}", { "context.city": "Łódź" }, "Łódź"],
    ["{{a}}{{b}}{{c}}", { a: null, b: UNKNOWN }, ""],
    ["{{a}} {{b}}", { a: false, b: 0 }, "false 0"],
    ["{{tags}}", { tags: ["a", "<b>"] }, "a, &lt;b&gt;"],
    ["{{#a}}yes{{/a}}{{^a}}no{{/a}}", { a: "x" }, "yes"],
    ["{{#a}}{{#b}}both{{/b}}{{^b}}one{{/b}}{{/a}}", { a: 1, b: 0 }, "one"],
    ["a{{! a note }}b", {}, "ab"],
    ["{{device.points}} points", {}, '<span data-selvedge-device="points"></span> points'],
    ["{{device.level.missing}} more", {}, '<span data-selvedge-device="level.missing"></span> more'],
    [
      '<progress max="100" value="{{device.level.percent}}"></progress>',
      {},
      '<progress max="100" value="0" data-selvedge-device="level.percent"></progress>',
    ],
    [
      "<METER value='{{device.points}}' max='9'></METER>",
      {},
      "<METER value='0' data-selvedge-device='points' max='9'></METER>",
    ],
    [
      '{{#a}}<meter value="{{device.b}}" max="{{a}}"></meter>{{/a}}',
      { a: 5 },
      '<meter value="0" data-selvedge-device="b" max="5"></meter>',
    ],
    [
      "<p title=\"{{a}}\" lang='{{a}}'>{{a}}</p>",
      { a: `<"'&>` },
      `<p title="&lt;&quot;&#39;&amp;&gt;" lang='&lt;&quot;&#39;&amp;&gt;'>&lt;"'&amp;&gt;</p>`,
    ],
    [
      '<a href="/c/{{a}}?x=1&amp;y={{a}}">',
      { a: "../b&c=d" },
      '<a href="/c/..%2Fb%26c%3Dd?x=1&amp;y=..%2Fb%26c%3Dd">',
    ],
    [
      '<a href="{{a}}">',
      { a: "https://example.com/?a=1&b=2" },
      '<a href="https://example.com/?a=1&amp;b=2">',
    ],
    ['<a href="{{#a}}/yes{{/a}}{{^a}}/no{{/a}}">', { a: 1 }, '<a href="/yes">'],
    ['<a href="{{a}}">', { a: UNKNOWN }, '<a href="">'],
    ['<a href="/{{a}}">', { a: "\ud800" }, '<a href="/%EF%BF%BD">'],
  ])("%s with %o", (source, values, html) => {
    expect(render(source, values)).toBe(html);
  });

  test.each([null, undefined, 0, false, "", Number.NaN, [], UNKNOWN])(
    "a section takes %s as not there",
    (value) => {
      expect(render("{{#a}}yes{{/a}}{{^a}}no{{/a}}", { a: value })).toBe("no");
    },
  );

  test.each<[string, TemplatePlace, Values, string]>([
    ["Hi {{a}} & co", "text", { a: "<b>" }, "Hi <b> & co"],
    ["{{a}}!", "attribute", { a: '"' }, '"!'],
    ["{{a}}", "attribute-url", { a: "java\nscript:alert(1)" }, "#"],
    ["{{a}}", "attribute-url", { a: "/ok?a&b" }, "/ok?a&b"],
    ["/x/{{a}}", "attribute-url", { a: "a/b" }, "/x/a%2Fb"],
    ["/plain", "attribute-url", {}, "/plain"],
  ])("plain: %s as %s", (source, place, values, text) => {
    expect(render(source, values, place)).toBe(text);
  });

  test("tells what it reads", () => {
    const template = compileTemplate(
      "{{a}}{{#b}}{{a}}{{context.city}}{{/b}}{{^c}}{{device.d}}{{/c}}",
      "html",
    );
    expect(template.ok && template.value.reads).toEqual({
      prints: ["a", "context.city"],
      tests: ["b", "c"],
      device: ["d"],
    });
  });
});

describe("refusing", () => {
  test.each([
    ["{{{a}}}", "{{{a}}}: triple braces aren't allowed, since values are always escaped"],
    ["{{&a}}", "{{&a}}: & isn't allowed, since values are always escaped"],
    ["{{>a}}", "{{>a}}: partials aren't supported"],
    ["{{=<% %>=}}", "{{=<% %>=}}: delimiters can't be changed"],
    ["{{.}}", "{{.}}: expected the name of an attribute, context.… or device.…"],
    ["{{a.b}}", "{{a.b}}: expected the name of an attribute, context.… or device.…"],
    ["{{#device.a}}x{{/device.a}}", "{{#device.a}}: expected the name of an attribute or context.…"],
    ["{{#a}}", 'unclosed section "a" at character 6'],
    ["{{/a}}", 'unopened section "a" at character 0'],
    ["{{a", "unclosed tag at character 3"],
    ["<{{a}}>", "{{a}} can't stand inside a tag"],
    ["<p {{a}}>", "{{a}} can't stand inside a tag"],
    ["<p {{#a}}hidden{{/a}}>", "{{#a}} can't stand inside a tag"],
    ["<p x{{a}}=1>", "{{a}} can't stand inside a tag"],
    ["</p {{a}}>", "{{a}} can't stand inside a tag"],
    ["<p title={{a}}>", "{{a}} needs quotes around the attribute's value"],
    ["<p title=x{{a}}>", "{{a}} needs quotes around the attribute's value"],
    ['<p onclick="{{a}}">', "{{a}} can't stand in the attribute onclick, which is run as code"],
    ['<p ONCLICK="{{a}}">', "{{a}} can't stand in the attribute onclick, which is run as code"],
    ['<p style="{{a}}">', "{{a}} can't stand in the attribute style, which is run as code"],
    ['<iframe srcdoc="{{a}}">', "{{a}} can't stand in the attribute srcdoc, which is run as code"],
    [
      '<img srcset="{{a}}">',
      "{{a}} can't stand in srcset of <img>; URLs only in href of <a> and <area>, and in src of <img>",
    ],
    [
      '<form action="{{a}}">',
      "{{a}} can't stand in action of <form>; URLs only in href of <a> and <area>, and in src of <img>",
    ],
    [
      '<image src="{{a}}">',
      "{{a}} can't stand in src of <image>; URLs only in href of <a> and <area>, and in src of <img>",
    ],
    ['<meta content="{{a}}">', "{{a}} can't stand in an attribute of <meta>"],
    ['<script src="{{a}}">', "{{a}} can't stand in an attribute of <script>"],
    ['<animate to="{{a}}">', "{{a}} can't stand in an attribute of <animate>"],
    ['<p @click="{{a}}">', "{{a}} can't stand in the attribute @click"],
    ["<script>{{a}}</script>", "{{a}} can't stand inside <script>"],
    ["<STYLE>{{a}}</STYLE>", "{{a}} can't stand inside <style>"],
    ["<script>{{#a}}x(){{/a}}</script>", "{{#a}} can't stand inside <script>"],
    ["<textarea></texta{{a}}</textarea>", "{{a}} can't stand inside <textarea>"],
    ["<!-- {{a}} -->", "{{a}} can't stand inside a comment"],
    ["<!doctype {{a}}>", "{{a}} can't stand inside a comment"],
    ['<p title="{{device.a}}">', `{{device.a}} ${DEVICE_PLACES}`],
    ['<progress value="1{{device.a}}">', `{{device.a}} ${DEVICE_PLACES}`],
    ['<progress value="{{device.a}}0">', `{{device.a}} ${DEVICE_PLACES}`],
    ['<progress value="{{device.a}}{{device.a}}">', `{{device.a}} ${DEVICE_PLACES}`],
    ['<progress value="{{#a}}{{device.a}}{{/a}}">', `{{device.a}} ${DEVICE_PLACES}`],
    ['<progress max="{{device.a}}">', `{{device.a}} ${DEVICE_PLACES}`],
    ['<input value="{{device.a}}">', `{{device.a}} ${DEVICE_PLACES}`],
    ["<progress value={{device.a}}>", "{{device.a}} needs quotes around the attribute's value"],
    ["{{device.a.b.c}}", "{{device.a.b.c}}: expected the name of an attribute, context.… or device.…"],
    ["{{#a}}<div>{{/a}}", "{{#a}} contains <div> but not </div>"],
    ["<div>{{#a}}</div>{{/a}}", "{{#a}} contains </div> but not <div>"],
    ['{{#a}}<p title="{{/a}}">', "{{#a}} ends inside an attribute's value, and begins elsewhere"],
    ['<p title="{{#a}}">x{{/a}}', "{{#a}} contains <p> but not </p>"],
    ['<p title="{{#a}}x" title="{{/a}}">', "{{#a}} ends inside an attribute's value, and begins elsewhere"],
    [
      "<svg><style><a title='</style>{{a}}'>",
      "{{a}} can't stand after markup inside <style>, which browsers may read differently",
    ],
    [
      "<noscript><p title='</noscript>{{a}}'>",
      "{{a}} can't stand after markup inside <noscript>, which browsers may read differently",
    ],
    [
      "<script><!--<script></script>{{a}}",
      "{{a}} can't stand after markup inside <script>, which browsers may read differently",
    ],
    [
      '<a href="/caf&eacute;/{{a}}">',
      "write the character itself instead of &eacute; in a URL with placeholders",
    ],
    ['<p title="x', "the HTML ends inside an attribute's value"],
    ["<p", "the HTML ends inside a tag"],
    ["<!-- x", "the HTML ends inside a comment"],
    ["<script>x", "the HTML ends inside <script>"],
  ])("%s", (source, message) => {
    const template = compileTemplate(source, "html");
    expect(template.ok ? [] : template.issues.map((issue) => issue.message)).toContain(message);
  });

  test("invariant 9: tells all problems at once", () => {
    const template = compileTemplate("{{{a}}}{{>b}}{{#c}}{{&d}}{{/c}}", "html");
    expect(!template.ok && template.issues).toHaveLength(3);
  });

  test("{{device.…}} has a place in HTML only", () => {
    expect(compileTemplate("{{device.a}}", "text")).toEqual({
      ok: false,
      issues: [{ path: "", message: "{{device.a}} can stand in HTML text only" }],
    });
  });
});

/** Values that break out somewhere, where they aren't escaped for that place. */
const ATTACKS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)',
  "' onmouseover='alert(1)",
  "x onmouseover=alert(1)",
  "--><script>",
  "</title><script>",
  "</textarea><img src=x onerror=alert(1)>",
  "&lt;script&gt;",
  "&#x3c;script>",
  "javascript:alert(1)",
  "java\nscript:alert(1)",
  "\u0001javascript:alert(1)",
  " JAVASCRIPT:alert(1)",
  "javascript&colon;alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "//evil.example/x",
  "`",
  "\0<p>",
  "{{visits}}",
  "]]><p>",
  "\ud83d",
  "</p><p>",
  "<svg/onload=alert(1)>",
  "%00",
  "=",
  "/>",
];

/** Everywhere that a value may stand. */
const PLACES = [
  "<p>{{a}}</p>",
  "{{a}}",
  "<p>{{#a}}<b>{{a}}</b>{{/a}}</p>",
  '<p title="{{a}}">x</p>',
  "<p title='a {{a}} b'>x</p>",
  '<a href="{{a}}">x</a>',
  "<a href='{{a}}'>x</a>",
  '<a href=" {{a}}">x</a>',
  '<a href="/c/{{a}}">x</a>',
  '<a href="{{a}}{{a}}">x</a>',
  '<a href="{{#a}}{{a}}{{/a}}">x</a>',
  '<img src="{{a}}" alt="{{a}}">',
  '<area href="{{a}}">',
  "<textarea>{{a}}</textarea>",
  "<title>{{a}}</title>",
  "<select><option>{{a}}</option></select>",
  '<input value="{{a}}" placeholder="&quot;{{a}}">',
  "<table><tr><td>{{a}}</td></tr></table>",
  "<pre>{{a}}</pre>",
  "<svg><text>{{a}}</text></svg>",
  '<p data-x="{{a}}">{{^a}}{{a}}{{/a}}</p>',
  "&{{a}} &#{{a}}; < {{a}}",
  "<ul><li>{{a}}<li>{{a}}</ul>",
  '<a href="java{{a}}">x</a>',
  "<a href=\"javascript:f('{{a}}')\">x</a>",
];

function expectHarmless(source: string, value: unknown): void {
  const normal = normalizeHtml(source);
  if (!normal.ok) throw new Error(normal.issues[0]!.message);
  const withValue = render(normal.value, { a: value });
  const withWord = render(normal.value, { a: "word" });
  expect(shape(withValue)).toEqual(shape(withWord));
  for (const url of urls(withValue)) {
    if (URL.canParse(url, "https://page.example/")) {
      expect(["https:", "http:", "mailto:", "tel:"]).toContain(
        new URL(url, "https://page.example/").protocol,
      );
    }
  }
}

describe("invariant 8: no value changes the elements and attributes of a page, nor brings a dangerous URL", () => {
  test.each(PLACES)("attacks in %s", (source) => {
    for (const attack of ATTACKS) expectHarmless(source, attack);
  });

  test("any value in any place", { timeout: 60_000 }, () => {
    const value = fc.oneof(
      fc.string({ unit: "binary", minLength: 1 }),
      fc
        .array(fc.constantFrom(...ATTACKS, "<", ">", '"', "'", "&", "/", "=", " ", "\n", "a"), {
          minLength: 1,
        })
        .map((parts) => parts.join("")),
    );
    fc.assert(fc.property(fc.constantFrom(...PLACES), value, expectHarmless), { numRuns: 500 });
  });

  test("any HTML that compiles", { timeout: 60_000 }, () => {
    const piece = fc.constantFrom(
      "{{a}}",
      "{{#a}}",
      "{{/a}}",
      "<p>",
      "</p>",
      "<b ",
      "title=",
      '"',
      "'",
      ">",
      "<",
      "</",
      "a",
      " ",
      '<a href="',
      "<svg>",
      "</svg>",
      "<style>",
      "</style>",
      "<textarea>",
      "</textarea>",
      "<script>",
      "</script>",
      "<!--",
      "-->",
      "<noscript>",
      "</noscript>",
      "/",
      "<select>",
      "<title>",
      "</title>",
      "<math>",
      "<table>",
      "<tr>",
      "&",
      "onclick=",
      "<![CDATA[",
      "]]>",
      "!",
      "-",
      "<template>",
      "</template>",
    );
    const values = [
      "<img onerror=x>",
      '" onerror="x',
      "' onerror='x",
      "-->",
      "</style>",
      "</title><i>",
      "javascript:x",
      ">",
      "]]>",
    ];
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const source = pieces.join("");
        if (!compileTemplate(source, "html").ok || !normalizeHtml(source).ok) return;
        for (const value of values) expectHarmless(source, value);
      }),
      { numRuns: 1000 },
    );
  });
});
