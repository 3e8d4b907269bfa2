import type { Context } from "hono";
import * as v from "valibot";
import { consentFrom, parseChoice } from "../../shared/consent.ts";
import { dayOf, daysOf } from "../../shared/day.ts";
import { ASK_AGAIN_DAYS } from "../../shared/limits.ts";
import type { ConsentMessage } from "../../shared/wire.ts";
import { choiceCookie, expiredCookies } from "../cookies.ts";
import { badInput } from "../problem.ts";
import type { EndpointEnv } from "./endpoints.ts";
import { readJson } from "./guards.ts";

const messageSchema = v.strictObject({ choice: v.string() }) satisfies v.GenericSchema<ConsentMessage>;

/**
 * `POST {path}/consent`: sets `sv_c` anew, as the tag wrote it, because Safari keeps only what a server
 * sets for longer than 7 days. Anything but a yes to personalization expires what was kept for it.
 */
export async function answerConsent(c: Context<EndpointEnv>): Promise<Response> {
  const message = await readJson(c.req.raw, messageSchema);
  if (!message.ok) return badInput(message.issues);
  const { choice: value } = message.value;
  const choice = parseChoice(value);
  if (!choice) return badInput([{ path: "choice", message: 'expected a choice such as "1.pm.1.20779.0.3"' }]);

  const { mode, gpc } = c.get("known").permission;
  const { consent: terms } = c.env.compiled.site;
  const day = dayOf(c.env.now);
  const retention = daysOf(terms.retention);
  const consent = consentFrom(value, { mode, revision: terms.revision, retention, day, gpc });
  if (!consent.chosen) {
    return badInput([
      { path: "choice", message: `expected a choice of revision ${terms.revision} that isn't outdated` },
    ]);
  }
  const url = new URL(c.req.url);
  const lasts = choice.purposes.length > 0 ? retention : ASK_AGAIN_DAYS;
  c.header("cache-control", "no-store");
  c.header("set-cookie", choiceCookie(value, lasts - Math.max(0, day - choice.day), url), { append: true });
  if (!consent.personalization) {
    for (const cookie of expiredCookies(url)) c.header("set-cookie", cookie, { append: true });
  }
  return c.body(null, 204);
}
