import type { Range } from "./days.ts";
import type { Issue } from "../../shared/issue.ts";

/** What the edge said instead of what it was asked for. */
export class Refused extends Error {
  readonly status: number;
  readonly issues: readonly Issue[];
  constructor(status: number, message: string, issues: readonly Issue[] = []) {
    super(message);
    this.name = "Refused";
    this.status = status;
    this.issues = issues;
  }
}

/** `GET` of JSON. Throws `Refused`; its status is 0 where there was no answer at all. */
export function get<Answer>(path: string): Promise<Answer> {
  return ask("GET", path);
}

/** `POST` of JSON, and the like. */
export function send<Answer>(path: string, body?: unknown, method = "POST"): Promise<Answer> {
  return ask(method, path, body);
}

/** The address of a report. */
export function reportPath(report: string, { from, to }: Range): string {
  return `/api/reports/${report}?from=${from}&to=${to}`;
}

async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(path, {
    method,
    headers: {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused(0, "There was no answer: is this device online, and the edge there?");
  });
  const text = await answer.text().catch(() => "");
  const json = parse(text) as { detail?: unknown; issues?: readonly Issue[] } | undefined;
  if (answer.ok) return json as Answer;
  const detail = typeof json?.detail === "string" ? json.detail : `${answer.status} ${answer.statusText}`;
  throw new Refused(answer.status, detail, json?.issues);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
