import { Hono, type MiddlewareHandler } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import {
  CONSENT_BODY_BYTES,
  PREVIEW_BODY_BYTES,
  SIGNAL_BODY_BYTES,
  TAG_MODE_BODY_BYTES,
} from "../../shared/limits.ts";
import { PACK } from "../../shared/pack.ts";
import { expiredCookies } from "../cookies.ts";
import { ownHeaders } from "../own-headers.ts";
import { changePreview, endPreview, startPreview } from "../preview/routes.ts";
import { problem } from "../problem.ts";
import { reportFault } from "../report.ts";
import type { Scope } from "../scope.ts";
import { startStaff } from "../staff.ts";
import { type Recognized, mustForget, recognize } from "../visitor.ts";
import { serveAsset } from "./assets.ts";
import { limitBody } from "./body.ts";
import { answerConfig } from "./config.ts";
import { answerConsent } from "./consent.ts";
import { withinLimit } from "./counting.ts";
import { answerDecision } from "./decision.ts";
import { type Away, isEnvelope, openEnvelope, shareWithDeclared } from "./envelope.ts";
import { onlyJson, onlySameOrigin } from "./guards.ts";
import { answerMe, forgetMe } from "./me.ts";
import { servePack } from "./pack.ts";
import { answerReceiptKeys } from "./receipt-keys.ts";
import { answerSignal } from "./signals.ts";
import { answerTexts } from "./texts.ts";

/** Everything under the site file's `path`. */
export type Endpoints = Hono<EndpointEnv>;

/** What each handler finds: the scope of its request, and who asks. */
export interface EndpointEnv {
  Bindings: Scope;
  Variables: {
    known: Recognized;
    /** Where the page is that asks, in tag mode; undefined: behind this Worker. */
    away: Away | undefined;
  };
}

/**
 * The endpoints under a path, in front of them what holds for all: our own security headers, foreign pages
 * turned away, and the cookies of a visitor without consent expired.
 */
export function createEndpoints(path: string): Endpoints {
  const app = new Hono<EndpointEnv>().basePath(path);
  app.onError((error) => {
    reportFault("an endpoint failed", error);
    return problem(500, "something went wrong on our side");
  });
  app.notFound(() => problem(404, "there is nothing here"));

  app.use(
    shareWithDeclared,
    ownHeaders,
    methodNotAllowed({ app, onMethodNotAllowed: (c, methods) => wrongMethod(c.req.method, methods) }),
  );
  app.get(`/${PACK}.js`, whileEnabled, servePack);
  app.get("/:file{[\\w.-]+\\.js}", whileEnabled, serveAsset);
  app.get("/texts/:language", whileEnabled, answerTexts);

  // Before anything is read or expired that is the visitor's.
  app.use("/preview/*", onlySameOrigin);
  app.get("/preview/start", whileEnabled, startPreview);
  app.post("/preview/change", onlyJson, limitBody(PREVIEW_BODY_BYTES), changePreview);
  app.post("/preview/end", onlyJson, endPreview);

  app.get("/staff", startStaff);
  app.get("/receipt-keys", answerReceiptKeys);

  app.use(
    ofEnvelopes(limitBody(TAG_MODE_BODY_BYTES)),
    openEnvelope,
    unlessAway(recognizeVisitor),
    unlessAway(onlySameOrigin),
  );
  app.get("/config", whileEnabled, answerConfig);
  app.post("/consent", onlyJson, limitBody(CONSENT_BODY_BYTES), answerConsent);
  app.post("/signals", whileEnabled, onlyJson, limitBody(SIGNAL_BODY_BYTES), answerSignal);
  app.post("/decision", whileEnabled, onlyJson, limitBody(SIGNAL_BODY_BYTES), limitQuestions, answerDecision);
  app.get("/me", whileEnabled, answerMe);
  app.post("/me", whileEnabled, onlyJson, limitBody(CONSENT_BODY_BYTES), answerMe);
  app.delete("/me", forgetMe);
  return app;
}

/** The kill switch. Choosing and forgetting stay possible behind it. */
const whileEnabled: MiddlewareHandler<EndpointEnv> = async (c, next) => {
  if (!c.env.compiled.site.enabled) return problem(404, "personalization is switched off on this site");
  return next();
};

/** As many pages as signals; each has a count of its own, so that neither takes from the other. */
const limitQuestions: MiddlewareHandler<EndpointEnv> = async (c, next) =>
  (await withinLimit(c.req.raw, c.env, "decision "))
    ? next()
    : problem(429, "too many questions from one address", {}, { "retry-after": "60" });

/** What is for pages behind this Worker; those of the pasted tag have been let in, or not, by what they are. */
function ofEnvelopes(guard: MiddlewareHandler<EndpointEnv>): MiddlewareHandler<EndpointEnv> {
  return (c, next) => (isEnvelope(c) ? guard(c, next) : next());
}

function unlessAway(guard: MiddlewareHandler<EndpointEnv>): MiddlewareHandler<EndpointEnv> {
  return (c, next) => (c.get("away") ? next() : guard(c, next));
}

/** Invariant 1: whoever hasn't said yes loses, with the next answer, what was kept from before. */
const recognizeVisitor: MiddlewareHandler<EndpointEnv> = async (c, next) => {
  const known = await recognize(c.req.raw, c.env);
  c.set("known", known);
  await next();
  if (!mustForget(known)) return;
  for (const cookie of expiredCookies(new URL(c.req.url))) c.res.headers.append("set-cookie", cookie);
};

function wrongMethod(method: string, allowed: readonly string[]): Response {
  return problem(405, `${method} isn't done here`, {}, { allow: allowed.join(", ") });
}
