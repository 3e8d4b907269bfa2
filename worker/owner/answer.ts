import { Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import type { CompiledSite } from "../../shared/decision.ts";
import type { Shelf } from "../../shared/recommend/shelf.ts";
import { LOGIN_BODY_BYTES, PREVIEW_BODY_BYTES } from "../../shared/limits.ts";
import { limitBody } from "../endpoints/body.ts";
import { onlyJson, onlySameOrigin } from "../endpoints/guards.ts";
import type { Env } from "../env.ts";
import type { Fetch } from "../origin.ts";
import { ownHeaders } from "../own-headers.ts";
import { problem } from "../problem.ts";
import { reportFault } from "../report.ts";
import type { Signer } from "../sign.ts";
import { authorized } from "./authorize.ts";
import { reckonNow } from "./bandits.ts";
import { serveDashboard, serveDashboardFile } from "./dashboard.ts";
import { logIn, logOut, recognizeSession, tellSession } from "./login.ts";
import { publishNow } from "./neighbours.ts";
import { makePreviewLink } from "./preview-links.ts";
import type { Session } from "./session.ts";
import { makeStaffLink } from "./staff-links.ts";

/** What the owner's routes find. */
export interface OwnerEnv {
  Bindings: {
    readonly env: Env;
    readonly compiled: CompiledSite;
    readonly signer: Signer | undefined;
    /** Milliseconds since the epoch. */
    readonly now: number;
    /** What rows of items are filled from; undefined: no items are known. */
    readonly shelf: () => Shelf | undefined;
    /** The same, once what is published has been looked for: for programs, which would rather wait. */
    readonly readyShelf: () => Promise<Shelf | undefined>;
    /** Asks the origin. */
    readonly fetch: Fetch;
    /** Keeps the isolate alive for work in the background. */
    readonly waitUntil: (work: Promise<unknown>) => void;
  };
  Variables: {
    /** Who asks has logged in to the dashboard; absent: hasn't, or asks from elsewhere. */
    session?: Session | undefined;
  };
}

/** Whether a request is for the owner's own hostname, where no script of the shop's pages can get. */
export function isOwners(hostname: string, { ADMIN_HOST = "" }: Env): boolean {
  return ADMIN_HOST !== "" && hostname === ADMIN_HOST.toLowerCase();
}

/** Everything that the owner's hostname answers. It serves no page of the site, and takes no cookie but its own. */
export async function answerOwner(
  request: Request,
  compiled: CompiledSite | undefined,
  bindings: Omit<OwnerEnv["Bindings"], "compiled">,
): Promise<Response> {
  if (!compiled) return problem(503, "no site file can be read now", {}, { "retry-after": "1" });
  return app.fetch(request, { ...bindings, compiled });
}

const app = new Hono<OwnerEnv>();
app.onError((error) => {
  reportFault("a route of the owner's failed", error);
  return problem(500, "something went wrong on our side");
});
app.notFound(() => problem(404, "there is nothing here"));
app.use(
  ownHeaders,
  methodNotAllowed({
    app,
    onMethodNotAllowed: (c, methods) =>
      problem(405, `${c.req.method} isn't done here`, {}, { allow: methods.join(", ") }),
  }),
);
app.use(recognizeSession);
app.get("/", serveDashboard);
app.get("/:file{owner_[a-z.]+}", serveDashboardFile);
app.get("/session", tellSession);
app.post("/session", onlySameOrigin, onlyJson, limitBody(LOGIN_BODY_BYTES), logIn);
app.delete("/session", onlySameOrigin, logOut);
app.post("/neighbours", authorized("publish"), publishNow);
app.post("/preview-links", authorized("read"), onlyJson, limitBody(PREVIEW_BODY_BYTES), makePreviewLink);
app.post("/bandits", authorized("publish"), reckonNow);
app.post("/staff-links", authorized("read"), onlyJson, limitBody(PREVIEW_BODY_BYTES), makeStaffLink);
// Most requests are for pages: what reports need is set up when somebody asks for one.
app.all("/api/*", async (c) => {
  const { api } = await import("./api.ts");
  return api.fetch(c.req.raw, { ...c.env, session: c.get("session") });
});
