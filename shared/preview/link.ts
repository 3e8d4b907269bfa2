import type { CompiledSite } from "../decision.ts";
import { textIn } from "../reasons/vocabulary.ts";
import { exampleOf, newcomer } from "./example.ts";
import { NO_CHANGES, type Preview } from "./preview.ts";

/** The preview of a page as whoever opens the link sees it. `until`: seconds since the epoch. */
export function previewOfMe({ plan }: CompiledSite, until: number): Preview {
  const subject = {
    who: "me",
    name: "Yourself",
    plan: plan.hash,
    buckets: [],
    consent: "yes",
    context: {},
  } as const;
  return { subject, changes: NO_CHANGES, until };
}

/**
 * The preview of a page as somebody sees it who is in a segment: an example of such a visitor, found by the
 * segment's own rules. Where none is found it is somebody new, with the segment switched on.
 * `day`: UTC day number; `until`: seconds since the epoch.
 */
export function previewOfSegment(id: string, compiled: CompiledSite, day: number, until: number): Preview {
  const { plan, site } = compiled;
  const example = exampleOf(id, compiled, day);
  const subject = {
    who: "visitor",
    name: textIn(site.segments[id]!.label, "en") ?? id,
    plan: plan.hash,
    buckets: example?.buckets ?? newcomer(compiled, day),
    consent: "yes",
    context: example?.context ?? {},
  } as const;
  return { subject, changes: example ? NO_CHANGES : { ...NO_CHANGES, segments: { [id]: true } }, until };
}

/** The address that begins a preview. `base`: the site's, without a slash at its end; `page`: path and query. */
export function linkOf(base: string, path: string, token: string, page: string): string {
  return `${base}${path}/preview/start?t=${token}&page=${encodeURIComponent(page).replaceAll("%2F", "/")}`;
}
