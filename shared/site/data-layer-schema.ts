import * as v from "valibot";
import { described, idSchema, object } from "../schema-parts.ts";

const layerObject = object({
  read: described(v.optional(v.boolean(), true), "Whether GA4's recommended events become events here."),
  write: described(
    v.optional(v.boolean(), false),
    "Whether segments and shown blocks are told there, only with consent to measurement.",
  ),
  segments: described(
    v.optional(v.array(idSchema)),
    "Tells these segments only, also private ones. Absent: all that aren't private.",
  ),
  blocks: described(
    v.optional(v.array(idSchema)),
    "Tells these blocks only. Absent: all whose conditions name no private segment.",
  ),
  as: described(
    v.optional(v.picklist(["event", "gtag"]), "event"),
    "`event`: entries for Google Tag Manager; `gtag`: calls as of `gtag()`, for pages with Google's tag alone.",
  ),
});
const either = v.union([v.boolean(), layerObject], "expected true, false or an object");

/** The short form, or all of it; told apart by what is there, so that errors speak of the one that is meant. */
export const dataLayerSchema = v.lazy<typeof either>((input) =>
  typeof input === "object" && input !== null && !Array.isArray(input) ? (layerObject as never) : either,
);
