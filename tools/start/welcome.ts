import pc from "picocolors";
import { DEFAULT_PORT } from "./arguments.ts";

/** What the first lines need to know. */
export interface WelcomeFacts {
  readonly url: string;
  /** The reserved path of the site file. */
  readonly path: string;
  /** Where pages come from; absent: the demo shop. */
  readonly origin?: string;
  /** Where the same pages are without the Worker in front of them, the tag pasted into them. */
  readonly pasted?: string;
  /** The site file as it was named on the command line. */
  readonly site: string;
  /** The owner's own address, and the token that lets in there. */
  readonly owner: { readonly url: string; readonly token: string };
  /** A site of the owner's that was started without naming a site file. */
  readonly trial?: Trial;
}

interface Trial {
  /** Leads to the page as somebody else sees it, with the inspector. */
  readonly link: string;
  /** Who that is; absent: the owner. */
  readonly segment?: string;
  /** What keeps Selvedge from working on the page, a sentence each. */
  readonly hindrances: readonly string[];
}

/** One thing to try, and what is seen then. */
type Try = readonly [what: string, then: string];

const IN_THE_SHOP = (url: string): readonly Try[] => [
  [`Open ${url} and accept`, "Nothing changes: nothing was known before, and nothing is made up."],
  [
    "Look at the rain jackets, go back home",
    "The home page leads with rain, and says why. Try running, or camp.",
  ],
  ["Open Teams, go back home", "The home page speaks to a business."],
  ["Answer “What do you do outdoors?”, load the page again", "It follows your word."],
  [`Open ${url}/?utm_campaign=spring`, "The greeting that the campaign has promised."],
  [
    `Put something into the basket, open ${url}/demo/, end the visit`,
    "Welcome back, and your basket is remembered; an order ends that.",
  ],
  [
    "Open your privacy settings at the foot of any page",
    "What is kept and sent, and how to take it back. Try rejecting: no trace is left.",
  ],
];

/** What to try, as it is printed when the Worker answers. Colours only where the terminal wants them. */
export function welcome({ url, path, origin, pasted, site, owner, trial }: WelcomeFacts): string {
  const lines = [
    "",
    `  ${pc.bold("Selvedge")} in front of ${pc.bold(origin ?? "the demo shop")}${pc.dim(`, site file ${site}`)}`,
    "",
  ];
  if (trial !== undefined) lines.push(...trialLines(trial, url, site));
  if (pasted !== undefined)
    lines.push(
      `  ${pc.bold("Both ways to install, side by side")}`,
      `  ${pc.cyan(url)}   ${pc.dim("the Worker is in front of the shop")}`,
      `  ${pc.cyan(pasted)}   ${pc.dim("the shop by itself, with the tag pasted into its pages")}`,
      `  ${pc.dim("Do the same in both: each is a site of its own to your browser, with a profile of its own.")}`,
      "",
    );
  if (origin === undefined) {
    for (const [what, then] of IN_THE_SHOP(url))
      lines.push(`  ${pc.green("•")} ${what}`, `    ${pc.dim(then)}`);
    lines.push("");
  }
  lines.push(
    `  ${pc.bold("Your dashboard")}${pc.dim(": what is counted, which segments are worth most, what blocks and experiments do")}`,
    `  ${pc.cyan(owner.url)}   ${pc.dim("log in with")} ${owner.token}`,
    "",
  );
  if (trial !== undefined) return lines.join("\n");
  const shop = origin === undefined;
  const at = new URL(url).port === String(DEFAULT_PORT) ? "" : ` --url ${url}`;
  const preview = `npm run selvedge -- preview ${shop ? "--segment returning" : `--me --site ${site}`}${at}`;
  lines.push(
    `  ${pc.bold("Be somebody else")}${pc.dim(", in development only: Poland, nine in the evening")}`,
    `  ${pc.cyan(`curl -s -H 'selvedge-context: {"country":"PL","hour":21}' ${url}/`)}`,
    "",
    `  ${pc.bold("See it as others do")}${pc.dim(", with everything that it was decided on: prints a link to open")}`,
    `  ${pc.cyan(preview)}`,
    "",
    `  ${pc.bold("See what happened")}`,
    `  ${pc.cyan(`curl -sI ${url}/ | grep -i server-timing`)}   ${pc.dim("what was done with the page")}`,
    `  ${pc.cyan(`curl -s ${url}${path}/me`)}   ${pc.dim("what the edge knows about you (open it in the browser, too)")}`,
    "",
    pc.dim(`  Storage is kept in .wrangler/start; remove that folder to start afresh. Stop with Ctrl+C.`),
    "",
  );
  return lines.join("\n");
}

function trialLines({ link, segment, hindrances }: Trial, url: string, site: string): string[] {
  const who = segment === undefined ? "as you see it" : `as somebody sees it who is in “${segment}”`;
  const again = new URL(url).port === String(DEFAULT_PORT) ? "" : ` --url ${url}`;
  return [
    ...hindrances.flatMap((hindrance) => [`  ${pc.yellow(`! ${hindrance}`)}`, ""]),
    `  ${pc.bold("Your page")}, ${who}${pc.dim(", with the inspector that tells why (for half an hour)")}`,
    `  ${pc.cyan(link)}`,
    `  ${pc.dim("Outlines show what blocks have changed. Switch segments, hours, countries; pick an element for a block of yours.")}`,
    "",
    `  ${pc.bold("Your page, as visitors get it")}${pc.dim(": accept, come back after half an hour, and be greeted")}`,
    `  ${pc.cyan(url)}`,
    "",
    `  ${pc.bold(`Now edit ${site}`)}${pc.dim(", and start again with the same command. Also:")}`,
    `  ${pc.cyan(`npm run selvedge -- check ${site}`)}   ${pc.dim("problems, and what leaves the device")}`,
    `  ${pc.cyan(`npm run selvedge -- preview --segment ${segment ?? "ID"} --site ${site}${again}`)}   ${pc.dim("another link")}`,
    "",
    pc.dim(
      `  Links to your own host name stay here; those that scripts make don't. Nobody else sees any of this.`,
    ),
    pc.dim(`  Storage is kept in .wrangler/start; remove that folder to start afresh. Stop with Ctrl+C.`),
    "",
  ];
}
