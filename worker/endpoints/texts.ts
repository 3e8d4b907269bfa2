import type { Context } from "hono";
import { CONFIG_CACHE_SECONDS } from "../../shared/limits.ts";
import { problem } from "../problem.ts";
import type { EndpointEnv } from "./endpoints.ts";

/** `GET {path}/texts/{language}`: the owner's own words in the consent widget, the same for everybody. */
export function answerTexts(c: Context<EndpointEnv>): Response {
  const lang = c.req.param("language") ?? "";
  const { texts = {} } = c.env.compiled.site.consent;
  const text = Object.hasOwn(texts, lang) ? texts[lang] : undefined;
  if (!text) return problem(404, "there are no texts of the owner's in that language");
  return c.json({ ...text, lang, settings: { ...text.settings, lang } }, 200, {
    "cache-control": `public, max-age=${CONFIG_CACHE_SECONDS}`,
  });
}
