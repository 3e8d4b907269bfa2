import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { attributeSchema } from "../../shared/site/attribute-schema.ts";
import { htmlSchema } from "../../shared/site/html-schema.ts";
import { dataLayerSchema } from "../../shared/site/data-layer-schema.ts";
import { triggerSchema, triggersSchema } from "../../shared/site/message-schema.ts";
import { textSchema } from "../../shared/schema-parts.ts";
import { siteSchema } from "../../shared/site/schema.ts";
import { LOGIC, OPERATORS } from "./operators.ts";

const html = htmlSchema.getter(undefined);

/** The JSON Schema of site files as owners write them, for editors. */
export function siteJsonSchema(): JsonSchema {
  const schema = toJsonSchema(siteSchema, {
    typeMode: "input",
    target: "draft-2020-12",
    definitions: {
      text: textSchema.getter(undefined),
      html,
      attribute: attributeSchema.getter(undefined),
      dataLayer: dataLayerSchema.getter(undefined),
      trigger: triggerSchema.getter(undefined),
      triggers: triggersSchema.getter(undefined),
    },
    overrideSchema: ({ valibotSchema, jsonSchema }) => {
      if (valibotSchema.type === "custom") return CONDITION;
      return valibotSchema === html ? withFiles() : jsonSchema;
    },
    ignoreActions: ["check"],
  });
  return { title: "Selvedge site file", ...schema, $defs: { ...schema.$defs, condition: condition() } };
}

/** The only custom schema is that of conditions, wherever it stands. */
const CONDITION: JsonSchema = { $ref: "#/$defs/condition" };

/** HTML may also stand in a file beside the site file, which the command-line tool reads in. */
function withFiles(): JsonSchema {
  const file: JsonSchema = {
    type: "object",
    properties: { file: { type: "string", description: "A file in the folder of the site file." } },
    required: ["file"],
    additionalProperties: false,
  };
  const one: JsonSchema = { anyOf: [{ type: "string" }, file] };
  return { anyOf: [{ type: "string" }, file, { type: "object", additionalProperties: one }] };
}

/** Operators by name, so that editors can offer them. What they take is checked by the command-line tool. */
function condition(): JsonSchema {
  const logic: Record<string, JsonSchema> = {
    $and: { type: "array", items: CONDITION },
    $or: { type: "array", items: CONDITION },
    $nor: { type: "array", items: CONDITION },
    $not: CONDITION,
    $segment: { type: "string" },
  };
  const operators = Object.entries(OPERATORS).filter(([name]) => !LOGIC.includes(name) || name === "$not");
  return {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(logic).map(([name, schema]) => [
        name,
        { allOf: [schema], description: OPERATORS[name]! },
      ]),
    ),
    additionalProperties: {
      anyOf: [
        { type: ["string", "number", "boolean", "null", "array"] },
        {
          type: "object",
          properties: Object.fromEntries(operators.map(([name, description]) => [name, { description }])),
        },
      ],
    },
  };
}
