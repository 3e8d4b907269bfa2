import { Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { OWNER_BODY_BYTES, SITE_FILE_BYTES } from "../../shared/limits.ts";
import { TABLES } from "../../shared/report/tables.ts";
import { limitBody } from "../endpoints/body.ts";
import { onlyJson } from "../endpoints/guards.ts";
import { problem } from "../problem.ts";
import { reportFault } from "../report.ts";
import type { OwnerEnv } from "./answer.ts";
import { authorized } from "./authorize.ts";
import { GATHER } from "./gather.ts";
import { openApi } from "./openapi.ts";
import { recommend } from "./recommended.ts";
import { answerRegister, answerReport, decide } from "./reports.ts";
import type { Session } from "./session.ts";
import { simulate } from "./simulate.ts";
import { simulatedPage } from "./simulated-page.ts";
import { answerSite, answerVersion, answerVersions, publishSite, rollBack } from "./site-files.ts";
import { answerWarnings } from "./site-warnings.ts";
import { mintToken } from "./tokens.ts";

/** What is asked with, and whoever has logged in. */
interface ApiEnv extends OwnerEnv {
  Bindings: OwnerEnv["Bindings"] & { readonly session: Session | undefined };
}

/** The owner's API: reports, the register, the site file, the simulator, recommendations. Loaded when it is first asked. */
export const api = new Hono<ApiEnv>().basePath("/api");

const body = [onlyJson, limitBody(OWNER_BODY_BYTES)] as const;
api.onError((error) => {
  reportFault("a route of the owner's failed", error);
  return problem(500, "something went wrong on our side");
});
api.notFound(() => problem(404, "there is nothing here"));
api.use(async (c, next) => {
  if (c.env.session) c.set("session", c.env.session);
  await next();
});
api.use(
  methodNotAllowed({
    app: api,
    onMethodNotAllowed: (c, methods) =>
      problem(405, `${c.req.method} isn't done here`, {}, { allow: methods.join(", ") }),
  }),
);
const reports = {
  data: answerReport("data", GATHER.data, TABLES.data),
  segments: answerReport("segments", GATHER.segments, TABLES.segments),
  blocks: answerReport("blocks", GATHER.blocks, TABLES.blocks),
  experiments: answerReport("experiments", GATHER.experiments, TABLES.experiments),
  privacy: answerReport("privacy", GATHER.privacy, TABLES.privacy),
};
for (const [name, answer] of Object.entries(reports)) api.get(`/reports/${name}`, authorized("read"), answer);
api.get("/openapi.json", (c) =>
  c.json(openApi(new URL(c.req.url).origin), 200, { "cache-control": "max-age=300" }),
);
api.get("/register", authorized("read"), answerRegister);
api.post("/experiments/:id/decision", authorized("publish"), ...body, decide);
api.get("/site", authorized("read"), answerSite);
api.post("/site", authorized("publish"), onlyJson, limitBody(SITE_FILE_BYTES), publishSite);
api.get("/site/versions", authorized("read"), answerVersions);
api.get("/site/versions/:key", authorized("read"), answerVersion);
api.get("/site/versions/:key/warnings", authorized("read"), answerWarnings);
api.post("/site/rollback", authorized("publish"), ...body, rollBack);
api.post("/simulate", authorized("read"), ...body, simulate);
api.get("/simulate/page", authorized("read"), simulatedPage);
api.get("/recommendations", authorized("read"), recommend);
api.post("/tokens", authorized("owner"), ...body, mintToken);
