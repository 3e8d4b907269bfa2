/** What was looked at lately, in the file of a profile: loaded with one, where the site recommends items. */
export { takeRecent, toldRecent } from "../known/recent-file.ts";
