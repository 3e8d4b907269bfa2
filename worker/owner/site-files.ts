import type { Context } from "hono";
import * as v from "valibot";
import { guess } from "../../shared/condition/near.ts";
import type { Issue } from "../../shared/issue.ts";
import type { KeyStore } from "../../shared/publish/key-store.ts";
import { publish, restore, textOf, type Version, versionsIn } from "../../shared/publish/versions.ts";
import { readJson } from "../endpoints/guards.ts";
import { badInput, problem } from "../problem.ts";
import { reportFault } from "../report.ts";
import { compileInput } from "../site.ts";
import type { OwnerEnv } from "./answer.ts";
import { experimentsNow } from "./reports.ts";

const FRESH = { "cache-control": "no-store" };

export const rollbackSchema = v.strictObject({ version: v.string() });

/** `GET /api/site`: which version is in force, and what is wrong with it, as this Worker sees it. */
export async function answerSite(c: Context<OwnerEnv>): Promise<Response> {
  const { env, compiled } = c.env;
  const text = await env.SITE.get("site");
  const current = (await versionsIn(storeOf(env.SITE))).find(({ isCurrent }) => isCurrent);
  const issues = text === null ? [] : issuesOf(text);
  const { site, plan } = compiled;
  const serving = { id: site.id, enabled: site.enabled, plan: plan.hash, bits: plan.bits };
  return c.json({ version: current?.id ?? null, published: text !== null, issues, serving }, 200, FRESH);
}

/** `GET /api/site/versions`: what can be gone back to, the newest first. */
export async function answerVersions(c: Context<OwnerEnv>): Promise<Response> {
  return c.json({ versions: await versionsIn(storeOf(c.env.env.SITE)) }, 200, FRESH);
}

/** `GET /api/site/versions/{key}`: the site file of a version, or with `current` the one in force. */
export async function answerVersion(c: Context<OwnerEnv>): Promise<Response> {
  const { SITE } = c.env.env;
  const key = c.req.param("key") ?? "";
  if (key === "current") {
    const text = await SITE.get("site");
    return new Response(text ?? JSON.stringify(c.env.compiled.site), { headers: { ...FRESH, ...JSON_TYPE } });
  }
  const text = await versionText(SITE, key);
  return typeof text === "string" ? new Response(text, { headers: { ...FRESH, ...JSON_TYPE } }) : text;
}

/** The site file of a version; the answer that there is none, where there is none. */
export async function versionText(kv: KVNamespace, key: string): Promise<string | Response> {
  const store = storeOf(kv);
  const versions = await versionsIn(store);
  return versions.some(({ id }) => id === key) ? textOf(store, key) : unknownVersion(key, versions);
}

/**
 * `POST /api/site` with a site file as plain JSON, HTML included: checked as the Worker checks what it serves, then put in
 * force. What it replaces stays as a version; what runs in it stays in the register.
 */
export async function publishSite(c: Context<OwnerEnv>): Promise<Response> {
  const { env, now, compiled } = c.env;
  const text = await c.req.text();
  const issues = issuesOf(text, compiled.site.id);
  if (issues.length > 0) return badInput(issues);
  // Published all the same where it can't be noted.
  await experimentsNow(c).catch((error: unknown) => reportFault("experiments could not be noted", error));
  const published = await publish(storeOf(env.SITE), JSON.stringify(JSON.parse(text)), now);
  return c.json(published, published.isSame ? 200 : 201, FRESH);
}

/** `POST /api/site/rollback` with `{ version }`: puts a version in force again, if it is still right. */
export async function rollBack(c: Context<OwnerEnv>): Promise<Response> {
  const { env, compiled } = c.env;
  const parsed = await readJson(c.req, rollbackSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  const { version } = parsed.value;
  const store = storeOf(env.SITE);
  const versions = await versionsIn(store);
  const found = versions.find(({ id }) => id === version);
  if (!found) return unknownVersion(version, versions);
  const text = await textOf(store, version);
  const issues = issuesOf(text, compiled.site.id);
  if (issues.length > 0) return badInput(issues);
  if (!found.isCurrent) await restore(store, version, text);
  return c.json({ version, isSame: found.isCurrent }, 200, FRESH);
}

const JSON_TYPE = { "content-type": "application/json" };

function unknownVersion(version: string, versions: readonly Version[]): Response {
  return problem(
    404,
    guess(
      "there is no such version",
      version,
      versions.map(({ id }) => id),
    ),
  );
}

/** All that is wrong with the text of a site file. `id`: that of the site which it is to replace. */
function issuesOf(text: string, id?: string): readonly Issue[] {
  try {
    const compiled = compileInput(JSON.parse(text));
    if (!compiled.ok) return compiled.issues;
    const own = compiled.value.site.id;
    // Cookies and counts belong to an id: with another one all of them would be gone.
    return id === undefined || own === id
      ? []
      : [{ path: "id", message: `expected ${JSON.stringify(id)}, the site's, got ${JSON.stringify(own)}` }];
  } catch (error) {
    return [{ path: "", message: error instanceof SyntaxError ? "expected JSON" : "can't be compiled" }];
  }
}

/** Cloudflare's KV as publishing wants it. */
function storeOf(kv: KVNamespace): KeyStore {
  return {
    async list(prefix) {
      const keys: { name: string; metadata?: Readonly<Record<string, unknown>> }[] = [];
      let cursor: string | undefined;
      do {
        const page: KVNamespaceListResult<Readonly<Record<string, unknown>>> = await kv.list({
          prefix,
          ...(cursor !== undefined && { cursor }),
        });
        for (const { name, metadata } of page.keys) keys.push({ name, ...(metadata && { metadata }) });
        cursor = page.list_complete ? undefined : page.cursor;
      } while (cursor !== undefined);
      return keys;
    },
    async get(key) {
      const text = await kv.get(key);
      if (text === null) throw new Error("a version is gone");
      return text;
    },
    // One after the other: what is in force changes last, when the rest is there.
    async putAll(values) {
      for (const { key, value, metadata } of values) await kv.put(key, value, { metadata });
    },
    async deleteAll(keys) {
      await Promise.all(keys.map((key) => kv.delete(key)));
    },
  };
}
