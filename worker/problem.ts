import { type Issue, formatIssue } from "../shared/issue.ts";
import type { Problem, TagConfig } from "../shared/wire.ts";
import { OWN_HEADERS } from "./own-headers.ts";

const TITLES = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** What particular problems say beyond the standard members. */
export interface ProblemExtension {
  /** Everything that is wrong with the input, each with its place. */
  readonly issues?: readonly Issue[];
  /** With 409: the configuration to go on with. */
  readonly config?: TagConfig;
}

/** An error as JSON, for people and programs alike. Source: RFC 9457. */
export function problem(
  status: ProblemStatus,
  detail: string,
  extension: ProblemExtension = {},
  headers: Readonly<Record<string, string>> = {},
): Response {
  const standard: Problem = { type: "about:blank", title: TITLES[status], status, detail };
  return new Response(JSON.stringify({ ...standard, ...extension }), {
    status,
    headers: {
      ...OWN_HEADERS,
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...headers,
    },
  });
}

/** 400 with every issue and its place, all at once. */
export function badInput(issues: readonly Issue[]): Response {
  return problem(400, issues.map(formatIssue).join("; "), { issues });
}
