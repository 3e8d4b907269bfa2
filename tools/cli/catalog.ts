import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { LEARNED_PAGES } from "../../shared/recommend/limits.ts";
import type { Catalog } from "../../shared/recommend/contract.ts";
import { feedPath, isRemote, type LoadedCatalog, loadCatalog } from "../catalog/load.ts";
import { type Learned, learnItems, type PageFields, readFields } from "../catalog/learn.ts";
import { pathMatcher } from "../compiled.ts";
import { readPages } from "../init/pages.ts";
import { publishCatalog } from "../publish/catalog.ts";
import { wranglerStore } from "../publish/wrangler-store.ts";
import type { LoadedSite } from "../site-file.ts";
import { colours, EXIT, Failure, plural, print, printJson, table } from "./output.ts";
import { nameOf, type PlaceOptions, placeOf, withPlace } from "./publish.ts";
import { demandSite, usualSite } from "./site.ts";

interface Options extends PlaceOptions {
  readonly site?: string;
  readonly from?: string;
}

/** So many problems are listed; a feed with more has one that is all of them. */
const LISTED = 20;

/** `catalog --site FILE [--from URL]`: reads the items that blocks recommend, and tells what is wrong with them. */
export function addCatalog(program: Command): void {
  withPlace(
    program
      .command("catalog")
      .summary("read the items that blocks recommend, and publish them")
      .description(
        "Reads the catalog that a site file names and tells how many items it has, which rows are none, and which\n" +
          "items have no image. With --from, the items are first read off pages, and written to the catalog's file.\n" +
          "With --env or --local, they are put in force.",
      ),
  )
    .option("--site <file>", "the site file (default: site.json, or the demo shop's)")
    .option("--from <url-or-folder>", "pages to read the items off, those that `catalog.learn` names")
    .action(run);
}

async function run({ site: named, from, ...where }: Options): Promise<void> {
  const file = named ?? (await usualSite());
  const loaded = await demandSite(file);
  if (!loaded.site.catalog) throw new Failure(`${file}: there is no "catalog" in it`);
  const learned = from === undefined ? undefined : await learn(loaded, file, from);
  const catalog = await demandCatalog(loaded, file);
  const isAsked = where.env !== undefined || where.local === true;
  // Rows that all have gone are a fault of the feed's, not the wish to recommend nothing.
  const isPublished = isAsked && catalog.items.length > 0;
  if (isPublished) await publishCatalog(wranglerStore(placeOf(where)), catalog.json);
  const facts = factsOf(catalog.items);
  if (where.json) {
    const { from: feed, host, problems } = catalog;
    printJson({ feed, host, ...facts, problems, ...(learned && { pages: learned.without }), isPublished });
  } else {
    print(report(catalog, facts, learned));
    if (isPublished) print(`${colours.green("Published")} to ${nameOf(placeOf(where))}`);
  }
  if (isAsked && !isPublished) console.error("Nothing is published: what was published before serves on");
  process.exitCode = catalog.problems.length > 0 || catalog.items.length === 0 ? EXIT.problems : EXIT.fine;
}

/** The catalog of a site; ends the command with a sentence where it can't be read. */
async function demandCatalog({ site }: LoadedSite, file: string): Promise<LoadedCatalog> {
  try {
    return (await loadCatalog(site, file))!;
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), EXIT.problems);
  }
}

/** Reads items off pages and writes them to the file that is the feed. */
async function learn({ site }: LoadedSite, file: string, from: string): Promise<Learned> {
  const { feed, learn: patterns } = site.catalog!;
  if (isRemote(feed) || !feed.endsWith(".json"))
    throw new Failure(`--from writes the feed, so "catalog.feed" has to be a file such as "catalog.json"`);
  if (patterns.length === 0)
    throw new Failure(`--from needs "catalog.learn": the pages that are about items`);
  const matchers = patterns.map(pathMatcher);
  const read: PageFields[] = [];
  await readPages(from, {
    most: LEARNED_PAGES,
    take(page) {
      if (matchers.some((matches) => matches(page.path))) read.push(readFields(page));
    },
  }).catch((error: unknown) => {
    throw new Failure(error instanceof Error ? error.message : String(error));
  });
  const learned = learnItems(read);
  if (learned.items.length === 0)
    throw new Failure(`${from}: none of ${plural(read.length, "page")} names an item`, EXIT.problems);
  const lines = learned.items.map((item) => `  ${JSON.stringify(withoutDefaults(item))}`);
  await writeFile(feedPath(file, feed), `[\n${lines.join(",\n")}\n]\n`);
  return learned;
}

/** An item as a feed has it, which leaves out what is empty. */
function withoutDefaults({ categories, tags, ...item }: Catalog[number]) {
  return { ...item, ...(categories.length > 0 && { categories }), ...(tags.length > 0 && { tags }) };
}

function factsOf(items: Catalog) {
  const ids = (chosen: Catalog) => chosen.map(({ id }) => id);
  return {
    items: items.length,
    gone: items.filter(({ available }) => available === false).length,
    languages: [...new Set(items.flatMap(({ language }) => language ?? []))],
    categories: new Set(items.flatMap(({ categories }) => categories)).size,
    withoutImage: ids(items.filter(({ image }) => image === undefined)),
    withoutCategory: ids(items.filter(({ categories, tags }) => categories.length + tags.length === 0)),
  };
}

function report(
  { from, host, problems, items }: LoadedCatalog,
  facts: ReturnType<typeof factsOf>,
  learned: Learned | undefined,
): string {
  const some = (ids: readonly string[]) =>
    ids.length === 0 ? "none" : `${ids.length}: ${ids.slice(0, 5).join(", ")}${ids.length > 5 ? ", …" : ""}`;
  const rows = [
    ["items", `${items.length}${facts.gone > 0 ? `, of which ${facts.gone} can't be had` : ""}`],
    ["categories", String(facts.categories)],
    ...(facts.languages.length > 0 ? [["languages", facts.languages.join(", ")]] : []),
    ...(host === undefined ? [] : [["your pages", `those at ${host}`]]),
    ["without image", some(facts.withoutImage)],
    ["without category", some(facts.withoutCategory)],
  ].map(([name = "", value = ""]) => [colours.dim(name), value]);
  const listed = problems
    .slice(0, LISTED)
    .map(({ line, message }) => `${colours.bold(`${from}:${line}`)} ${message}`);
  const more = problems.length > LISTED ? [`… and ${problems.length - LISTED} more`] : [];
  const pages = (learned?.without ?? []).map(({ path, message }) => `${colours.bold(path)} ${message}`);
  return [
    ...pages,
    ...listed,
    ...more,
    ...(pages.length + listed.length > 0 ? [""] : []),
    colours.bold(from),
    table(rows),
    problems.length > 0
      ? colours.red(`${plural(problems.length, "row")} left out`)
      : colours.green("0 rows left out"),
  ].join("\n");
}
