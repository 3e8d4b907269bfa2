import type { Context } from "hono";
import * as v from "valibot";
import { guess } from "../../shared/condition/near.ts";
import { dayOf } from "../../shared/day.ts";
import { PREVIEW_MINUTES } from "../../shared/limits.ts";
import { linkOf, previewOfMe, previewOfSegment } from "../../shared/preview/link.ts";
import { formatPreview } from "../../shared/preview/preview.ts";
import { readJson } from "../endpoints/guards.ts";
import { badInput, problem } from "../problem.ts";
import type { OwnerEnv } from "./answer.ts";

const linkSchema = v.strictObject({
  page: v.pipe(
    v.string(),
    v.check((text) => /^https?:/i.test(text) && URL.canParse(text), "expected the whole address of a page"),
  ),
  segment: v.exactOptional(v.string()),
  me: v.exactOptional(v.literal(true)),
});

/** `POST /preview-links` with `{ page, segment }` or `{ page, me: true }`: `{ url, expires }`. */
export async function makePreviewLink(c: Context<OwnerEnv>): Promise<Response> {
  const { compiled, signer, now } = c.env;
  const parsed = await readJson(c.req, linkSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  const { page, segment, me } = parsed.value;
  if ((segment === undefined) === (me === undefined))
    return badInput([{ path: "segment", message: 'expected either a segment or "me": true' }]);
  if (segment !== undefined && !Object.hasOwn(compiled.site.segments, segment)) {
    const message = guess(
      `the site file has no segment ${JSON.stringify(segment)}`,
      segment,
      Object.keys(compiled.site.segments),
    );
    return badInput([{ path: "segment", message }]);
  }
  if (!signer) return problem(503, "SELVEDGE_SECRET isn't set, so no link can be signed");
  const until = Math.floor(now / 1000) + PREVIEW_MINUTES * 60;
  const preview =
    segment === undefined
      ? previewOfMe(compiled, until)
      : previewOfSegment(segment, compiled, dayOf(now), until);
  const { origin, pathname, search } = new URL(page);
  const token = await signer.seal(formatPreview(preview), "preview-link");
  const url = linkOf(origin, compiled.site.path, token, pathname + search);
  return c.json({ url, expires: new Date(until * 1000).toISOString() }, 201, { "cache-control": "no-store" });
}
