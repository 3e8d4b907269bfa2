import { describe, expect, test } from "vitest";
import { checkSite, typeOfAttribute } from "../../../shared/site/check.ts";
import { formatIssue } from "../../../shared/issue.ts";
import { KINDS } from "../../../shared/kinds/edge.ts";

const ALL_KINDS = Object.keys(KINDS).join(", ");
const MANY = Array.from({ length: 63 }, (_, index) => `v${index}`);
const MINIMAL = { version: 1, id: "shop" };
const BLOCK = { op: "content", target: "h1", html: "x" };

const isPattern = (pathname: string): boolean => {
  try {
    return Boolean(new URLPattern({ pathname }));
  } catch {
    return false;
  }
};

const matches = (pathname: string, path: string): boolean =>
  new URLPattern({ pathname }).test({ pathname: path });

/** What is wrong with a site file, as lines. */
function problems(file: unknown): string[] {
  const checked = checkSite(file, { isPattern, matches });
  return checked.ok ? [] : checked.issues.map(formatIssue);
}

const withAttributes = (attributes: object, more: object = {}): object => ({
  ...MINIMAL,
  attributes,
  ...more,
});
const withBlock = (block: object, more: object = {}): object => ({
  ...MINIMAL,
  blocks: { b: block },
  ...more,
});

/** Messages that make no sense, and what is said of them. */
function messageProblems(): [unknown, ...string[]][] {
  const message = (change: object) => withBlock({ op: "message", kind: "modal", html: "x", ...change });
  return [
    [withBlock({ op: "message", html: "x" }), "blocks.b.kind: missing"],
    [message({ kind: "inline" }), "blocks.b.target: missing, expected a CSS selector for where it goes"],
    [message({ target: "h1" }), 'blocks.b.target: a modal is above the page; only "inline" goes into it'],
    [message({ place: "append" }), 'blocks.b.place: a modal is above the page; only "inline" goes into it'],
    [message({ at: "top" }), "blocks.b.at: only a bar is at an edge of the window, not a modal"],
    [message({ html: undefined }), "blocks.b: expected html or cases"],
    [message({ live: true }), 'blocks.b.live: unknown field "live"'],
    [message({ times: 1, perDay: 2 }), 'blocks.b.perDay: expected no more than "times" (1)'],
    [
      message({ perDay: 2, every: "3d" }),
      'blocks.b.perDay: with "every" (3d) it comes once on a day at most',
    ],
    [message({ times: 1, every: "3d" }), 'blocks.b.every: with "times": 1 there is no second time'],
    [
      message({ trigger: "soon" }),
      'blocks.b.trigger: expected one of view, visit, enter, exit, or an object such as {"time": 20}, got "soon"',
    ],
    [message({ trigger: { time: 0 } }), "blocks.b.trigger.time: expected at least 1, got 0"],
    [
      message({ trigger: { event: "cart", time: 3 } }),
      "blocks.b.trigger: expected exactly one of event, time, scroll, idle",
    ],
    [message({ trigger: { time: 3, count: 2 } }), "blocks.b.trigger: count is of an event"],
    [
      message({ trigger: { event: "visit" } }),
      'blocks.b.trigger: a visit has no event of its own: expected "visit" as the trigger',
    ],
    [message({ trigger: [] }), "blocks.b.trigger: expected at least one trigger"],
    [
      message({ trigger: ["exit", "exit", "enter", "view", { tim: 3 }] }),
      'blocks.b.trigger[4].tim: unknown field "tim", did you mean time?',
      'blocks.b.trigger[1]: "exit" is listed twice',
      'blocks.b.trigger[2]: nothing becomes true: the message has no "when"',
      "blocks.b.trigger[3]: it comes at once, so the others never count",
    ],
    [
      { ...MINIMAL, messages: { perDay: 1, perVisit: 2 } },
      'messages.perVisit: expected no more than "perDay" (1)',
    ],
  ];
}

describe("invariant 9: a broken site file is told what is wrong and where", () => {
  test.each<[unknown, ...string[]]>([
    // Messages.
    ...messageProblems(),
    // Its shape.
    [null, "expected an object, got null"],
    [[], "expected an object, got a list"],
    ["x", 'expected an object, got "x"'],
    [{}, "version: missing", "id: missing"],
    [{ version: 2, id: "a" }, "version: expected 1, got 2"],
    [
      { version: 1, id: "1a" },
      'id: expected a name of letters, digits, - and _ that starts with a letter, got "1a"',
    ],
    [{ ...MINIMAL, enabled: "yes" }, 'enabled: expected true or false, got "yes"'],
    [
      { ...MINIMAL, exlude: [], foo: 1 },
      'exlude: unknown field "exlude", did you mean exclude?',
      'foo: unknown field "foo"',
    ],
    [{ ...MINIMAL, consent: [] }, "consent: expected an object, got a list"],
    [{ ...MINIMAL, blocks: [] }, "blocks: expected an object, got a list"],
    [
      { ...MINIMAL, path: "/x/" },
      'path: expected a path such as "/_selvedge", without a slash at its end, got "/x/"',
    ],
    [
      { ...MINIMAL, path: "/" },
      'path: expected a path such as "/_selvedge", without a slash at its end, got "/"',
    ],
    [{ ...MINIMAL, maxBits: 41 }, "maxBits: expected at most 40, got 41"],
    [
      { ...MINIMAL, consent: { mode: "opt" } },
      'consent.mode: expected one of "opt-in", "opt-out", got "opt"',
    ],
    [
      { ...MINIMAL, consent: { retention: "6 months" } },
      'consent.retention: expected whole days such as "30d", got "6 months"',
    ],
    [
      { ...MINIMAL, consent: { retention: "400d" } },
      'consent.retention: expected at most 366 days, got "400d"',
    ],
    [
      { ...MINIMAL, consent: { regions: { usa: "opt-out" } } },
      'consent.regions.usa: expected a country or region such as "PL" or "US-CA", got "usa"',
    ],
    [
      { ...MINIMAL, consent: { policyUrl: "javascript:x" } },
      'consent.policyUrl: expected a URL that is http(s) or relative, got "javascript:x"',
    ],
    [
      { ...MINIMAL, origins: ["https://a.b/"] },
      'origins[0]: expected an origin such as "https://www.example.com", got "https://a.b/"',
    ],
    [{ ...MINIMAL, languages: [] }, "languages: expected at least one language"],
    [{ ...MINIMAL, languages: ["english"] }, 'languages[0]: expected a language such as "pl", got "english"'],
    [{ ...MINIMAL, exclude: ["admin/*", "/a(", 3] }, "exclude[2]: expected a string, got 3"],
    [
      { ...MINIMAL, exclude: ["admin/*", "/a("] },
      'exclude[0]: expected a path that starts with "/", got "admin/*"',
      'exclude[1]: not a URLPattern pathname: "/a("',
    ],
    [{ ...MINIMAL, groups: { g: ["a", null] } }, "groups.g[1]: expected a string or a number, got null"],
    [
      { ...MINIMAL, segments: { constructor: { when: {} } } },
      'segments.constructor: the name "constructor" is reserved',
    ],
    // What later versions act on.
    [
      { ...MINIMAL, experiments: { a: {} } },
      "experiments.a.hypothesis: missing",
      "experiments.a.variants: missing",
      "experiments.a.primary: missing",
    ],
    [withBlock({ ...BLOCK, live: "yes" }), 'blocks.b.live: expected true or false, got "yes"'],
    [
      withBlock({ op: "redirect", pages: ["/y"], to: "/x", live: true }),
      "blocks.b.live: nobody is led away from a page that is open",
    ],
    [withBlock({ op: "reorder", target: "ul", by: "data-x" }), "blocks.b.first: missing"],
    [
      withBlock({ op: "reorder", target: "ul", by: "Data X", first: "a" }),
      'blocks.b.by: expected the name of an attribute, such as "data-category", got "Data X"',
    ],
    [
      withBlock({ op: "reorder", target: "ul", by: "data-x", first: [] }),
      "blocks.b.first: expected at least one value",
    ],
    [
      withBlock({ op: "reorder", target: "ul", by: "data-x", first: "" }),
      "blocks.b.first: expected a value, or a template",
    ],
    [
      withBlock({ op: "reorder", target: "ul", by: "data-x", first: ["a", "a"] }),
      'blocks.b.first[1]: "a" is listed twice',
    ],
    [
      withBlock({ op: "reorder", target: "ul", by: "data-x", first: ["a", "{{nobody}}"] }),
      'blocks.b.first[1]: unknown attribute "nobody"',
    ],
    [
      withBlock({ op: "reorder", target: "ul + ol", by: "data-x", first: "a" }),
      'blocks.b.target: the combinator + isn\'t supported at the edge: "ul + ol"',
    ],
    // What a server vouches for.
    [withAttributes({ a: { attested: [] } }), "attributes.a.attested: expected at least one value"],
    [withAttributes({ a: { attested: ["x", "x"] } }), "attributes.a.attested: expected each value once"],
    [withAttributes({ a: { attested: "lead" } }), 'attributes.a.attested: expected a list, got "lead"'],
    [
      withAttributes({ a: { attested: ["lead"], sensitive: true } }),
      "attributes.a.sensitive: can't be: an attested attribute leaves the device in its token",
    ],
    [
      withAttributes({ a: { attested: ["christian"] } }),
      "attributes.a.attested[0]: speaks of religion, a special category of personal data; leave it out",
    ],
    [
      withAttributes({ a: { attested: MANY }, b: { attested: MANY }, c: { attested: MANY } }),
      "attributes: attested values could tell visitors apart by 18.0 bits, more than 16 (a 6.0, b 6.0, c 6.0)",
    ],
    [
      withAttributes({ a: { attested: ["x", "ж".repeat(400)] }, b: { attested: ["y"] } }),
      "attributes: a token with the longest of all attested values takes 1212 characters, more than 1024",
    ],
    // Events and attributes.
    [
      { ...MINIMAL, events: { e: { on: "hover", selector: "a" } } },
      'events.e.on: expected one of "click", "submit", "change", "view", got "hover"',
    ],
    [
      { ...MINIMAL, events: { e: { on: "click", selector: "a", properties: { p: {} } } } },
      "events.e.properties.p: expected exactly one of attr, text, value",
    ],
    [
      withAttributes({ a: { cuont: "visit" } }),
      `attributes.a: expected exactly one of ${ALL_KINDS}, did you mean count?`,
    ],
    [
      withAttributes({ a: { count: "view", sum: "cart", of: "value" } }),
      `attributes.a: expected exactly one of ${ALL_KINDS}, got count and sum`,
    ],
    [withAttributes({ a: 5 }), "attributes.a: expected an object, got 5"],
    [withAttributes({ a: { sum: "cart" } }), "attributes.a.of: missing"],
    [
      withAttributes({ a: { count: "visit", halfLife: "3d" } }),
      'attributes.a.halfLife: unknown field "halfLife"',
    ],
    [
      withAttributes({ a: { count: "visit", buckets: [3, 1] } }),
      "attributes.a.buckets: expected ascending numbers",
    ],
    [withAttributes({ a: { declared: ["x", "x"] } }), "attributes.a.declared: expected each value once"],
    [withAttributes({ a: { sequence: [] } }), "attributes.a.sequence: expected at least one step"],
    [
      withAttributes({ a: { sequence: ["cart", { no: "x" }] } }),
      'attributes.a.sequence[1]: expected an event, { "event": event, "where": … } or { "not": event }',
    ],
    [
      withAttributes({ a: { sequence: [{ not: "purchase" }] } }),
      "attributes.a.sequence[0]: a sequence begins with an event that happens",
    ],
    [
      withAttributes({ a: { top: "view", of: "catgory" } }),
      'attributes.a.of: the event "view" has no property "catgory", did you mean category?',
    ],
    [
      withAttributes({ a: { sum: "search", of: "term" } }),
      'attributes.a.of: expected a number to add up, but "term" is a string',
    ],
    [
      withAttributes({ a: { count: "visit", where: { sorce: "x" } } }),
      'attributes.a.where.sorce: the event "visit" has no such property, did you mean source?',
    ],
    [
      withAttributes({
        goal: { declared: ["learn", "buy"] },
        a: { daysSince: "declare", where: { goal: "learn" } },
        b: { daysSince: "declare", where: { gaol: "learn", goal: { $gte: 1 } } },
        c: { sequence: [{ event: "declare", where: { a: 1 } }] },
      }),
      'attributes.b.where.gaol: the event "declare" has no such property, did you mean goal?',
      "attributes.b.where.goal.$gte: expected a text, got 1",
      'attributes.c.sequence[0].where.a: the event "declare" has no such property',
    ],
    [
      withAttributes({ a: { count: "visit", where: { hour: "9" } } }),
      'attributes.a.where.hour: expected a number, got "9"',
    ],
    [
      withAttributes({ a: { count: "visit", where: { hour: { $foo: 1 } } } }),
      "attributes.a.where.hour.$foo: unknown operator",
    ],
    [
      withAttributes({ healthInterest: { count: "view" } }),
      'attributes.healthInterest: speaks of health, a special category of personal data; mark the attribute "sensitive": true, or leave it out',
    ],
    [
      withAttributes({ a: { declared: ["katolik", "inne"] } }),
      'attributes.a.declared[0]: speaks of religion, a special category of personal data; mark the attribute "sensitive": true, or leave it out',
    ],
    [
      withAttributes({ a: { count: "view", label: { ru: "Беременность" } } }),
      'attributes.a.label.ru: speaks of health, a special category of personal data; mark the attribute "sensitive": true, or leave it out',
    ],
    [
      withAttributes(
        { a: { count: "view", sensitive: true, label: "A", why: "B" } },
        { segments: { s: { when: { a: { $gt: 1 } } } } },
      ),
      'segments.s.when.a: "a" is sensitive and never leaves the device, so nothing at the edge may read it; {{device.a}} shows it there',
    ],
    // Segments and conditions.
    [{ ...MINIMAL, segments: { s: {} } }, "segments.s.when: missing"],
    [{ ...MINIMAL, segments: { s: { when: "x" } } }, 'segments.s.when: expected a condition, got "x"'],
    [
      withAttributes(
        { visits: { count: "visit" } },
        { segments: { s: { when: { visits: { $gte: "2" } } } } },
      ),
      'segments.s.when.visits.$gte: expected a number, got "2"',
    ],
    [
      { ...MINIMAL, segments: { s: { when: { "context.contry": "PL" } } } },
      'segments.s.when["context.contry"]: unknown attribute, did you mean context.country?',
    ],
    [
      { ...MINIMAL, segments: { s: { when: { "context.hour": "9" } } } },
      'segments.s.when["context.hour"]: expected a number, got "9"',
    ],
    [
      { ...MINIMAL, segments: { a: { when: { $segment: "b" } }, b: { when: { $segment: "a" } } } },
      "segments.a.when: refers to itself: a → b → a",
    ],
    [
      { ...MINIMAL, segments: { a: { when: { $segment: "other" } } } },
      'segments.a.when.$segment: there is no segment "other"',
    ],
    [
      { ...MINIMAL, segments: { pregnant: { when: {} } } },
      "segments.pregnant: speaks of health, a special category of personal data, which nobody may be segmented by",
    ],
    // Blocks.
    [
      withBlock({ target: "p" }),
      "blocks.b.op: missing, expected one of content, replace, before, after, prepend, append, text, remove, attributes, class, reorder, redirect, message, ask",
    ],
    [
      withBlock({ op: "insert", target: "p" }),
      'blocks.b.op: expected one of content, replace, before, after, prepend, append, text, remove, attributes, class, reorder, redirect, message, ask, got "insert"',
    ],
    [withBlock({ op: "content", html: "x" }), "blocks.b.target: missing"],
    [withBlock({ ...BLOCK, limit: 0 }), "blocks.b.limit: expected at least 1, got 0"],
    [withBlock({ ...BLOCK, limit: 1.5 }), "blocks.b.limit: expected a whole number, got 1.5"],
    [withBlock({ ...BLOCK, limit: "1" }), 'blocks.b.limit: expected a number, got "1"'],
    // Redirects.
    [withBlock({ op: "redirect" }), "blocks.b: expected to or cases"],
    [
      withBlock({ op: "redirect", pages: ["/"], to: "/x", target: "p", limit: 1 }),
      'blocks.b.target: unknown field "target"',
      'blocks.b.limit: unknown field "limit"',
    ],
    [
      withBlock({
        op: "redirect",
        pages: ["/"],
        cases: [{ to: "/a" }, { when: { "context.hour": 1 }, to: "b" }],
      }),
      'blocks.b.cases[0]: has no "when", so the cases behind it are never reached',
      'blocks.b.cases[1].to: expected a path such as "/de/", or a URL such as "https://shop.example.de/", got "b"',
    ],
    ...["de/", "//shop.de/", "/\\shop.de", "?a", "#a", "ftp://shop.de/", "javascript:x", "https://"].map(
      (to): [unknown, string] => [
        withBlock({ op: "redirect", pages: ["/"], to }),
        `blocks.b.to: expected a path such as "/de/", or a URL such as "https://shop.example.de/", got ${JSON.stringify(to)}`,
      ],
    ),
    ...[
      "https://shop.at/",
      "https://shop.de.evil.test",
      "https://x@shop.de/",
      "https://shop.at/{{context.city}}",
    ].map((to): [unknown, string] => [
      withBlock({ op: "redirect", to }, { redirectHosts: ["shop.de"] }),
      `blocks.b.to: ${JSON.stringify(to.split("/")[2])} isn't among redirectHosts`,
    ]),
    [
      withBlock({ op: "redirect", pages: ["/"], to: "/{{nobody}}/" }),
      'blocks.b.to: unknown attribute "nobody"',
    ],
    [
      withBlock({ op: "redirect", pages: ["/"], to: "/{{device.visits}}/" }),
      "blocks.b.to: {{device.visits}} can stand in HTML text only",
    ],
    [
      { ...MINIMAL, redirectHosts: ["https://shop.de", "Shop.de", "shop.de/x", "shop.de:443"] },
      'redirectHosts[0]: expected a host in small letters such as "shop.example.de", with a port if it needs one, got "https://shop.de"',
      'redirectHosts[1]: expected a host in small letters such as "shop.example.de", with a port if it needs one, got "Shop.de"',
      'redirectHosts[2]: expected a host in small letters such as "shop.example.de", with a port if it needs one, got "shop.de/x"',
    ],
    [
      { ...MINIMAL, redirectHosts: ["shop.de:443"] },
      'redirectHosts[0]: leave the port out, as addresses do: "shop.de:443"',
    ],
    // A redirect to one of its own pages.
    [
      withBlock({ op: "redirect", to: "/de/" }),
      'blocks.b.to: leads in a circle: /de/ is one of its own pages, since it has no "pages"',
    ],
    [
      withBlock({ op: "redirect", pages: ["/", "/d*"], to: "/de/?a#b", when: { "context.country": "DE" } }),
      "blocks.b.to: leads in a circle: /de/ is among its own pages (/d*)",
    ],
    [withBlock({ ...BLOCK, wehn: "x" }), 'blocks.b.wehn: unknown field "wehn", did you mean when?'],
    [
      withBlock({ ...BLOCK, target: "a + b" }),
      'blocks.b.target: the combinator + isn\'t supported at the edge: "a + b"',
    ],
    [
      withBlock({ ...BLOCK, pages: ["/a", "shop"] }),
      'blocks.b.pages[1]: expected a path that starts with "/", got "shop"',
    ],
    [withBlock({ ...BLOCK, when: "nobody" }), 'blocks.b.when: there is no segment "nobody"'],
    [
      withBlock({ ...BLOCK, when: ["returnin", "x"] }, { segments: { returning: { when: {} } } }),
      'blocks.b.when[0]: there is no segment "returnin", did you mean returning?',
      'blocks.b.when[1]: there is no segment "x"',
    ],
    [withBlock({ ...BLOCK, when: [] }), "blocks.b.when: expected at least one segment"],
    [
      withBlock({ ...BLOCK, when: 3 }),
      "blocks.b.when: expected a segment, a list of segments or a condition, got 3",
    ],
    [
      withBlock({ ...BLOCK, from: "2026-02-30" }),
      'blocks.b.from: expected a day that exists, got "2026-02-30"',
    ],
    [
      withBlock({ ...BLOCK, from: "2026-12-24", until: "2026-12-01" }),
      'blocks.b.until: is before "from" (2026-12-24)',
    ],
    [withBlock({ op: "content", target: "p" }), "blocks.b: expected html or cases"],
    [withBlock({ ...BLOCK, cases: [{ html: "y" }] }), "blocks.b.cases: expected html or cases, not both"],
    [
      withBlock({ op: "content", target: "p", html: 5 }),
      "blocks.b.html: expected HTML, or HTML per language, got 5",
    ],
    [
      withBlock({ op: "content", target: "p", html: { pl: 5 } }),
      "blocks.b.html.pl: expected a string, got 5",
    ],
    [
      withBlock({ op: "content", target: "p", html: { file: "a.html" } }),
      'blocks.b.html.file: expected a language such as "pl", got "file"',
    ],
    [
      withBlock({ op: "content", target: "p", html: { de: "x" } }, { languages: ["en", "pl"] }),
      'blocks.b.html.de: "de" isn\'t among the languages of the site',
    ],
    [
      withBlock({ op: "content", target: "p", cases: [{ html: "x" }, { html: "y" }] }),
      'blocks.b.cases[0]: has no "when", so the cases behind it are never reached',
    ],
    [
      withBlock({ op: "content", target: "p", cases: [{ when: "nobody", txt: "y" }] }),
      'blocks.b.cases[0].txt: unknown field "txt"',
      'blocks.b.cases[0].when: there is no segment "nobody"',
    ],
    [withBlock({ ...BLOCK, html: "{{visits}}" }), 'blocks.b.html: unknown attribute "visits"'],
    [
      withBlock({ ...BLOCK, html: "{{visits}}" }, { attributes: { visits: { count: "visit" } } }),
      'blocks.b.html: {{visits}} needs "buckets" in attributes.visits, since an exact value never leaves the device',
    ],
    [
      withBlock({ ...BLOCK, html: "{{fav}}" }, { attributes: { fav: { top: "view", of: "category" } } }),
      'blocks.b.html: {{fav}} needs "values" in attributes.fav, since an exact value never leaves the device',
    ],
    [
      withBlock({ ...BLOCK, html: "{{last}}" }, { attributes: { last: { last: "quiz", of: "x" } } }),
      'blocks.b.html: {{last}} needs "values" or "buckets" in attributes.last, since an exact value never leaves the device',
    ],
    [
      withBlock({ ...BLOCK, html: { en: "x", pl: "{{{a}}}" } }),
      "blocks.b.html.pl: {{{a}}}: triple braces aren't allowed, since values are always escaped",
    ],
    [
      withBlock({ ...BLOCK, html: "{{context.contry}}" }),
      'blocks.b.html: unknown attribute "context.contry", did you mean context.country?',
    ],
    [
      withBlock(
        { ...BLOCK, html: "{{a}}" },
        { attributes: { a: { declared: ["x"], sensitive: true, label: "A", why: "B" } } },
      ),
      'blocks.b.html: "a" is sensitive and never leaves the device, so nothing at the edge may read it; {{device.a}} shows it there',
    ],
    [
      withBlock({ op: "text", target: "script", text: "{{context.city}}" }),
      "blocks.b.text: templates don't work in <script>",
    ],
    [withBlock({ op: "attributes", target: "a" }), "blocks.b: expected set or remove"],
    [
      withBlock({ op: "attributes", target: "a", set: { onclick: "x()", STYLE: "x", "a b": "x" } }),
      "blocks.b.set.onclick: onclick would be run as code and can't be set",
      "blocks.b.set.STYLE: STYLE would be run as code and can't be set",
      'blocks.b.set["a b"]: not the name of an attribute',
    ],
    [
      withBlock({ op: "attributes", target: "a", set: { href: "java\nscript:x" } }),
      'blocks.b.set.href: expected a URL that is http(s), mailto, tel or relative, got "java\\nscript:x"',
    ],
    [
      withBlock({ op: "attributes", target: "iframe", set: { src: "{{context.city}}" } }),
      "blocks.b.set.src: placeholders can't stand in src of <iframe>; URLs only in href of <a> and <area>, and in src of <img>",
    ],
    [
      withBlock({ op: "attributes", target: "link", set: { href: "{{context.city}}" } }),
      "blocks.b.set.href: placeholders can't stand in href of <link>; URLs only in href of <a> and <area>, and in src of <img>",
    ],
    [
      // It could be <base> or <link>, of which the visitor would choose what loads.
      withBlock({ op: "attributes", target: "a.c, .c", set: { href: "{{context.city}}" } }),
      "blocks.b.set.href: placeholders can't stand in href; URLs only in href of <a> and <area>, and in src of <img>, so name the element in the target",
    ],
    [withBlock({ op: "class", target: "p" }), "blocks.b: expected add or remove"],
    [
      withBlock({ op: "class", target: "p", add: ["a b", ""], remove: ["c"] }),
      'blocks.b.add[0]: expected one class without spaces, got "a b"',
      'blocks.b.add[1]: expected one class without spaces, got ""',
    ],
    // Goals.
    [
      { ...MINIMAL, goals: { g: { event: "purchase", value: "vlue" } } },
      'goals.g.value: the event "purchase" has no property "vlue", did you mean value?',
    ],
    [
      { ...MINIMAL, goals: { g: { event: "purchase", steps: [1] } } },
      'goals.g.steps: steps are of a value; "value" is missing',
    ],
    [
      { ...MINIMAL, goals: { g: { event: "search", value: "term" } } },
      'goals.g.value: expected a number, but "term" is a string',
    ],
  ])("%j", (file, ...lines) => {
    expect(problems(file)).toEqual(lines);
  });

  test("all of them at once, also where others stand in the way", () => {
    const file = {
      version: 1,
      id: "1",
      foo: 1,
      bar: 2,
      attributes: { visits: { count: "visit", withn: "3d" }, broken: 5 },
      segments: { s: { when: { visits: { $gte: "2" }, broken: 1 } } },
      blocks: {
        b: { ...BLOCK, priority: "high", when: "returning", html: "{{nothing}}" },
        c: { op: "content", target: "p", html: 4, when: "s" },
      },
    };
    expect(problems(file).sort()).toEqual([
      "attributes.broken: expected an object, got 5",
      'attributes.visits.withn: unknown field "withn", did you mean within?',
      'bar: unknown field "bar"',
      'blocks.b.html: unknown attribute "nothing"',
      'blocks.b.priority: expected a number, got "high"',
      'blocks.b.when: there is no segment "returning"',
      "blocks.c.html: expected HTML, or HTML per language, got 4",
      'foo: unknown field "foo"',
      'id: expected a name of letters, digits, - and _ that starts with a letter, got "1"',
      'segments.s.when.visits.$gte: expected a number, got "2"',
    ]);
  });

  test("nesting without end is refused and doesn't exhaust the stack", () => {
    const text = `${'{"$not":'.repeat(5000)}{}${"}".repeat(5000)}`;
    expect(problems({ ...MINIMAL, segments: { s: { when: JSON.parse(text) } } })).toEqual([
      "nested more than 100 deep",
    ]);
  });
});

test("a site file of every kind of thing is right", () => {
  const file = {
    $schema: "./site.schema.json",
    ...MINIMAL,
    languages: ["en", "pl"],
    exclude: ["/checkout/*"],
    origins: ["https://www.example.com"],
    consent: {
      mode: "opt-in",
      regions: { "US-CA": "opt-out" },
      contextual: "until-refused",
      policyUrl: "/privacy",
      revision: 1,
      retention: "180d",
    },
    groups: { neighbours: ["DE", "CZ"] },
    events: {
      cart: {
        on: "click",
        selector: "[data-add]",
        properties: { item: { attr: "data-sku" }, value: { attr: "data-price", type: "money" } },
      },
    },
    attributes: {
      visits: { count: "visit", label: { en: "Visits", pl: "Wizyty" }, why: "To greet you", buckets: [2, 5] },
      social: { count: "visit", where: { source: { $in: ["instagram"] } } },
      pricing: { count: "view", where: { path: { $regex: "^/pricing" } }, within: "30d" },
      away: { daysSince: "visit" },
      favourite: { top: "view", of: "category", halfLife: "14d", values: ["rain", "camp"] },
      value: { sum: "cart", of: "value", since: "purchase" },
      abandoned: { sequence: ["cart", { not: "purchase" }], within: "7d" },
      interest: { declared: ["sport", "office"] },
      quiz: { last: "quiz", of: "result", where: { anything: 1 } },
      allergies: { declared: ["nuts"], sensitive: true, label: "Allergies", why: "To warn you" },
      stage: { attested: ["lead", "customer"], label: "Stage", sensitive: false },
    },
    segments: {
      returning: { label: "Returning", when: { visits: { $gte: 2 } } },
      near: { when: { $segment: "returning", "context.country": { $inGroup: "neighbours" } } },
    },
    blocks: {
      hero: {
        pages: ["/", "/home/*"],
        target: "[data-slot=hero]",
        op: "content",
        when: ["returning", "near"],
        priority: 10,
        from: "2026-11-01",
        until: "2026-12-24",
        live: false,
        html: {
          en: "<h1>{{visits}} {{#pricing}}{{favourite}}{{/pricing}}</h1>",
          pl: "<a href='/{{interest}}' title='{{stage}}'>{{context.city}} {{device.value}} {{abandoned}}</a>",
        },
      },
      cases: {
        target: "p",
        op: "text",
        cases: [{ when: { "context.hour": { $gte: 18 } }, text: "Evening" }, { text: { en: "Day" } }],
      },
      cta: {
        target: "a.cta",
        op: "attributes",
        set: { href: "/{{favourite}}", title: "{{interest}}", "data-a": "1" },
        remove: ["data-old"],
      },
      badge: { target: "body", op: "class", add: ["is-returning"], when: "returning" },
      gone: { target: ".ad", op: "remove" },
    },
    goals: {
      order: { event: "purchase", value: "value", steps: [0, 50, 100] },
      lead: { event: "quiz", value: "anything" },
    },
    experiments: {},
  };
  expect(problems(file)).toEqual([]);
});

test.each<[string, object, object?]>([
  ["out of pages that leave it out", { pages: ["/((?!sorry/).*)"], to: "/sorry/" }],
  ["to where no block may be", { pages: ["/*"], to: "/sorry/" }, { exclude: ["/sorry/"] }],
  ["to another host", { to: "https://shop.de:8443/" }, { redirectHosts: ["shop.de:8443"] }],
  ["to a host that isn't known yet", { to: "https://{{context.country}}.shop.de/" }],
  ["to an address that is all placeholder", { to: "{{context.city}}" }],
  ["by the path", { to: "/b", when: { "context.path": { $regex: "^/a" } } }],
  [
    "by a segment that reads the path",
    { to: "/b", when: "a" },
    { segments: { a: { when: { "context.path": "/a" } } } },
  ],
  ["to the same page with a campaign", { to: "/?utm_source=x", when: { "context.source": null } }],
])("a redirect may lead %s", (_, block, more) => {
  expect(problems(withBlock({ op: "redirect", ...block }, more))).toEqual([]);
});

test("fills in defaults", () => {
  expect(checkSite(MINIMAL)).toMatchObject({
    ok: true,
    value: {
      path: "/_selvedge",
      languages: ["en"],
      enabled: true,
      maxBits: 32,
      consent: { mode: "opt-in", contextual: "until-refused", retention: "180d" },
      blocks: {},
    },
  });
});

test("asks for the problems of the plan only once nothing else is wrong", () => {
  const planIssues = () => [{ path: "attributes", message: "too many bits" }];
  expect(checkSite(MINIMAL, { planIssues })).toEqual({
    ok: false,
    issues: [{ path: "attributes", message: "too many bits" }],
  });
  expect(checkSite({ ...MINIMAL, foo: 1 }, { planIssues })).toMatchObject({ issues: [{ path: "foo" }] });
});

test.each([
  [{ count: "visit", sensitive: false }, "number"],
  [{ sum: "cart", of: "value", sensitive: false }, "number"],
  [{ daysSince: "visit", sensitive: false }, "number"],
  [{ top: "view", of: "category", sensitive: false }, "string"],
  [{ declared: ["a"], sensitive: false }, "string"],
  [{ sequence: ["cart"], sensitive: false }, "boolean"],
  [{ last: "search", of: "term", sensitive: false }, "string"],
  [{ last: "cart", of: "value", sensitive: false }, "number"],
  [{ last: "quiz", of: "x", sensitive: false }, undefined],
  [{ last: "quiz", of: "x", buckets: [1], sensitive: false }, "number"],
])("typeOfAttribute(%j) is %s", (attribute, type) => {
  expect(typeOfAttribute(attribute)).toBe(type);
});
