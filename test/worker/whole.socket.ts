import { gunzipSync } from "node:zlib";
import { expect } from "vitest";
import { bodyOf, isComplete } from "./page/serve.socket.ts";

const TAG = /<script async src="\/_selvedge\/tag\.js"(?: nonce="[^"]*")?><\/script>/;
const DECISION = /<script type="application\/json" id="selvedge-decision">[^<]*<\/script>/;
/** The block as bytes: in UTF-8, or with a reference where the charset has no such letter. */
const HELLO = new RegExp(`<b>Dzie(?:${Buffer.from("ń").toString("latin1")}|&#324;) dobry</b>`);

/** What Selvedge says that it has done to a page: what stands in its `Server-Timing`. */
export function timingOf(head: string): string | undefined {
  return /^server-timing:.*selvedge;desc="([^"]*)"/im.exec(head)?.[1];
}

/**
 * Invariant 4: the answer is complete, and its page is the origin's, byte for byte, but for what may be in it: the tag,
 * the decision and the hero's block.
 * @param hero what the origin has in its hero
 * @returns what Selvedge says that it has done
 */
export function expectWhole(
  answer: { readonly head: string; readonly body: Buffer },
  page: Buffer,
  hero = "Hello",
): string | undefined {
  expect(isComplete(answer), answer.head).toBe(true);
  const timing = timingOf(answer.head);
  const packed = /^content-encoding: gzip/im.test(answer.head);
  const body = packed ? gunzipSync(bodyOf(answer)) : bodyOf(answer);
  const text = body.toString("latin1");
  const tagged = timing === "personalized" || timing === "instrumented";
  if (!tagged) {
    expect(body.equals(page), `${timing}: ${difference(text, page)}`).toBe(true);
    return timing;
  }
  expect(TAG.test(text), "the tag is there").toBe(true);
  expect(DECISION.test(text), "the decision is there").toBe(timing === "personalized");
  const bare = text.replace(TAG, "").replace(DECISION, "");
  const back = bare === page.toString("latin1") ? bare : bare.replace(HELLO, hero);
  expect(back === page.toString("latin1"), `${timing}: ${difference(back, page)}`).toBe(true);
  return timing;
}

/** Where two pages part, for whoever reads the failure. */
function difference(text: string, page: Buffer): string {
  const own = page.toString("latin1");
  let at = 0;
  while (at < own.length && text[at] === own[at]) at++;
  const near = (all: string) => JSON.stringify(all.slice(Math.max(0, at - 40), at + 60));
  return `at byte ${at} of ${own.length} (got ${text.length}): ${near(text)} for ${near(own)}`;
}
