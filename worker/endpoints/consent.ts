import type { Context } from "hono";
import * as v from "valibot";
import type { CountedChoice } from "../../shared/choice-counts.ts";
import { type Choice, consentFrom, parseChoice } from "../../shared/consent.ts";
import { dayOf, daysOf } from "../../shared/day.ts";
import { ASK_AGAIN_DAYS } from "../../shared/limits.ts";
import { primaryOf, WIDGET_LANGUAGES } from "../../shared/widget-languages.ts";
import type { ConsentAnswer, ConsentMessage } from "../../shared/wire.ts";
import { choiceCookie, expiredCookies } from "../cookies.ts";
import { badInput } from "../problem.ts";
import type { Scope } from "../scope.ts";
import { countChoice } from "./counting.ts";
import type { EndpointEnv } from "./endpoints.ts";
import { readJson } from "./guards.ts";

const messageSchema = v.pipe(
  v.strictObject({
    choice: v.string(),
    again: v.exactOptional(v.literal(true)),
    layer: v.exactOptional(v.picklist(["question", "settings"])),
    language: v.exactOptional(
      v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/, 'expected a language such as "en"')),
    ),
  }),
  v.forward(
    v.check(
      ({ layer, language }) => (layer === undefined) === (language === undefined),
      "expected together with a layer, and only with one",
    ),
    ["language"],
  ),
) satisfies v.GenericSchema<ConsentMessage>;

/**
 * `POST {path}/consent`: sets `sv_c` anew, as the tag wrote it, because Safari keeps only what a server
 * sets for longer than 7 days. Anything but a yes to personalization expires what was kept for it. Where the site
 * gives receipts, the answer is that of this choice.
 */
export async function answerConsent(c: Context<EndpointEnv>): Promise<Response> {
  const message = await readJson(c.req, messageSchema);
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
  // In tag mode cookies are the tag's own, on the page's host.
  const cookies = c.get("away")
    ? []
    : [
        choiceCookie(value, lasts - Math.max(0, day - choice.day), url),
        ...(consent.personalization ? [] : expiredCookies(url)),
      ];
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
  // The cookie is made anew, but nothing was chosen.
  if (message.value.again) return c.body(null, 204);
  const made = madeNow(choice, message.value, gpc, c.env);
  if (!made) return c.body(null, 204);
  c.executionCtx.waitUntil(countChoice(made, c.req.raw, c.env));
  const { language } = message.value;
  const receipt = await c.env.receipts.issue({
    day,
    accepted: made.purposes,
    revision: choice.revision,
    method: made.method,
    gpc: made.gpc,
    ...(language !== undefined && { language }),
  });
  return receipt === undefined ? c.body(null, 204) : c.json({ receipt } satisfies ConsentAnswer);
}

/**
 * A choice that has just been made. No older one: nobody was told of it on that day; nor a yes that doesn't count,
 * since the browser sends Global Privacy Control and didn't when it was given.
 */
function madeNow(
  { purposes, day, gpc: seen }: Choice,
  { layer, language }: v.InferOutput<typeof messageSchema>,
  gpc: boolean,
  { compiled, now }: Scope,
): CountedChoice | undefined {
  if (Math.abs(dayOf(now) - day) > 1 || (gpc && !seen && purposes.length > 0)) return undefined;
  return {
    purposes,
    gpc: gpc || seen,
    method: layer ?? "api",
    language: language === undefined || asksIn(language, compiled.site) ? language : "other",
  };
}

function asksIn(language: string, { consent: { texts = {} } }: Scope["compiled"]["site"]): boolean {
  return [...WIDGET_LANGUAGES, ...Object.keys(texts).map(primaryOf)].includes(language);
}
