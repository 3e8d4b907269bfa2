import type { Report } from "../report.ts";
import { heapBytes } from "./heap.ts";
import { load } from "./load.ts";
import { BENCH_SITE } from "./site.ts";
import type { Workers } from "./workers.ts";

/** Few enough that none is pushed out of what an isolate keeps. */
const PAGES = 40;
/** A page is compiled at its second sight. */
const SIGHTS = 4;

/**
 * What an isolate keeps of each page of 105 KB that it has compiled: what its heap and buffers have more after
 * collecting garbage than with one page seen as often. What the process has more in RAM would be mostly garbage.
 */
export async function memoryPerPage(workers: Workers, progress: (text: string) => void): Promise<Report> {
  progress("memory per page");
  const { url, cookie, inspector } = await workers.selvedge(BENCH_SITE, { inspector: true });
  if (!inspector) throw new Error("the Worker was started without its inspector");
  const see = async (paths: (index: number) => string) => {
    for (let sight = 0; sight < SIGHTS; sight++) {
      let index = 0;
      await load({ next: () => `${url}${paths(index++)}`, cookie }, PAGES);
    }
    return heapBytes(inspector);
  };
  await see(() => "/");
  const before = await see(() => "/");
  const after = await see((index) => `/page/${index}`);
  return {
    title: "pages: memory per page of 105 KB seen before",
    rows: [{ name: `one of ${PAGES}`, value: (after - before) / PAGES / 1024, unit: "KiB", ratios: [] }],
  };
}
