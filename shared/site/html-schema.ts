import * as v from "valibot";
import { languageSchema, map, stringOr } from "../schema-parts.ts";

/** HTML, or HTML by language. Files beside the site file are read in before it is checked here. */
export const htmlSchema = stringOr(map(languageSchema, v.string()), "expected HTML, or HTML per language");
