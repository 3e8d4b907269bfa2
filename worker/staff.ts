import type { Context } from "hono";
import { DAY_MILLISECONDS, dayOf } from "../shared/day.ts";
import { STAFF_DAYS } from "../shared/limits.ts";
import { formatStaffCookie, isStaffOn, parseStaffLink } from "../shared/staff.ts";
import { readStaffCookie, staffCookie } from "./cookies.ts";
import type { EndpointEnv } from "./endpoints/endpoints.ts";
import { plainPage } from "./plain-page.ts";
import type { Scope } from "./scope.ts";

/** What is longer is no token of ours. */
const TOKEN_CHARACTERS = 64;

/** Whether a request is of the owner's own people, who aren't counted. */
export async function isStaff(
  request: Request,
  { signer, now }: Pick<Scope, "signer" | "now">,
): Promise<boolean> {
  const sealed = readStaffCookie(request);
  if (sealed === undefined || sealed.length > TOKEN_CHARACTERS) return false;
  const text = await signer?.open(sealed, "staff");
  return text !== undefined && isStaffOn(text, dayOf(now));
}

/** `GET {path}/staff?t=TOKEN`: from now on the browser isn't counted, or is again, as the link says. */
export async function startStaff(c: Context<EndpointEnv>): Promise<Response> {
  const { signer, now } = c.env;
  const sealed = c.req.query("t") ?? "";
  const text = sealed.length > TOKEN_CHARACTERS ? undefined : await signer?.open(sealed, "staff-link");
  const link = text === undefined ? undefined : parseStaffLink(text, dayOf(now));
  if (!signer || !link)
    return plainPage(403, "This link does nothing", [
      "It isn't one that this site has made, or its time is over.",
      "Nothing has changed in your browser. A new link is made by `npm run selvedge -- staff`.",
    ]);
  const url = new URL(c.req.url);
  const cookie = link.joins
    ? staffCookie(await signer.seal(formatStaffCookie(dayOf(now)), "staff"), STAFF_DAYS, url)
    : staffCookie("", 0, url);
  const page = link.joins
    ? plainPage(200, "Visits with this browser aren't counted", [
        `What it does on this site is in no figure and no test, until ${dayText(dayOf(now) + STAFF_DAYS)}. Pages look as they do for visitors.`,
        "To have it counted again, delete the cookies of this site, or open a link that was made for that (`staff --counted`).",
      ])
    : plainPage(200, "Visits with this browser are counted again", [
        "From now on what it does on this site counts, as with every visitor who agrees to that.",
      ]);
  page.headers.set("set-cookie", cookie);
  return page;
}

/** A UTC day, as people write it. */
function dayText(day: number): string {
  const format = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Date(day * DAY_MILLISECONDS).toLocaleDateString("en-GB", format);
}
