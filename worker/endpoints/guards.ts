import type { HonoRequest, MiddlewareHandler } from "hono";
import * as v from "valibot";
import { type Issue, type Result, joinPath } from "../../shared/issue.ts";
import { problem } from "../problem.ts";

/**
 * Turns away what a foreign page makes a browser send. A client without these headers (no browser, or an
 * old one) passes: it can't send JSON across origins without a preflight, which nobody answers.
 */
export const onlySameOrigin: MiddlewareHandler = async (c, next) => {
  const { method } = c.req;
  if (method === "GET" || method === "HEAD") return next();
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const foreign =
    (origin !== undefined && origin !== new URL(c.req.url).origin) ||
    (site !== undefined && site !== "same-origin");
  if (foreign) return problem(403, "only pages of this site may send this");
  return next();
};

/** JSON, and said so. */
export const onlyJson: MiddlewareHandler = async (c, next) => {
  const type = c.req.header("content-type")?.split(";", 1)[0]!.trim().toLowerCase();
  if (type !== "application/json") return problem(415, "expected Content-Type: application/json");
  return next();
};

/** The body of a request, if it is JSON of the schema; else everything that is wrong with it. */
export async function readJson<Schema extends v.GenericSchema>(
  request: HonoRequest,
  schema: Schema,
): Promise<Result<v.InferOutput<Schema>>> {
  try {
    // Bytes that aren't UTF-8 are refused, not repaired.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      await request.arrayBuffer(),
    );
    return parseJson(text, schema);
  } catch {
    return { ok: false, issues: [{ path: "", message: "expected JSON" }] };
  }
}

/** A text, if it is JSON of the schema; else everything that is wrong with it. */
export function parseJson<Schema extends v.GenericSchema>(
  text: string,
  schema: Schema,
): Result<v.InferOutput<Schema>> {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    return { ok: false, issues: [{ path: "", message: "expected JSON" }] };
  }
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { ok: false, issues: [{ path: "", message: "expected a JSON object" }] };
  }
  return conforming(input, schema);
}

/** A value, if it is as a schema says; else everything that is wrong with it. */
export function conforming<Schema extends v.GenericSchema>(
  input: unknown,
  schema: Schema,
): Result<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return { ok: true, value: parsed.output };
  return { ok: false, issues: parsed.issues.map(toIssue) };
}

function toIssue(issue: v.BaseIssue<unknown>): Issue {
  const path = (issue.path ?? []).reduce((place, item) => joinPath(place, item.key as string | number), "");
  return { path, message: messageOf(issue) };
}

function messageOf({ expected, received, message }: v.BaseIssue<unknown>): string {
  if (expected === "never") return "no such field";
  if (received === "undefined") return "missing";
  // The library's own wording begins so; ours says what is expected.
  return message.startsWith("Invalid ") ? `expected ${expected}, got ${received}` : message;
}
