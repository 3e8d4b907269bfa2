import { CONTEXT_TYPES } from "../shared/site/known.ts";
import type { Env } from "./env.ts";
import { reportConfiguration } from "./report.ts";

/** The request header that changes context and clock, in development only. Never forwarded to the origin. */
export const OVERRIDE_HEADER = "selvedge-context";

/** What a developer wants the edge to believe of a request. */
export interface Override {
  /** Milliseconds since the epoch. */
  readonly now?: number;
  readonly context: Readonly<Record<string, string | number | null>>;
}

/**
 * Reads `selvedge-context: {"country":"PL","hour":21,"now":"2026-12-01T09:00:00Z"}` where `DEV_CONTEXT` is
 * `"1"`. Malformed as a whole or in a part it is ignored so far, with a warning to the developer.
 */
export function overrideOf(request: Request, env: Env): Override | undefined {
  const header = env.DEV_CONTEXT === "1" ? request.headers.get(OVERRIDE_HEADER) : null;
  if (header === null) return undefined;
  const input = parseObject(header);
  if (!input) {
    reportConfiguration(`${OVERRIDE_HEADER}: expected a JSON object`);
    return undefined;
  }
  const { now: when, ...rest } = input;
  const now = typeof when === "string" ? Date.parse(when) : Number.NaN;
  if (when !== undefined && Number.isNaN(now))
    reportConfiguration(`${OVERRIDE_HEADER}: now: expected a time such as "2026-12-01T09:00:00Z"`);
  const context: Record<string, string | number | null> = {};
  for (const [name, value] of Object.entries(rest)) {
    const type = Object.hasOwn(CONTEXT_TYPES, name) ? CONTEXT_TYPES[name] : undefined;
    if (type !== undefined && (value === null || typeof value === type))
      context[name] = value as string | number | null;
    else
      reportConfiguration(
        `${OVERRIDE_HEADER}: ${type ? `${name}: expected a ${type} or null` : "a name that no context has"}`,
      );
  }
  return { ...(Number.isNaN(now) ? {} : { now }), context };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
