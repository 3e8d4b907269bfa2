import { type CompiledSite, compileSite } from "../shared/decision.ts";
import { type ChosenRedirect, type Followed, followRedirects, hrefOf } from "../shared/redirect.ts";
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

/** Where a visitor is sent who goes to an address; `chosenAt` says what is chosen for them at each of the site. */
export function redirectFrom(
  start: URL,
  compiled: CompiledSite,
  chosenAt: (url: URL) => ChosenRedirect | undefined,
): Followed | undefined {
  return followRedirects(start, compiled, {
    chosenAt: (address) => chosenAt(new URL(hrefOf(address))),
    parse: (to, base) => (URL.canParse(to, hrefOf(base)) ? new URL(to, hrefOf(base)) : undefined),
  });
}
