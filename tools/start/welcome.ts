import pc from "picocolors";

/** What the first lines need to know. */
export interface WelcomeFacts {
  readonly url: string;
  /** The reserved path of the site file. */
  readonly path: string;
  /** Where pages come from; absent: the demo shop. */
  readonly origin?: string;
  /** The site file as it was named on the command line. */
  readonly site: string;
}

/** One thing to try, and what is seen then. */
type Try = readonly [what: string, then: string];

const IN_THE_SHOP = (url: string): readonly Try[] => [
  [`Open ${url} and say yes`, "The page stays as it was: nothing was known before, and nothing is made up."],
  ["Open two pieces of rain gear, go back home", "The home page leads with rain. Try running, or camp."],
  ["Open Teams, go back home", "The home page, and the button at its head, speak to a business."],
  ["Answer “What do you do outdoors?”, reload", "The great picture follows your word."],
  [`Open ${url}/?utm_campaign=spring`, "The campaign's picture, for this visit."],
  [
    `Put something in the basket, end the visit at ${url}/demo/`,
    "You are greeted, and reminded of the basket.",
  ],
  [
    "Open the settings, a button on every page",
    "What is kept, and the way back. Say no: the shop is as it was at first.",
  ],
];

/** curl says what it is, and bots get the default page: so it must say that it is a browser. */
const AS_BROWSER = "-A 'Mozilla/5.0 Firefox/140.0'";

/** What to try, as it is printed when the Worker answers. Colours only where the terminal wants them. */
export function welcome({ url, path, origin, site }: WelcomeFacts): string {
  const lines = [
    "",
    `  ${pc.bold("Selvedge")} in front of ${pc.bold(origin ?? "the demo shop")}${pc.dim(`, site file ${site}`)}`,
    "",
  ];
  if (origin === undefined) {
    for (const [what, then] of IN_THE_SHOP(url))
      lines.push(`  ${pc.green("•")} ${what}`, `    ${pc.dim(then)}`);
    lines.push("");
  }
  lines.push(
    `  ${pc.bold("Be somebody else")}${pc.dim(", in development only: Poland, nine in the evening")}`,
    `  ${pc.cyan(`curl -s ${AS_BROWSER} -H 'selvedge-context: {"country":"PL","hour":21}' ${url}/`)}`,
    "",
    `  ${pc.bold("See what happened")}`,
    `  ${pc.cyan(`curl -sI ${AS_BROWSER} ${url}/ | grep -i server-timing`)}   ${pc.dim("what was done with the page")}`,
    `  ${pc.cyan(`curl -s ${url}${path}/me`)}   ${pc.dim("what the edge knows about you (open it in the browser, too)")}`,
    "",
    pc.dim(`  Storage is kept in .wrangler/start; remove that folder to start afresh. Stop with Ctrl+C.`),
    "",
  );
  return lines.join("\n");
}
