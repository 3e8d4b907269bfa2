import type { PageDecision } from "../../shared/wire.ts";
import type { PreviewData } from "../../shared/preview/data.ts";
import { PREVIEW_DATA_ID } from "../../shared/preview/data.ts";
import type { Preview } from "../../shared/preview/preview.ts";
import { type PageServices, servePage } from "../page.ts";
import { asciiJson } from "../page/escape.ts";
import { decisionHtml, type PageTag } from "../page/insertion.ts";
import { isHtml, makePrivate } from "../page/response.ts";
import { reportFault } from "../report.ts";
import type { Scope } from "../scope.ts";
import { decidePreview, type PreviewedPage } from "./decide.ts";
import { describePreview } from "./describe.ts";

/**
 * A page as a preview shows it: by the same way as everybody's, but decided for somebody else and with the
 * inspector in it. No browser and no cache keeps it.
 */
export async function servePreview(
  request: Request,
  preview: Preview,
  scope: Scope,
  services: PageServices,
  context: { waitUntil(work: Promise<unknown>): void },
): Promise<Response> {
  const compiled = scope.compiled.forcing(preview.changes);
  const { path, enabled } = compiled.site;
  const refusals = new Map<string, string>();
  let shown: PreviewedPage | undefined;
  const described = (page: PreviewedPage, decision: PageDecision) =>
    describePreview(
      preview,
      page,
      decision,
      { compiled, declared: scope.compiled, weightsOf: scope.weightsOf },
      refusals,
    );
  const answer = await servePage(
    request,
    {
      ...services,
      site: async () => ({
        enabled,
        path,
        excluded: (pathname) => compiled.excluded(pathname),
        // The inspector goes into pages without blocks, too.
        personalizable: () => true,
      }),
      async visitor() {
        const page = (shown = await decidePreview(request, preview, scope, compiled));
        // Those of visitors, so that what is known of the page for them is known here, too.
        const targets = scope.compiled.targets(new URL(request.url).pathname);
        return { targets, render: (language) => page.decided.render(language, page.language) };
      },
      head: (decision, tag) => headOf(path, tag, preview, decision, () => described(shown!, decision)),
      isBot: () => false,
      // Invariant 7: that is told to whoever looks, and counted for nobody.
      report(reason) {
        const [, block, why] = /^block (.+?): (.+)$/s.exec(reason) ?? [];
        if (block !== undefined && why !== undefined) refusals.set(block, why);
      },
    },
    context,
  );
  return neverKept(answer);
}

/**
 * What goes into the head: in the preview of oneself the tag as always, else what stands in for it, so that nothing
 * is recorded whoever loads the tag; the decision; and the inspector with what it tells. A policy that would stop the
 * tag would stop these.
 */
function headOf(
  path: string,
  tag: PageTag,
  { subject }: Preview,
  decision: PageDecision,
  described: () => PreviewData,
): string {
  if (tag.blocked !== undefined) return decisionHtml(decision);
  const attribute = tag.nonce === undefined ? "" : ` nonce="${tag.nonce}"`;
  // Not `async`, since it has to be there before any script of the page; and behind the decision, which it reads.
  const standIn = `<script src="${path}/preview-tag.js"${attribute}></script>`;
  const first = subject.who === "me" ? tag.html : standIn;
  return decisionHtml(decision) + first + inspectorHtml(path, attribute, described);
}

function inspectorHtml(path: string, attribute: string, described: () => PreviewData): string {
  try {
    const data = asciiJson(described());
    return (
      `<script type="application/json" id="${PREVIEW_DATA_ID}">${data}</script>` +
      `<script async src="${path}/inspector.js"${attribute}></script>`
    );
  } catch (error) {
    reportFault("a preview could not be described", error);
    return "";
  }
}

/** Invariant 5, more strictly than for visitors: not even the browser keeps a previewed page. */
function neverKept(response: Response): Response {
  if (!isHtml(response)) return response;
  const kept = new Response(response.body, response);
  makePrivate(kept.headers);
  kept.headers.set("cache-control", "private, no-store");
  const timing = kept.headers.get("server-timing");
  if (timing !== null)
    kept.headers.set(
      "server-timing",
      timing.replace('selvedge;desc="personalized"', 'selvedge;desc="preview"'),
    );
  return kept;
}
