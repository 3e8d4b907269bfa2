import { createIsbotFromList, list } from "isbot";

/**
 * What people and their tests ask with. isbot takes these for bots, too; they don't name a bot, and an owner who
 * looks at a page with curl or in a headless browser must see what visitors see.
 */
const TOOLS = [
  "curl/8.5.0",
  "Wget/1.21.4",
  "HTTPie/3.2.2",
  "node",
  "undici",
  "axios/1.7.9",
  "python-requests/2.32.3",
  "Python-urllib/3.11",
  "Go-http-client/1.1",
  "PostmanRuntime/7.43.0",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
];

const isNamed = createIsbotFromList(
  list.filter((pattern) => !TOOLS.some((tool) => new RegExp(pattern, "i").test(tool))),
);

/**
 * Whether a user agent says that it is a bot. Such a bot gets the default page and is never counted; one that
 * hides is treated as what it claims to be.
 */
export function namesBot(userAgent: string | null): boolean {
  return isNamed(userAgent);
}
