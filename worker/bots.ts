import { isbot } from "isbot";

/**
 * Whether the request comes from a bot that says so. Such a bot gets the default page and is never counted;
 * one that hides is treated as what it claims to be.
 */
export function isBot(request: Request): boolean {
  return isbot(request.headers.get("user-agent"));
}
