import { access } from "node:fs/promises";
import { loadSiteFile, type LoadedSite } from "../site-file.ts";
import { EXIT, Failure } from "./output.ts";
import { formatProblems } from "./problems.ts";

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
