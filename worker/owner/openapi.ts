import * as v from "valibot";
import {
  blocksReportSchema,
  dataReportSchema,
  experimentsReportSchema,
  privacyReportSchema,
  segmentsReportSchema,
} from "../../shared/report/contract.ts";
import { decisionSchema } from "../../shared/report/experiment-contract.ts";
import {
  fileSchema,
  issueSchema,
  mintedSchema,
  publishedSchema,
  recommendedSchema,
  registerSchema,
  rolledSchema,
  simulatedSchema,
  siteSchema,
  versionSchema,
  warningsSchema,
} from "./answer-schemas.ts";
import { day, FORMAT, inPath, inQuery, jsonOf, operation } from "./openapi-operation.ts";
import { recommendingSchema } from "./recommended.ts";
import { decidingSchema } from "./reports.ts";
import { simulatedPageSchema, simulationSchema } from "./simulation.ts";
import { rollbackSchema } from "./site-files.ts";
import { tokenSchema } from "./tokens.ts";

const REPORTS = {
  data: ["What comes in: visitors, events, attributes, speed", dataReportSchema],
  segments: ["Which segments are worth most", segmentsReportSchema],
  blocks: ["Whom blocks were shown to, and what became of them", blocksReportSchema],
  experiments: ["What experiments say", experimentsReportSchema],
  privacy: ["How visitors choose, and what can be known of them", privacyReportSchema],
} as const;

/** The description of the owner's API, in OpenAPI 3.1, from the schemas that it is checked and typed by. */
export function openApi(server: string): object {
  return {
    openapi: "3.1.0",
    info: { title: "Selvedge, the owner's API", version: "1" },
    servers: [{ url: server }],
    security: [{ token: [] }],
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "The OWNER_TOKEN, or a token that it has minted.",
        },
      },
      schemas: {
        Problem: jsonOf(
          v.object({
            type: v.string(),
            title: v.string(),
            status: v.number(),
            detail: v.string(),
            issues: v.exactOptional(v.array(issueSchema)),
          }),
        ),
      },
    },
    paths: {
      ...Object.fromEntries(
        Object.entries(REPORTS).map(([name, [summary, answer]]) => [
          `/api/reports/${name}`,
          {
            get: operation({
              summary,
              scope: "read",
              answer,
              parameters: [day("from"), day("to"), FORMAT],
              csv: true,
            }),
          },
        ]),
      ),
      "/api/register": {
        get: operation({
          summary: "All experiments, also those that are gone",
          scope: "read",
          answer: registerSchema,
          parameters: [FORMAT],
          csv: true,
        }),
      },
      "/api/experiments/{id}/decision": {
        post: operation({
          summary: "Record a decision with the figures of now",
          scope: "publish",
          body: decidingSchema,
          answer: decisionSchema,
          status: 201,
          parameters: [inPath("id")],
        }),
      },
      "/api/site": {
        get: operation({
          summary: "The site file in force, and its problems",
          scope: "read",
          answer: siteSchema,
        }),
        post: operation({
          summary: "Publish a site file",
          scope: "publish",
          body: fileSchema,
          answer: publishedSchema,
          status: 201,
        }),
      },
      "/api/site/versions": {
        get: operation({
          summary: "What can be gone back to",
          scope: "read",
          answer: v.object({ versions: v.array(versionSchema) }),
        }),
      },
      "/api/site/versions/{key}": {
        get: operation({
          summary: "The site file of a version, or of `current`",
          scope: "read",
          answer: fileSchema,
          parameters: [inPath("key")],
        }),
      },
      "/api/site/versions/{key}/warnings": {
        get: operation({
          summary: "What a version, or `current`, would better be without",
          scope: "read",
          answer: warningsSchema,
          parameters: [inPath("key")],
        }),
      },
      "/api/site/rollback": {
        post: operation({
          summary: "Put a version in force again",
          scope: "publish",
          body: rollbackSchema,
          answer: rolledSchema,
        }),
      },
      "/api/simulate": {
        post: operation({
          summary: "What somebody would see, and why",
          scope: "read",
          body: simulationSchema,
          answer: simulatedSchema,
        }),
      },
      "/api/simulate/page": {
        get: operation({
          summary: "The page as they would see it, for a frame of the dashboard",
          scope: "read",
          answer: v.string(),
          type: "text/html",
          parameters: [
            {
              name: "q",
              in: "query",
              required: true,
              content: { "application/json": { schema: jsonOf(simulatedPageSchema) } },
            },
          ],
        }),
      },
      "/api/recommendations": {
        get: operation({
          summary: "What goes with a basket",
          scope: "read",
          answer: recommendedSchema,
          parameters: inQuery(recommendingSchema.entries),
        }),
      },
      "/api/tokens": {
        post: operation({
          summary: "Mint a token for a program",
          scope: "owner",
          body: tokenSchema,
          answer: mintedSchema,
          status: 201,
        }),
      },
    },
  };
}
