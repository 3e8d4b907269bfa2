import type { Command } from "commander";
import { formatIssue } from "../../shared/issue.ts";
import { restore, textOf, type Version, versionsIn } from "../../shared/publish/versions.ts";
import { wranglerStore } from "../publish/wrangler-store.ts";
import { checkText } from "../site-file.ts";
import { colours, EXIT, Failure, print, printJson, table } from "./output.ts";
import { nameOf, type PlaceOptions, placeOf, withPlace } from "./publish.ts";

/** `rollback [VERSION] --env NAME`: lists what was published, or puts one of it in force again. */
export function addRollback(program: Command): void {
  withPlace(
    program
      .command("rollback")
      .summary("list what was published, or put a version in force again")
      .description(
        "Lists published versions, the newest first; with a version, puts that one in force again.",
      )
      .argument("[version]", "a version, or as much of its beginning or its end as tells it apart"),
  ).action(async (asked: string | undefined, options: PlaceOptions) => {
    const place = placeOf(options);
    const store = wranglerStore(place);
    const versions = await versionsIn(store);
    if (asked === undefined) {
      if (options.json) printJson(versions);
      else print(listOf(versions, nameOf(place)));
      return;
    }
    const version = pick(versions, asked);
    if (!version.isCurrent) {
      const text = await textOf(store, version.id);
      demandServable(version.id, text);
      await restore(store, version.id, text);
    }
    if (options.json) printJson({ version: version.id, isSame: version.isCurrent });
    else if (version.isCurrent) print(`${nameOf(place)} serves ${version.id} already`);
    else print(`${colours.green("Restored")} ${colours.bold(version.id)} on ${nameOf(place)}`);
  });
}

function listOf(versions: readonly Version[], place: string): string {
  if (versions.length === 0) return `Nothing was published to ${place} yet.`;
  return table(
    versions.map(({ id, published, isCurrent }) => [
      isCurrent ? colours.green("●") : " ",
      isCurrent ? colours.bold(id) : id,
      colours.dim(published.replace("T", " ").replace("Z", " UTC")),
      isCurrent ? colours.green("in force") : "",
    ]),
  );
}

function pick(versions: readonly Version[], asked: string): Version {
  const found = versions.filter(({ id }) => id.startsWith(asked) || id.endsWith(asked));
  const [version] = found;
  if (version && found.length === 1) return version;
  throw new Failure(
    version
      ? `${JSON.stringify(asked)} could be ${found.map(({ id }) => id).join(" or ")}`
      : `there is no version ${JSON.stringify(asked)}; without one, rollback lists them`,
  );
}

/** What was right when it was published may not be so to the Worker of today, which would refuse it. */
function demandServable(version: string, text: string): void {
  const issues = checkText(text);
  if (issues.length === 0) return;
  const lines = issues.map((issue) => `  ${formatIssue(issue)}`).join("\n");
  throw new Failure(`${version} isn't right any more, so it stays where it is:\n${lines}`, EXIT.problems);
}
