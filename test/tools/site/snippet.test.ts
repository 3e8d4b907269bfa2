import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { admitTag } from "../../../worker/page/policy.ts";
import { checkSite } from "../../../shared/site/check.ts";
import { pinnedTag } from "../../../tools/site/pinned.ts";
import { type Snippet, snippetOf } from "../../../tools/site/snippet.ts";

function snippet(site: object): Snippet {
  const checked = checkSite({ version: 1, id: "shop", ...site });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return snippetOf(checked.value);
}

test("the tag is asked for under the site's own path", () => {
  expect(snippet({}).tag).toBe('<script async src="/_selvedge/tag.js"></script>');
  expect(snippet({ path: "/a/b" }).tag).toBe('<script async src="/a/b/tag.js"></script>');
});

test("what a policy must allow is enough to let the tag in", () => {
  const policy = `default-src 'none'; ${snippet({}).policy.join("; ")}`;
  expect(admitTag([policy], "https://shop.example/", "/_selvedge").blocked).toBeUndefined();
  for (const missing of snippet({}).policy)
    expect(admitTag([policy.replace(missing, "")], "https://shop.example/", "/_selvedge").blocked).toBe(
      missing.split(" ", 1)[0],
    );
});

test("the stub queues calls, and leaves a tag alone that is there already", () => {
  const [, script] = /^<script>(.*)<\/script>$/.exec(snippet({}).stub)!;
  const page = `globalThis.window = globalThis; ${script}; selvedge("event", "cart"); selvedge("consent");`;
  expect(runInNewContext(`${page} JSON.stringify(selvedge.q.map((call) => [...call]))`)).toBe(
    '[["event","cart"],["consent"]]',
  );
  const after = `globalThis.window = { selvedge: 1 }; ${script}; window.selvedge`;
  expect(runInNewContext(after)).toBe(1);
});

test("hints are about what the site file asks for", () => {
  expect(snippet({}).hints.map(({ html }) => html)).toEqual([
    '<button type="button" data-selvedge="preferences">Privacy settings</button>',
  ]);
  const { hints } = snippet({
    attributes: {
      interest: { declared: ['a "b" & c', "d"] },
      matters: { choices: ["price", "planet"] },
      favourite: { top: "view", of: "category" },
      seen: { count: "view", where: { value: { $gt: 10 } } },
      bought: { last: "purchase", of: "items" },
    },
    events: {
      cart: {
        on: "click",
        selector: ".add",
        properties: { item: { attr: "data-sku" }, value: { value: 1 } },
      },
    },
  });
  expect(hints.map(({ html }) => html).slice(0, -1)).toEqual([
    '<button data-selvedge-declare="interest" value="a &quot;b&quot; &amp; c">…</button>',
    '<input type="checkbox" data-selvedge-declare="matters" value="price">',
    '<main data-selvedge-category="rain">',
    '<main data-selvedge-value="39.90">',
    '<… data-sku="…">',
  ]);
});

test("a pinned tag is named by its bytes and held against them, here and elsewhere", () => {
  const bytes = new TextEncoder().encode("tag()");
  const pinned = pinnedTag(bytes);
  const hash = createHash("sha384").update("tag()").digest("base64");
  const held = `integrity="sha384-${hash}" crossorigin="anonymous"`;
  expect(pinned.file).toMatch(/^tag\.[\da-f]{16}\.js$/);
  expect(pinnedTag(new TextEncoder().encode("tag( )")).file).not.toBe(pinned.file);
  const site = checkSite({ version: 1, id: "shop", origins: ["https://www.shop.example"] });
  if (!site.ok) throw new Error("the site file is broken");
  const { tag, tagMode } = snippetOf(site.value, "https://edge.shop.example", pinned);
  expect(tag).toBe(`<script async src="/_selvedge/${pinned.file}" ${held}></script>`);
  expect(tagMode!.tag).toBe(
    `<script async src="https://edge.shop.example/_selvedge/${pinned.file}" ${held} data-site="shop"></script>`,
  );
});

test("pages elsewhere get the tag by its whole address, a style that ends by itself, and a policy of their own", () => {
  expect(snippet({}).tagMode).toBeUndefined();
  const site = { path: "/a", origins: ["https://www.shop.example"] };
  const checked = checkSite({ version: 1, id: "shop", ...site });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  expect(snippetOf(checked.value, "https://edge.shop.example").tagMode).toEqual({
    tag: '<script async src="https://edge.shop.example/a/tag.js" data-site="shop"></script>',
    style:
      "<style>[data-selvedge-slot]{animation:selvedge var(--selvedge-wait,300ms)}" +
      "@keyframes selvedge{0%,to{visibility:hidden}}</style>",
    policy: [
      "script-src https://edge.shop.example/a/",
      "connect-src https://edge.shop.example/a/",
      "trusted-types selvedge",
    ],
  });
});
