import type { JsonSchema } from "@valibot/to-json-schema";
import { CONTEXT_TYPES, EVENT_PROPERTIES } from "../../shared/site/known.ts";
import { siteJsonSchema } from "./json-schema.ts";
import { LOGIC, OPERATORS } from "./operators.ts";

type Fields = Readonly<Record<string, JsonSchema>>;

/** What the text between `<!-- generated: name -->` and `<!-- /generated -->` is made of. */
function sections(): Readonly<Record<string, string>> {
  const site = siteJsonSchema();
  const fields = site.properties as Fields;
  const attributes = (site.$defs!.attribute as JsonSchema).anyOf as JsonSchema[];
  const operations = (fields.blocks!.additionalProperties as JsonSchema).oneOf as JsonSchema[];
  const entry = (name: string) => fields[name]!.additionalProperties as JsonSchema;
  const event = entry("events").properties as Fields;
  const shared = sharedBy(attributes);
  // Redirects and messages aren't done to elements, but for that they have what all others have.
  const common = sharedBy(operations.filter((operation) => "limit" in (operation.properties as Fields)));
  const recommend = (operations[0]!.properties as Fields).recommend!;
  return {
    site: table(site),
    consent: table(fields.consent!),
    catalog: table(fields.catalog!),
    recommend: table(recommend),
    filter: table((recommend.properties as Fields).filter!),
    events: table(entry("events")),
    properties: table(event.properties!.additionalProperties as JsonSchema),
    attributes: table(attributes[0]!, (name) => shared.includes(name)),
    kinds: attributes.map((kind) => section(kind, shared)).join("\n\n"),
    segments: table(entry("segments")),
    blocks: table(operations[0]!, (name) => common.includes(name) && name !== "op"),
    operations: operations
      .map((operation) =>
        section(
          operation,
          "limit" in (operation.properties as Fields)
            ? common.filter((name) => name !== "op")
            : common.filter((name) => name !== "op" && name !== "target"),
        ),
      )
      .join("\n\n"),
    messages: table(fields.messages!),
    trigger: table((site.$defs!.trigger as JsonSchema).anyOf![1] as JsonSchema),
    goals: table(entry("goals")),
    dataLayer: table((site.$defs!.dataLayer as JsonSchema).anyOf![1] as JsonSchema),
    operators: operators(),
    context: rows(
      ["name", "type"],
      Object.entries(CONTEXT_TYPES).map(([name, type]) => [code(`context.${name}`), type ?? "any"]),
    ),
    "built-in": rows(
      ["event", "properties"],
      Object.entries(EVENT_PROPERTIES).map(([name, properties]) => [
        code(name),
        Object.keys(properties).map(code).join(", "),
      ]),
    ),
  };
}

/** A page with its generated parts made anew. Throws if one of them isn't known. */
export function fillReference(page: string): string {
  const parts = sections();
  return page.replace(
    /(<!-- generated: ([\w-]+) -->\n)[^]*?(<!-- \/generated -->)/g,
    (_, start: string, name: string, end: string) => {
      if (!Object.hasOwn(parts, name)) throw new Error(`nothing generates "${name}"`);
      return `${start}\n${parts[name]}\n\n${end}`;
    },
  );
}

/** Fields that all of these have. */
function sharedBy(schemas: readonly JsonSchema[]): string[] {
  const [first, ...others] = schemas.map((schema) => Object.keys(schema.properties as Fields));
  return first!.filter((name) => others.every((names) => names.includes(name)));
}

function section(schema: JsonSchema, shared: readonly string[]): string {
  const fields = schema.properties as Fields;
  const [key, first] = Object.entries(fields)[0]!;
  const values = key === "op" ? (first.enum ?? [first.const]) : [key];
  const title = `### ${(values as string[]).map(code).join(", ")}`;
  const own = table(schema, (name) => name !== "op" && !shared.includes(name));
  return [title, ...(key === "op" ? [first.description!] : []), ...(own === "" ? [] : [own])].join("\n\n");
}

function table(schema: JsonSchema, isShown: (name: string) => boolean = () => true): string {
  const required = schema.required ?? [];
  const shown = Object.entries(schema.properties as Fields).filter(([name]) => isShown(name));
  if (shown.length === 0) return "";
  return rows(
    ["field", "type", "default", "meaning"],
    shown.map(([name, field]) => [
      code(name),
      typeOf(field),
      required.includes(name)
        ? "**required**"
        : field.default === undefined
          ? ""
          : code(JSON.stringify(field.default)),
      field.description ?? "",
    ]),
  );
}

function operators(): string {
  return rows(
    ["operator", "stands", "asks"],
    Object.entries(OPERATORS).map(([name, meaning]) => {
      const place =
        name === "$not" ? "both" : LOGIC.includes(name) ? "beside attributes" : "inside an attribute";
      return [code(name), place, meaning];
    }),
  );
}

const NAMES: Readonly<Record<string, string>> = {
  text: "text",
  html: "HTML",
  attribute: "attribute",
  condition: "condition",
  dataLayer: "boolean or object",
  triggers: "text, object or list",
};

function typeOf(field: JsonSchema): string {
  if (field.$ref !== undefined) return NAMES[field.$ref.split("/").at(-1)!]!;
  if (field.const !== undefined) return code(JSON.stringify(field.const));
  if (field.enum) return field.enum.map((value) => code(JSON.stringify(value))).join(", ");
  if (field.anyOf) return [...new Set((field.anyOf as JsonSchema[]).map(typeOf))].join(" or ");
  if (field.type === "array") return `list of ${typeOf(field.items as JsonSchema)}`;
  if (field.type !== "object")
    return field.format ?? (field.pattern?.endsWith("d$") ? "days" : String(field.type));
  return typeof field.additionalProperties === "object" ? "map" : "object";
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}
