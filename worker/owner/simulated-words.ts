import type { ChosenRedirect } from "../../shared/redirect.ts";
import { isHtml } from "../page/response.ts";
import { plainPage } from "../plain-page.ts";

/** Why there is no page to look at. */
export interface Words {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

/** Says it where the page would be. */
export function told({ status, title, text }: Words): Response {
  return plainPage(status, title, [text], true);
}

/** Of an address that isn't asked. */
export function elsewhere(origin: string): Response {
  const text = `\`${origin}\` isn’t beside this dashboard, and isn’t among \`origins\` of the site file either: only your own site is asked for pages.`;
  return told({ status: 400, title: "That isn’t your site’s address", text });
}

/** Of somebody who is redirected. */
export function sentOn({ block, to }: ChosenRedirect): Response {
  const text = `The block \`${block}\` sends them on to \`${to}\`.`;
  return told({ status: 200, title: "They don’t see this page", text });
}

/** Of an origin that fails. */
export function unanswered(origin: string, error: unknown): Response {
  const isLate = error instanceof Error && / took longer than /.test(error.message);
  const text = isLate
    ? `\`${origin}\` didn’t answer in time.`
    : `\`${origin}\` couldn’t be asked. Is the address right, and your server there?`;
  return told({ status: 502, title: "Your server can’t be reached", text });
}

const REASONS: Readonly<Record<string, string>> = {
  "switched off": "“enabled” is false in the site file: every page comes as your server sends it.",
  excluded: "The site file excludes it, so it comes as your server sends it.",
  "no-transform": "Your server asks that it isn’t changed (`no-transform`).",
  "a download": "Your server sends it as a download.",
  "content encoding": "It is compressed in a way that can’t be read.",
  rules: "Something in the rules of the site file fails.",
};

/** Why an answer of the origin's isn't a personalized page; undefined: it is one. */
export function left(answer: Response, { pathname }: URL): Words | undefined {
  const { status, headers } = answer;
  const page = `\`${pathname}\``;
  if (status >= 300 && status < 400) {
    const to = headers.get("location") ?? "another page";
    const text = `It leads from ${page} to \`${to}\`: simulate that page.`;
    return { status: 200, title: "Your server sends everybody on", text };
  }
  if (status === 404 || status === 410) {
    const text = `Your server answers ${status} to ${page}. Is the path right?`;
    return { status: 404, title: "There is no such page", text };
  }
  if (status >= 400) {
    const title = "Your server refuses this page";
    return { status: 502, title, text: `It answers ${status} to ${page}.` };
  }
  const type = headers.get("content-type") ?? "something of an unknown type";
  if (!isHtml(answer)) return asItIs(`${page} isn’t HTML but ${type}.`);
  // One for each time that it went through our hands; the last one is of now.
  const timings = [...(headers.get("server-timing") ?? "").matchAll(/selvedge;desc="([^"]*)"/g)];
  if (timings.length > 1)
    return asItIs(
      "It came through Selvedge already, so it can’t be shown as somebody else sees it: give the dashboard a hostname in the site’s own zone, or set `ORIGIN`.",
    );
  const what = timings[0]?.[1] ?? "";
  if (what === "personalized") return undefined;
  const reason = what.replace(/^untouched: /, "");
  return asItIs(Object.hasOwn(REASONS, reason) ? REASONS[reason]! : `The reason: ${reason}.`);
}

function asItIs(text: string): Words {
  return { status: 200, title: "This page can’t be personalized", text };
}
