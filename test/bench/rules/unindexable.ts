import { compileSegments } from "../../../shared/segments.ts";
import { ruleOf } from "../../../shared/rule.ts";
import { idOf } from "./shape.ts";

/**
 * Segments of which nothing can be indexed: each asks the page and the referrer for a pattern of its own, and no
 * two requests are alike.
 */
export function unindexable(count: number, indexedFrom: number): (request: number) => string[] {
  const rules = patterns(count).map(([path, host], number) => [
    idOf(number),
    ruleOf({ "context.path": { $regex: path }, "context.referrerHost": { $regex: host } }),
  ]);
  const known = { truth: () => undefined, constants: new Set<string>(), sent: [] };
  const segments = compileSegments(Object.fromEntries(rules), known, indexedFrom);
  return (request) => segments.ask({ buckets: {}, context: contextOf(request) }).matching();
}

/** The same as closures by hand. */
export function unindexableByHand(count: number): (request: number) => string[] {
  const tests = patterns(count).map(([path, host]) => {
    const [onPath, onHost] = [new RegExp(path), new RegExp(host)];
    return (context: ReturnType<typeof contextOf>) =>
      onPath.test(context.path) && onHost.test(context.referrerHost);
  });
  const ids = tests.map((_, number) => idOf(number));
  return (request) => {
    const context = contextOf(request);
    const found: string[] = [];
    for (let number = 0; number < tests.length; number++)
      if (tests[number]!(context)) found.push(ids[number]!);
    return found;
  };
}

/** Every other path is matched, so that the second pattern is often asked, too. */
function patterns(count: number): [path: string, host: string][] {
  return Array.from({ length: count }, (_, number) => [
    `^/products/\\d*${number % 10}-${number}?`,
    `^(www\\.)?shop-${number}\\.`,
  ]);
}

function contextOf(request: number) {
  return { path: `/products/${request}-jacket`, referrerHost: `www.shop-${request % 1000}.example` };
}
