import type { MiddlewareHandler } from "hono";
import { onlySameOrigin } from "../endpoints/guards.ts";
import { problem } from "../problem.ts";
import type { OwnerEnv } from "./answer.ts";
import { isSameText } from "./session.ts";
import { openToken, type Scope } from "./tokens.ts";

/**
 * Lets in who sends `Authorization: Bearer` with `OWNER_TOKEN`, or with a token that was minted for this scope, or has
 * logged in; nobody where `OWNER_TOKEN` isn't set. `owner`: whoever has that itself, or has logged in with it.
 */
export function authorized(scope: Scope | "owner"): MiddlewareHandler<OwnerEnv> {
  return async (c, next) => {
    const { env, signer, now } = c.env;
    const token = env.OWNER_TOKEN ?? "";
    if (token === "") return problem(503, "OWNER_TOKEN isn't set, so nobody is let in");
    const [, given = ""] = /^Bearer +(.+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
    // A cookie comes by itself with whatever a browser is made to send; a token doesn't.
    if (given === "" && c.get("session")) return onlySameOrigin(c, next);
    if (given !== "" && (await isSameText(token, given))) return next();
    const scopes = await openToken(given, { env, signer, now });
    if (scopes && scope !== "owner" && scopes.includes(scope)) return next();
    return scopes
      ? problem(403, `this token isn't for that: it is for ${scopes.join(" and ")}`)
      : problem(
          401,
          "expected Authorization: Bearer with the OWNER_TOKEN, or with a token that it has minted",
          {},
          { "www-authenticate": "Bearer" },
        );
  };
}
