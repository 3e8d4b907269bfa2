import type { Site } from "../../shared/site/schema.ts";
import { loadPersona } from "../persona/read.ts";
import type { Persona } from "../persona/schema.ts";
import { EXIT, Failure } from "./output.ts";
import { formatProblems } from "./problems.ts";
import { demandFile } from "./site.ts";

/** The persona in a file; ends the command with all its problems where it has some. */
export async function demandPersona(path: string, site: Site): Promise<Persona> {
  await demandFile(path);
  const loaded = await loadPersona(path, site, Date.now());
  if (loaded.ok) return loaded.value;
  throw new Failure(await formatProblems(path, loaded.issues), EXIT.problems);
}
