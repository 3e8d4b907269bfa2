import { namesBot } from "../shared/bots.ts";

/** Whether the request comes from a bot that says so. */
export function isBot(request: Request): boolean {
  return namesBot(request.headers.get("user-agent"));
}
