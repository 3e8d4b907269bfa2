import { access } from "node:fs/promises";
import { join, relative } from "node:path";
import { loadSiteFile, type LoadedSite } from "../site-file.ts";
import { EXIT, Failure } from "./output.ts";
import { formatProblems } from "./problems.ts";

const DEMO = join(import.meta.dirname, "../../test/site/site.json");

/** The site file that is meant where none is named: site.json of this folder, else the demo shop's. */
export async function usualSite(): Promise<string> {
  return access("site.json").then(
    () => "site.json",
    () => relative(process.cwd(), DEMO),
  );
}

/** The site file at a path; ends the command with all its problems where it has some. */
export async function demandSite(path: string): Promise<LoadedSite> {
  await demandFile(path);
  const loaded = await loadSiteFile(path);
  if (loaded.ok) return loaded.value;
  throw new Failure(await formatProblems(path, loaded.issues), EXIT.problems);
}

/** Ends the command where there is no such file. */
export async function demandFile(path: string): Promise<void> {
  await access(path).catch(() => {
    throw new Failure(`${path}: there is no such file`);
  });
}
