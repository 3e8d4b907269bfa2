import { type ChosenRedirect, type Followed, followRedirects, hrefOf, stayed } from "../shared/redirect.ts";
import type { CompiledSite } from "../shared/decision.ts";
import { addressOf } from "./address.ts";
import type { PageVisitor } from "./page.ts";
import type { Scope } from "./scope.ts";
import { decidePage, type Recognized } from "./visitor.ts";

/** What the visitor behind a page request gets: where they are sent, or the blocks of the page. */
export function pageVisitor(request: Request, known: Recognized, scope: Scope): PageVisitor {
  const page = decidePage(request, known, scope);
  const { redirect } = page.decided;
  return {
    targets: scope.compiled.targets(addressOf(request).pathname),
    render(language) {
      const rendered = page.decided.render(language, page.language);
      // The page is there, so nobody was led away from it.
      return redirect ? { ...rendered, decision: stayed(rendered.decision, redirect.block) } : rendered;
    },
    redirect: (start) =>
      redirectFrom(start, scope.compiled, (url) =>
        url.href === request.url ? redirect : decidePage(request, known, scope, url).decided.redirect,
      ),
  };
}

/** Where a visitor is sent who goes to an address of the site; `chosenAt` says what is chosen for them at each. */
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
