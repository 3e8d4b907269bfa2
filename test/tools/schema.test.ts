import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OPERATORS } from "../../shared/condition/operators.ts";
import { checkSite } from "../../shared/site/check.ts";
import { KINDS } from "../../shared/kinds/edge.ts";
import { siteJsonSchema } from "../../tools/site/json-schema.ts";
import { OPERATORS as EXPLAINED } from "../../tools/site/operators.ts";
import { fillReference } from "../../tools/site/reference.ts";
import { readJsonc } from "../../tools/site/read.ts";

const DOCS = join(import.meta.dirname, "../../docs");
const page = await readFile(join(DOCS, "site-file.md"), "utf8");

describe("generated from the schema, and up to date (else run tools/schema.ts)", () => {
  test("docs/site.schema.json", async () => {
    const file = JSON.parse(await readFile(join(DOCS, "site.schema.json"), "utf8"));
    expect(file).toEqual(JSON.parse(JSON.stringify(siteJsonSchema())));
  });

  test.each(["site-file.md", "recommendations.md"])("docs/%s", async (name) => {
    const text = await readFile(join(DOCS, name), "utf8");
    expect(fillReference(text)).toBe(text);
  });
});

test("every operator is explained", () => {
  expect(Object.keys(EXPLAINED).sort()).toEqual(Object.keys(OPERATORS).sort());
});

test("the JSON Schema offers every kind of attribute", () => {
  const kinds = (siteJsonSchema().$defs!.attribute as { anyOf: { properties: object }[] }).anyOf;
  expect(kinds.map((kind) => Object.keys(kind.properties)[0])).toEqual(Object.keys(KINDS));
});

test("the whole site file on the page is right", () => {
  const [, example] = /```jsonc\n(\{\n  "\$schema"[^]*?)```/.exec(page)!;
  const { value, issues } = readJsonc(example!);
  expect(issues).toEqual([]);
  expect(checkSite(value)).toMatchObject({ ok: true });
});

test("the page describes every field", () => {
  const described = (schema: unknown, path: string): void => {
    for (const [name, field] of Object.entries((schema as { properties?: object }).properties ?? {})) {
      if (!name.startsWith("$") || path === "")
        expect(field, `${path}.${name}`).toHaveProperty("description");
      described(field, `${path}.${name}`);
    }
  };
  described(siteJsonSchema(), "");
});
