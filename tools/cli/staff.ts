import type { Command } from "commander";
import { dayOf } from "../../shared/day.ts";
import { STAFF_DAYS, STAFF_LINK_DAYS } from "../../shared/limits.ts";
import { isoDay } from "../../shared/receipt.ts";
import { staffLinkOn, staffUrl } from "../../shared/staff.ts";
import { sealStaffLink } from "../preview-token.ts";
import { DEFAULT_PORT } from "../start/arguments.ts";
import { print, printJson } from "./output.ts";
import { demandSecret, urlOf } from "./signing.ts";
import { demandSite, usualSite } from "./site.ts";

interface Options {
  readonly counted?: true;
  readonly url: string;
  readonly site?: string;
  readonly json?: true;
}

/** `staff`: a link that takes the browsers of the owner's own people out of all counts. */
export function addStaff(program: Command): void {
  program
    .command("staff")
    .summary("make a link that takes your own people out of all counts")
    .description(
      `Prints a link. What a browser that has opened it does on your site is in no figure and no test, for ${STAFF_DAYS} days.\n` +
        `The link can be opened for ${STAFF_LINK_DAYS} days, by everybody whom you give it to. Signs with SELVEDGE_SECRET of the\n` +
        "environment, or else with the secret that `npm start` has made.",
    )
    .option("--counted", "the other way round: who opens it is counted again")
    .option("--url <url>", "where the site is", urlOf, `http://localhost:${DEFAULT_PORT}`)
    .option("--site <file>", "the site file that serves it (default: site.json, else the demo shop's)")
    .option("--json", "print the link and its end as JSON")
    .action(run);
}

async function run({ counted, url, site: file, json }: Options): Promise<void> {
  const { site } = await demandSite(file ?? (await usualSite()));
  const link = staffLinkOn(dayOf(Date.now()), counted !== true);
  const address = staffUrl(url, site.path, sealStaffLink(link, await demandSecret(), site.id));
  if (json) printJson({ url: address, until: isoDay(link.until) });
  else print(address);
}
