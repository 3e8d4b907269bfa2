import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { REDIRECT_HOPS } from "../../shared/limits.ts";
import {
  asksToStay,
  type Borders,
  followRedirects,
  hrefOf,
  locationOf,
  stayed,
  withoutStay,
  withStay,
} from "../../shared/redirect.ts";

/** A site where each path leads to another one, as a table says. */
function follow(url: string, table: Record<string, string>, borders: Partial<Borders> = {}) {
  const lookups: string[] = [];
  const followed = followRedirects(
    new URL(url, "https://shop.test"),
    {
      site: { path: "/_selvedge", redirectHosts: ["shop.de", "shop.at:8443"] },
      excluded: () => false,
      redirectable: (path) => path in table,
      ...borders,
    },
    {
      chosenAt({ pathname }) {
        lookups.push(pathname);
        return { block: `from ${pathname}`, to: table[pathname]! };
      },
      parse: (to, base) => (URL.canParse(to, hrefOf(base)) ? new URL(to, hrefOf(base)) : undefined),
    },
  );
  return { ...followed, lookups } as { to?: string; refused?: string; blocks?: string[]; lookups: string[] };
}

describe("where a redirect leads", () => {
  test.each([
    ["a path", "/", "/de/", "/de/"],
    ["the query of the page goes along", "/?utm_source=a&b=%20", "/de/", "/de/?utm_source=a&b=%20"],
    ["a query of its own takes its place", "/?utm_source=a", "/de/?x=1", "/de/?x=1"],
    ["a bare ? drops it", "/?utm_source=a", "/de/?", "/de/"],
    ["a ? in the fragment is none", "/?a=1", "/de/#x?y", "/de/?a=1#x?y"],
    ["its own host", "/", "https://shop.test/de/", "/de/"],
    ["its own host in the other scheme", "/", "http://shop.test/de/", "http://shop.test/de/"],
    ["dots", "/", "/a/../de/", "/de/"],
    ["a listed host, with the mark", "/?a=1", "https://shop.de/", "https://shop.de/?a=1&selvedge=stay"],
    ["a listed host and port", "/", "https://SHOP.at:8443/x", "https://shop.at:8443/x?selvedge=stay"],
    ["whoever is named before the host", "/", "https://a:b@shop.de/", "https://shop.de/?selvedge=stay"],
  ])("%s", (_, url, to, led) => {
    expect(follow(url, { "/": to })).toMatchObject({ to: led, blocks: ["from /"] });
  });

  test.each([
    "https://evil.test/",
    "https://shop.de.evil.test/",
    "https://shop.de@evil.test/",
    "https://shop.at/",
    "//evil.test/",
    "/\\evil.test/",
    "\\\\evil.test/",
    "/\t/evil.test/",
    "/.//evil.test/",
    "https:evil.test",
    "http:///evil.test",
    "javascript:alert(1)",
    "data:text/html,x",
    "mailto:a@b.c",
    "#",
    "",
    "de/",
    "?a",
    "https://",
  ])("nowhere but there: %s", (to) => {
    expect(follow("/", { "/": to })).toMatchObject({ refused: expect.any(String), blocks: ["from /"] });
  });
});

describe("what a page that is never seen exposes to", () => {
  const follow = (exposed: Record<string, string | undefined>, table: Record<string, string>) =>
    followRedirects(
      new URL("/", "https://shop.test"),
      {
        site: { path: "/_selvedge", redirectHosts: ["shop.de"] },
        excluded: () => false,
        redirectable: (path) => path in table,
      },
      {
        chosenAt: ({ pathname }) => ({ block: pathname, to: table[pathname]!, exposed: exposed[pathname] }),
        parse: (to, base) => new URL(to, hrefOf(base)),
      },
    );
  const led = (...asked: Parameters<typeof follow>) => {
    const followed = follow(...asked);
    return followed && "to" in followed ? locationOf(followed) : followed;
  };

  test("goes along in a fragment behind the owner's own, of the first experiment on the way", () => {
    expect(led({ "/": "x.a.2" }, { "/": "/de/" })).toBe("/de/#selvedge-x.a.2");
    expect(led({ "/": "x.a.2" }, { "/": "/de/?b#top" })).toBe("/de/?b#top#selvedge-x.a.2");
    const chain = { "/": "/de/", "/de/": "/de/shop/" };
    expect(led({ "/": "x.a.2", "/de/": "x.b.1" }, chain)).toBe("/de/shop/#selvedge-x.a.2");
    expect(led({ "/de/": "x.b.1" }, chain)).toBe("/de/shop/#selvedge-x.b.1");
    expect(led({}, chain)).toBe("/de/shop/");
  });

  test("is no business of another host", () => {
    expect(led({ "/": "x.a.2" }, { "/": "https://shop.de/" })).toBe("https://shop.de/?selvedge=stay");
  });
});

describe("loops", () => {
  test("several of one site are one redirect, straight to the end", () => {
    const table = { "/": "/de/", "/de/": "/de/shop/", "/de/shop/": "https://shop.de/x" };
    expect(follow("/?a=1", table)).toMatchObject({
      to: "https://shop.de/x?a=1&selvedge=stay",
      blocks: ["from /", "from /de/", "from /de/shop/"],
    });
  });

  test.each([
    ["to itself", { "/": "/" }],
    ["to itself with another query", { "/": "/?x=1" }],
    ["to itself in other words", { "/": "/a/.." }],
    [
      "too far",
      Object.fromEntries(
        Array.from({ length: REDIRECT_HOPS + 2 }, (_, at) => [at === 0 ? "/" : `/${at}`, `/${at + 1}`]),
      ),
    ],
  ])("no redirect: %s", (_, table) => {
    expect(follow("/", table as Record<string, string>)).toMatchObject({ refused: expect.any(String) });
  });

  test.each([
    ["there and back", { "/": "/b", "/b": "/" }, ["from /", "from /b"]],
    ["into a circle of others", { "/": "/a", "/a": "/b", "/b": "/a" }, ["from /", "from /a", "from /b"]],
  ])("no redirect: %s", (_, table, blocks) => {
    expect(follow("/", table as Record<string, string>)).toMatchObject({
      refused: "it leads in a circle",
      blocks,
    });
  });

  test("a page that leads to itself is where the way ends", () => {
    expect(follow("/", { "/": "/sorry", "/sorry": "/sorry" })).toMatchObject({ to: "/sorry" });
  });

  test("the way ends at what is excluded, and at what is ours", () => {
    const borders = { excluded: (path: string) => path === "/out" };
    expect(follow("/", { "/": "/out", "/out": "/x" }, borders)).toMatchObject({ to: "/out" });
    expect(follow("/", { "/": "/_selvedge/x", "/_selvedge/x": "/x" })).toMatchObject({ to: "/_selvedge/x" });
    expect(follow("/out", { "/out": "/x" }, borders)).toEqual({ lookups: [] });
  });

  test("who is asked to stay stays", () => {
    expect(follow("/?selvedge=stay", { "/": "/de/" })).toMatchObject({ refused: expect.any(String) });
    expect(follow("/", { "/": "/de/?selvedge=stay", "/de/": "/x" })).toMatchObject({
      to: "/de/?selvedge=stay",
    });
  });

  const path = fc.constantFrom("/", "/a", "/b", "/c/", "/d", "/e");
  const to = fc
    .tuple(
      path,
      fc.constantFrom("", "?", "?q=1", "#f"),
      fc.constantFrom("", "https://shop.test", "//shop.test"),
    )
    .map(([pathname, rest, origin]) => origin + pathname + rest);
  const tables = fc.dictionary(path, to, { maxKeys: 6 });

  test("whatever blocks there are: it ends, never where it began, and at a page that leads nowhere else", () => {
    fc.assert(
      fc.property(tables, path, fc.constantFrom("", "?utm_source=a"), (table, start, query) => {
        const { to: end, lookups } = follow(start + query, table);
        expect(lookups.length).toBeLessThanOrEqual(REDIRECT_HOPS + 1);
        if (end === undefined) return;
        const { pathname } = new URL(end, "https://shop.test");
        expect(pathname).not.toBe(start);
        // Whoever goes on from there comes to the same page.
        const again = follow(end, table);
        expect(again.to).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the mark", () => {
  test("comes and goes, and leaves the rest as it is", () => {
    expect(withStay("")).toBe("?selvedge=stay");
    expect(withStay("?a=%20&b")).toBe("?a=%20&b&selvedge=stay");
    expect(withStay("?selvedge=stay&a")).toBe("?selvedge=stay&a");
    expect(asksToStay("?xselvedge=stay&selvedge=stays")).toBe(false);
    fc.assert(
      fc.property(fc.webQueryParameters(), (query) => {
        const search = query === "" ? "" : `?${query}`;
        fc.pre(!asksToStay(search));
        expect(asksToStay(withStay(search))).toBe(true);
        expect(withoutStay(withStay(search))).toBe(search);
      }),
    );
  });
});

test("a block that led nowhere is told as lost", () => {
  const decision = { segments: [], blocks: [{ id: "a" }, { id: "geo", case: 1 }], lost: [] };
  expect(stayed(decision, "geo")).toEqual({
    segments: [],
    blocks: [{ id: "a" }],
    lost: [{ id: "geo", reason: "refused" }],
  });
});
