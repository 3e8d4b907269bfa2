import type { Context } from "hono";
import * as v from "valibot";
import { dayOf } from "../../shared/day.ts";
import { isoDay } from "../../shared/receipt.ts";
import { formatStaffLink, staffLinkOn, staffUrl } from "../../shared/staff.ts";
import { readJson } from "../endpoints/guards.ts";
import { badInput, problem } from "../problem.ts";
import type { OwnerEnv } from "./answer.ts";

const linkSchema = v.strictObject({
  site: v.pipe(
    v.string(),
    v.check((text) => /^https?:/i.test(text) && URL.canParse(text), "expected the address of the site"),
  ),
  counted: v.exactOptional(v.boolean(), false),
});

/**
 * `POST /staff-links` with `{ site: "https://www.example.com" }`: `{ url, until }` of a link that takes browsers which open
 * it out of all counts; with `"counted": true`, of one that takes them in again.
 */
export async function makeStaffLink(c: Context<OwnerEnv>): Promise<Response> {
  const { compiled, signer, now } = c.env;
  const parsed = await readJson(c.req, linkSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  if (!signer) return problem(503, "SELVEDGE_SECRET isn't set, so no link can be signed");
  const link = staffLinkOn(dayOf(now), !parsed.value.counted);
  const token = await signer.seal(formatStaffLink(link), "staff-link");
  const url = staffUrl(new URL(parsed.value.site).origin, compiled.site.path, token);
  return c.json({ url, until: isoDay(link.until) }, 201, { "cache-control": "no-store" });
}
