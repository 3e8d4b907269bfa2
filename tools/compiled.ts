import { type CompiledSite, compileSite } from "../shared/decision.ts";
import type { Site } from "../shared/site/schema.ts";

/** Compiles a checked site file as the Worker does, with Node's URLPattern. */
export function compiledSite(site: Site): CompiledSite {
  return compileSite(site, pathMatcher);
}

/** A matcher of a URLPattern pathname. */
export function pathMatcher(pathname: string): (path: string) => boolean {
  const pattern = new URLPattern({ pathname });
  return (path) => pattern.test({ pathname: path });
}
