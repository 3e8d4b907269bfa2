import { parse, serialize } from "parse5";
import { compilingScript } from "./compiling.ts";
import { EDITED, INSTRUMENTED, ORIGINAL } from "./edits.ts";
import { getPage } from "./load.ts";
import { BY_HAND, growthbookScript, PASS_THROUGH } from "./peers.ts";
import { BENCH_SITE, ROW_CATALOG, ROW_SITE, thousandBlocks } from "./site.ts";
import type { Running, Workers } from "./workers.ts";

/** Somebody who serves pages. */
export interface Contender extends Pick<Running, "pid" | "cookie"> {
  readonly name: string;
  /** The address of the next page. */
  readonly next: () => string;
  /** What the page must look like. */
  readonly expected: RegExp;
}

/** A row of items, of which four are shown. */
const ROW =
  /<footer><ul data-selvedge-recommend="row" data-selvedge-show="4">(?:<li.*?<\/li>){13}<\/ul><\/footer>/;

/** All that the table compares. Each runs in a workerd of its own: nobody collects another one's garbage. */
export async function startContenders(workers: Workers): Promise<readonly Contender[]> {
  const site = () => workers.selvedge(BENCH_SITE);
  const personalized = await site();
  // Everybody is asked for the same by the same visitor, whose cookies are a part of the request that is passed on.
  const peer = async (source: string) => ({ ...(await workers.script(source)), cookie: personalized.cookie });
  const through = await peer(PASS_THROUGH);
  const byHand = await peer(BY_HAND);
  const growthbook = await peer(await growthbookScript());
  return [
    same("pass-through", through, "/", ORIGINAL),
    same("by hand", byHand, "/", EDITED),
    same("GrowthBook edge app", growthbook, "/", EDITED),
    same("personalized", personalized, "/", EDITED),
    another("never seen before", await site(), "/page/", EDITED),
    same("compiling", await peer(await compilingScript()), "/", ORIGINAL),
    same("without consent", { ...(await site()), cookie: "" }, "/", INSTRUMENTED),
    same("1,000 blocks, others on other pages", await workers.selvedge(thousandBlocks("pages")), "/", EDITED),
    same(
      "1,000 blocks, others for other visitors",
      await workers.selvedge(thousandBlocks("visitors")),
      "/",
      EDITED,
    ),
    same("a recommendation block", await workers.selvedge(ROW_SITE, { catalog: ROW_CATALOG }), "/", ROW),
    same("instrumented", await site(), "/about/", INSTRUMENTED),
    same("other", await site(), "/other/", ORIGINAL),
  ];
}

/** One page, again and again. */
export function same(name: string, { url, pid, cookie }: Running, path: string, expected: RegExp): Contender {
  return { name, pid, cookie, expected, next: () => `${url}${path}` };
}

/** Each time a page that nobody has seen before. */
export function another(
  name: string,
  { url, pid, cookie }: Running,
  path: string,
  expected: RegExp,
): Contender {
  let count = 0;
  return { name, pid, cookie, expected, next: () => `${url}${path}${++count}` };
}

/**
 * Makes sure that each serves the page that it should, and that pages which should look alike do, as a browser would
 * parse them: before anything is measured, and again afterwards, since whoever gives up under load is fast.
 * @throws if one doesn't
 */
export async function checkPages(contenders: readonly Contender[]): Promise<void> {
  const parsed = new Map<RegExp, string>();
  for (const { name, next, cookie, expected } of contenders) {
    let page = "";
    // What is done at first sight, what at second, and what from then on may be three ways.
    for (let sight = 1; sight <= 3; sight++) {
      const { status, text } = await getPage(next(), cookie);
      if (status !== 200 || !expected.test(text)) {
        throw new Error(`${name} serves the wrong page at sight ${sight}: ${status} ${text.slice(0, 2000)}`);
      }
      page = text;
    }
    const dom = comparable(page);
    if (dom !== (parsed.get(expected) ?? dom)) throw new Error(`${name} serves another page than the others`);
    parsed.set(expected, dom);
  }
}

/** The page as it is parsed, without scripts and footer: these may differ. */
function comparable(page: string): string {
  return serialize(parse(page)).replaceAll(/<(script|footer)\b[^]*?<\/\1>/g, "");
}
