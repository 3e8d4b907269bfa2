import { describe, expect, test } from "vitest";
import { refuseSelector } from "../../shared/site/selector.ts";
import vectors from "../vectors/selectors.json";

/** Whether HTMLRewriter takes a selector, and gets through a page with it. */
async function works(selector: string): Promise<boolean> {
  try {
    const rewriter = new HTMLRewriter().on(selector, {
      element: (element) => void element.setAttribute("data-seen", ""),
    });
    await rewriter
      .transform(
        new Response("<p class=x>a<a href=b>b</a></p>", { headers: { "content-type": "text/html" } }),
      )
      .text();
    return true;
  } catch {
    return false;
  }
}

describe("HTMLRewriter and the checker agree on selectors", () => {
  test.each([...vectors.supported, ...vectors.refusedByBoth])("%j", async (selector) => {
    expect(refuseSelector(selector) === undefined).toBe(await works(selector));
  });

  test.each(vectors.refusedByUsOnly)("the checker is stricter about %j", async (selector) => {
    expect(refuseSelector(selector)).toBeTypeOf("string");
    expect(await works(selector)).toBe(true);
  });

  // Whatever is put together from parts of selectors: what the checker takes, HTMLRewriter takes.
  test("no combination passes the checker that HTMLRewriter refuses", async () => {
    const simple = [
      "a",
      "*",
      ".x",
      "#y",
      "[z]",
      "[z=w]",
      '[z^="1"]',
      ":not(.x)",
      ":not(a, [z])",
      ":nth-child(2n+1)",
      ":first-child",
      ":last-child",
      ":is(a)",
      "::before",
      ".1",
      "[z=1]",
      ".",
      ":not()",
    ];
    for (const left of simple) {
      for (const right of simple) {
        for (const between of ["", " ", " > ", ", ", " + "]) {
          const selector = left + between + right;
          if (refuseSelector(selector) === undefined)
            expect([selector, await works(selector)]).toEqual([selector, true]);
        }
      }
    }
  });
});
