import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NEIGHBOUR_ITEMS } from "../../../shared/recommend/limits.ts";

/** What belongs to one purchase: numbers of items, each once, at least two. */
export type Basket = readonly number[];

/** Where what is fetched is kept, so that it is fetched once. */
const CACHE = join(tmpdir(), "selvedge-bench");
const ARFF = "usr/share/doc/weka/examples/supermarket.arff";

/**
 * Baskets of a supermarket in New Zealand, by department and article group; comes with the Debian package `weka`, which
 * is fetched and unpacked, not installed.
 */
export function supermarket(): readonly Basket[] {
  mkdirSync(CACHE, { recursive: true });
  const find = () => readdirSync(CACHE).find((name) => /^weka_.*\.deb$/.test(name));
  if (!find()) demand("apt-get", ["download", "weka"]);
  demand("dpkg-deb", ["-x", find()!, join(CACHE, "weka")]);
  const lines = readFileSync(join(CACHE, "weka", ARFF), "latin1").split("\n");
  const attributes = lines.filter((line) => /^@attribute/i.test(line)).length;
  const rows = lines.slice(lines.findIndex((line) => /^@data/i.test(line)) + 1);
  // The last attribute is how large the whole purchase was.
  return usable(
    rows.map((row) =>
      row
        .split(",")
        .slice(0, attributes - 1)
        .flatMap((value, item) => (value.trim() === "t" ? [item] : [])),
    ),
  );
}

/**
 * What each package of this machine's Debian index depends on; of alternatives the first. Only packages that most depend
 * on, as many as a catalog may have items.
 */
export function dependencies(): readonly Basket[] {
  const numbers = new Map<string, number>();
  const numberOf = (name: string) => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  };
  const index = demand("apt-cache", ["dumpavail"]);
  const baskets = [...index.matchAll(/^Depends: (.*)$/gm)].map(([, list]) => [
    ...new Set(
      list!.split(",").flatMap((one) => {
        const [, name] = /^\s*([a-z0-9][a-z0-9.+-]*)/.exec(one) ?? [];
        return name === undefined ? [] : [numberOf(name)];
      }),
    ),
  ]);
  if (baskets.length === 0) throw new Error("the package index is empty: run `apt-get update` first");
  const times = new Map<number, number>();
  for (const item of baskets.flat()) times.set(item, (times.get(item) ?? 0) + 1);
  const most = [...times].sort(([, one], [, other]) => other - one).slice(0, NEIGHBOUR_ITEMS);
  const isItem = new Set(most.map(([item]) => item));
  return usable(baskets.map((basket) => basket.filter((item) => isItem.has(item))));
}

function usable(baskets: readonly Basket[]): readonly Basket[] {
  return baskets.filter(({ length }) => length >= 2);
}

/** What a command of Debian's printed; says what is needed where there is none. */
function demand(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, {
      cwd: CACHE,
      encoding: "utf8",
      maxBuffer: 1 << 30,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch (error) {
    throw new Error(`needs Debian, its package index and network: \`${command} ${args.join(" ")}\` failed`, {
      cause: error,
    });
  }
}
