import { type Command, Option } from "commander";
import type { Site } from "../../shared/site/schema.ts";
import { loadCatalog } from "../catalog/load.ts";
import { publishCatalog } from "../publish/catalog.ts";
import type { KeyStore } from "../../shared/publish/key-store.ts";
import { publish } from "../../shared/publish/versions.ts";
import { type StorePlace, wranglerStore } from "../publish/wrangler-store.ts";
import { checkLoaded } from "./check.ts";
import { colours, Failure, plural, print, printJson } from "./output.ts";
import { formatProblems } from "./problems.ts";
import { demandSite } from "./site.ts";

/** Where to publish to, as options name it. */
export interface PlaceOptions {
  readonly env?: string;
  readonly local?: true;
  readonly persistTo?: string;
  readonly json?: true;
}

/** `publish FILE --env NAME`: checks a site file and gives it to the Workers, without a deploy. */
export function addPublish(program: Command): void {
  withPlace(
    program
      .command("publish")
      .summary("check a site file and put it in force")
      .description(
        "Checks a site file, then writes it to KV, where Workers find it within a minute or two.\n" +
          "The versions before stay there: see rollback.",
      )
      .argument("<file>", "the site file"),
  )
    .option("--dry-run", "only check, and tell what would be published")
    .action(async (file: string, options: PlaceOptions & { dryRun?: true }) => {
      const place = placeOf(options);
      const loaded = await demandSite(file);
      const { json } = loaded;
      const { warnings, plan } = checkLoaded(loaded);
      const facts = { file, place: nameOf(place), bytes: Buffer.byteLength(json), bits: plan.bits };
      if (!options.json && warnings.length > 0) print(await formatProblems(file, warnings, "warning"));
      const about = `${file}, ${facts.bytes} bytes, ${facts.bits.toFixed(1)} bits, ${plural(warnings.length, "warning")}`;
      if (options.dryRun) {
        if (options.json) printJson({ ...facts, warnings, dryRun: true });
        else print(`${colours.green("Would publish")} to ${facts.place}: ${about}`);
        return;
      }
      const store = wranglerStore(place);
      const published = await publish(store, json, Date.now());
      const items = await bringCatalog(store, loaded.site, file);
      if (options.json)
        printJson({ ...facts, warnings, ...published, ...(items !== undefined && { items }) });
      else if (published.isSame) print(`${facts.place} serves this file already, as ${published.version}`);
      else {
        print(
          `${colours.green("Published")} to ${facts.place} as ${colours.bold(published.version)}: ${about}`,
        );
        if (published.before !== undefined) {
          const back = [published.before, ...flagsOf(options)].join(" ");
          print(colours.dim(`Back to the version before: npm run selvedge -- rollback ${back}`));
        }
      }
    });
}

/** Publishes the catalog that goes with a site file; one that can't be read, or has no items, changes nothing, and is told of. */
async function bringCatalog(store: KeyStore, site: Site, file: string): Promise<number | undefined> {
  const catalog = await loadCatalog(site, file).catch((error: unknown) => {
    console.error(`The catalog stays as it is: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  });
  if (catalog?.items.length === 0) console.error("The catalog stays as it is: there is no item in it");
  if (!catalog?.items.length) return undefined;
  await publishCatalog(store, catalog.json);
  return catalog.items.length;
}

/** Adds the options that say where. */
export function withPlace(command: Command): Command {
  return command
    .addOption(
      new Option("--env <name>", "which environment of wrangler.toml").choices(["staging", "production"]),
    )
    .option("--local", "the storage of this machine instead, which `wrangler dev` reads")
    .option("--persist-to <folder>", "another folder for the storage of this machine")
    .option("--json", "print what was done as JSON");
}

/** The place that is meant; a mistake here would be made in public, so none is guessed. */
export function placeOf({ env, local, persistTo }: PlaceOptions): StorePlace {
  if (env === undefined && !local) throw new Failure("Where to? --env staging, --env production, or --local");
  if (persistTo !== undefined && !local) throw new Failure("--persist-to goes with --local");
  return { env, local: local === true, folder: persistTo };
}

/** What a place is called in a sentence. */
export function nameOf({ env, local }: StorePlace): string {
  return [env, local ? "this machine" : undefined].filter((part) => part !== undefined).join(" on ");
}

function flagsOf({ env, local, persistTo }: PlaceOptions): string[] {
  return [
    ...(env === undefined ? [] : ["--env", env]),
    ...(local ? ["--local"] : []),
    ...(persistTo === undefined ? [] : ["--persist-to", persistTo]),
  ];
}
