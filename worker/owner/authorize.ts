import type { MiddlewareHandler } from "hono";
import { problem } from "../problem.ts";
import type { OwnerEnv } from "./answer.ts";

const encoder = new TextEncoder();

/** Lets in who sends `Authorization: Bearer` with `OWNER_TOKEN`, and nobody where that isn't set. */
export const onlyOwner: MiddlewareHandler<OwnerEnv> = async (c, next) => {
  const token = c.env.env.OWNER_TOKEN ?? "";
  if (token === "") return problem(503, "OWNER_TOKEN isn't set, so nobody is let in");
  const [, given = ""] = /^Bearer +(.+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  // Of equal length, whatever was sent: nothing can be learned from how long the comparison takes.
  const [one, other] = await Promise.all([token, given].map((text) => digest(text)));
  if (given === "" || !crypto.subtle.timingSafeEqual(one!, other!))
    return problem(
      401,
      "expected Authorization: Bearer with the OWNER_TOKEN",
      {},
      { "www-authenticate": "Bearer" },
    );
  return next();
};

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", encoder.encode(text));
}
