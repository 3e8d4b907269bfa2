import { plainPage } from "../plain-page.ts";

/** Says that a link to a preview opens none, why, and how to come by another one. */
export function refusedPage(why: string): Response {
  return plainPage(403, "This link opens no preview", [
    why,
    "Nothing has changed in your browser. A new link is made by `npm run selvedge -- preview`.",
  ]);
}
