import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";

type Scope = "read" | "publish" | "owner";
/** What a route takes and answers. */
interface Operation {
  readonly summary: string;
  readonly scope: Scope;
  readonly answer: v.GenericSchema;
  readonly status?: 201;
  readonly body?: v.GenericSchema;
  readonly parameters?: readonly object[];
  readonly csv?: true;
  readonly type?: "text/html";
}

/** An operation as OpenAPI describes it. */
export function operation({
  summary,
  scope,
  answer,
  status,
  body,
  parameters = [],
  csv,
  type,
}: Operation): object {
  const content = {
    [type ?? "application/json"]: { schema: jsonOf(answer) },
    ...(csv && { "text/csv": { schema: { type: "string" } } }),
  };
  const refused = {
    description: "Refused; `issues` name each place.",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  return {
    summary,
    description: `Scope: ${scope}.`,
    parameters,
    ...(body && {
      requestBody: { required: true, content: { "application/json": { schema: jsonOf(body) } } },
    }),
    responses: { [status ?? 200]: { description: "Done.", content }, default: refused },
  };
}

/** Reports are tables, too. */
export const FORMAT = { name: "format", in: "query", schema: { enum: ["json", "csv"], default: "json" } };

/** A UTC day in an address. */
export function day(name: string): object {
  return {
    name,
    in: "query",
    description: "UTC day; by default the last thirty.",
    schema: { type: "string", format: "date" },
  };
}

/** A part of the path. */
export function inPath(name: string): object {
  return { name, in: "path", required: true, schema: { type: "string" } };
}

/** The parameters of an address that a schema checks; lists have commas between. */
export function inQuery(entries: v.ObjectEntries): object[] {
  return Object.entries(entries).map(([name, entry]) => ({
    name,
    in: "query",
    required: entry.type !== "exact_optional",
    style: "form",
    explode: false,
    schema: jsonOf(entry),
  }));
}

/** A schema as JSON Schema. */
export function jsonOf(schema: v.GenericSchema): JsonSchema {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: "draft-2020-12",
    ignoreActions: ["readonly", "check"],
  });
  return rest;
}
