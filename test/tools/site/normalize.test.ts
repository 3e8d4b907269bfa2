import fc from "fast-check";
import { expect, test } from "vitest";
import { normalizeHtml } from "../../../tools/site/normalize.ts";

test.each([
  ["<div>a", "<div>a</div>"],
  ["<p>a<div>b</p>", "<p>a</p><div>b<p></p></div>"],
  ["</div><b>x", "<b>x</b>"],
  ["<tr><td>{{a}}</tr>", "<tr><td>{{a}}</td></tr>"],
  ["<li>a<li>b", "<li>a</li><li>b</li>"],
  ["{{#a}}<li>{{b}}</li>{{/a}}<li>c", "{{#a}}<li>{{b}}</li>{{/a}}<li>c</li>"],
  [
    "<table><tbody>{{#a}}<tr><td>x</tr>{{/a}}</table>",
    "<table><tbody>{{#a}}<tr><td>x</td></tr>{{/a}}</tbody></table>",
  ],
  ["<table>{{a}}<tr><td>1</table>", "{{a}}<table><tbody><tr><td>1</td></tr></tbody></table>"],
  [`<p title='{{#a}}"{{/a}}' class=x>q`, '<p title="{{#a}}&quot;{{/a}}" class="x">q</p>'],
  ["<title>{{#a}}a{{/a}}</title>", "<title>{{#a}}a{{/a}}</title>"],
  ["<script>if (a<b) {}</script>", "<script>if (a<b) {}</script>"],
  ["caf&eacute; & <br/>", "café &amp; <br>"],
  ["{{! note }}x<!-- kept -->", "x<!-- kept -->"],
])("%s", (html, balanced) => {
  expect(normalizeHtml(html)).toEqual({ ok: true, value: balanced });
});

test.each([
  ["<ul><li>a{{#a}}<li>b</li>{{/a}}</ul>", "once its HTML is balanced, {{#a}} contains </li> but not <li>"],
  [
    "<table>{{#a}}<tr><td>x</td></tr>{{/a}}</table>",
    "once its HTML is balanced, {{#a}} contains <tbody> but not </tbody>",
  ],
  ["<body>x</body>", "<body> can't stand here, and a browser would drop it"],
  ["<p><td>x</td></p>", "<td> can't stand here, and a browser would drop it"],
  ["{{#a}}", 'unclosed section "a" at character 6'],
])("refuses %s", (html, message) => {
  expect(normalizeHtml(html)).toEqual({ ok: false, issues: [{ path: "", message }] });
});

test("what is balanced stays as it is", { timeout: 60_000 }, () => {
  const piece = fc.constantFrom(
    "<div>",
    "</div>",
    "<p>",
    "<b>",
    "</b>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "a",
    "{{a}}",
    "{{#a}}",
    "{{/a}}",
    "<a href='{{a}}'>",
    "<li>",
    "<form>",
    "&amp;",
    "<pre>",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const once = normalizeHtml(pieces.join(""));
      if (once.ok) expect(normalizeHtml(once.value)).toEqual(once);
    }),
    { numRuns: 1000 },
  );
});
